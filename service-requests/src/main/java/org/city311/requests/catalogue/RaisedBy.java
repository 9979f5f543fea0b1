package org.city311.requests.catalogue;

/// Who may raise a request of a type.
public enum RaisedBy {
  RESIDENTS,
  /// Residents, and crews that come upon the thing.
  ANYONE,
  /// Crews alone: residents are not shown the type and can't find it.
  CREWS;

  /// Whether residents may.
  public boolean residents() {
    return this != CREWS;
  }

  /// Whether the city's own crews may.
  public boolean crews() {
    return this != RESIDENTS;
  }
}
