package org.city311.ivr.call;

/// What a caller is taken out of the queue for. The caller keeps the place, and may come back to it.
public enum Treatment {
  /// Is offered to be called back.
  CALLBACK,
  /// Is asked for a message.
  MESSAGE,
  /// Is told that all lines are taken.
  FULL,
  /// Is told that the office has closed.
  CLOSED
}
