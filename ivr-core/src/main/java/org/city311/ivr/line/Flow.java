package org.city311.ivr.line;

/// A conversation with a resident, as plain sequential code in a thread of its own.
@FunctionalInterface
public interface Flow {

  /// Talks with the resident until it is decided what becomes of the call.
  ///
  /// @throws CallerGone as thrown by the line
  Ending converse(Line line) throws CallerGone;
}
