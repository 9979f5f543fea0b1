package org.city311.requests.notify.letter;

import java.util.Locale;

/// Why somebody is written to.
public enum Occasion {
  /// A request was made: to whoever reported it.
  RECEIVED,
  /// Somebody said "me too": to them.
  FOLLOWING,
  /// The due time moved.
  MOVED,
  /// It was closed too early, and goes on.
  REOPENED,
  /// It is of the same thing as another, which stands for both from now on.
  JOINED,
  /// It is over.
  CLOSED,
  /// A rule of its type wants somebody of the city to know.
  ESCALATED;

  /// The name of its templates.
  String file() {
    return name().toLowerCase(Locale.ROOT);
  }
}
