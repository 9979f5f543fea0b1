package org.city311.requests.catalogue;

/// Whether a request of a type has a place.
public enum Place {
  REQUIRED,
  OPTIONAL,
  /// It has none, as a question about a bill.
  NONE
}
