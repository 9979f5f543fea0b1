package org.city311.ivr.line;

/// A conversation with whoever dialled a feature code at a phone of the centre.
@FunctionalInterface
public interface PhoneTalk {

  /// Holds it to its end; then the phone is hung up.
  ///
  /// @param line the phone's; it has no call of the centre, and so no steps and no language of its own
  void hold(Line line) throws CallerGone;
}
