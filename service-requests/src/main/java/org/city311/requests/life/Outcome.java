package org.city311.requests.life;

/// What came of a closed request.
public enum Outcome {
  DONE,
  /// The crew found nothing to do.
  NOTHING_FOUND,
  /// Somebody outside of the city's departments does it, and was told.
  REFERRED,
  /// The city does not do it; why stands in the history.
  DECLINED,
  /// The resident no longer wants it.
  WITHDRAWN
}
