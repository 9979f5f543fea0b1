package org.city311.ivr.leadership;

/// What a node does because it leads, or does not. No method waits.
public interface Office {

  /// Makes ready to lead in a moment; it may not come to that.
  void prepare();

  /// Begins to decide, as far as the lease allows.
  ///
  /// @param term higher than any leader's before
  void lead(long term, Lease lease);

  /// Stops deciding, at once.
  void follow();
}
