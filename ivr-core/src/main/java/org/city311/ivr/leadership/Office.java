package org.city311.ivr.leadership;

/// What a node does because it leads, or does not. Neither method waits.
public interface Office {

  /// Begins to decide, as far as the lease allows.
  ///
  /// @param term higher than any leader's before
  void lead(long term, Lease lease);

  /// Stops deciding, at once.
  void follow();
}
