package org.city311.requests.store;

import org.city311.requests.number.RequestNumber;

/// What came of saving steps.
public sealed interface Saved {
  /// All are stored.
  record All() implements Saved {}

  /// None is stored: somebody else changed this request since it was read, or it is not there. Read it
  /// again and decide anew.
  record Conflict(RequestNumber number) implements Saved {}
}
