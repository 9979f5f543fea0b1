package org.city311.requests.catalogue;

/// How much a type of request presses. Declared from the least to the most.
public enum Priority {
  LOW,
  NORMAL,
  HIGH,
  /// Somebody may be hurt: crews are told at once.
  URGENT
}
