package org.city311.ivr.leadership;

import java.time.Duration;

/// Asterisk, where all nodes read who lives and who leads.
public interface Witness {

  /// Writes who leads, for all nodes to read.
  ///
  /// @return false if Asterisk could not be told
  boolean claim(Claim claim);

  /// Looks again soon, and then as often as ever.
  void lookIn(Duration delay);
}
