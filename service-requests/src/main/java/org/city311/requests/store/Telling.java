package org.city311.requests.store;

/// Whether those who tell of changes are told.
public enum Telling {
  TOLD,
  /// What was long ago, such as an import from another system: nobody is written to for it.
  SILENT
}
