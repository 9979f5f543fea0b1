package org.city311.ivr.routing;

/// What becomes of callers who wait when their skill group closes.
public enum Closing {
  /// They are served still.
  SERVE,
  /// They are asked for a message.
  MESSAGE,
  /// They are told that the office has closed.
  TELL
}
