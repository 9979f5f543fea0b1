package org.city311.ivr.leadership;

import java.util.HashSet;
import java.util.Set;

/// What Asterisk knows of the nodes at one instant.
///
/// @param beating the numbers of the nodes whose heartbeat is fresh and which don't drain
/// @param claim who says that it leads
/// @param askedNanos the `System.nanoTime()` before this node's own heartbeat was written
public record Heartbeats(Set<Integer> beating, Claim claim, long askedNanos) {
  public Heartbeats {
    beating = Set.copyOf(beating);
  }

  /// The same, as if that node did not beat.
  public Heartbeats without(int node) {
    Set<Integer> others = new HashSet<>(beating);
    others.remove(node);
    return new Heartbeats(others, claim, askedNanos);
  }
}
