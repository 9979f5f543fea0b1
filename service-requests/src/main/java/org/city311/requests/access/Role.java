package org.city311.requests.access;

/// What the holder of a key may do; each may do what those before it may.
public enum Role {
  /// Takes reports from residents, as an app or another site does, and reads what is public.
  RESIDENT_FACING,
  /// Takes calls: reads and reports for residents, comments, merges.
  AGENT,
  /// Does the work of one department.
  DEPARTMENT,
  /// Everything, keys and imports included.
  ADMIN;

  /// Whether this one may do what `other` may.
  public boolean covers(Role other) {
    return compareTo(other) >= 0;
  }
}
