package org.city311.requests.phone;

/// What comes of asking for a request by its number.
public sealed interface Answer {
  /// There is one.
  record Found(Told told) implements Answer {}

  /// There is one of which nothing is told to whoever keys a number: as on the public site, by its
  /// type.
  record Private() implements Answer {}

  /// There is none.
  record Unknown() implements Answer {}
}
