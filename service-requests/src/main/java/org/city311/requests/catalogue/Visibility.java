package org.city311.requests.catalogue;

/// What anybody may see of a request. Contacts, answers and internal comments are never among it.
public enum Visibility {
  /// Type, state, dates, exact place, and what the resident wrote and photographed.
  EVERYTHING,
  /// Type, state, dates and exact place.
  PLACE,
  /// Type, state, dates and the neighbourhood.
  AREA,
  /// Nothing but that the city counts it.
  NOTHING
}
