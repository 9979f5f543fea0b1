package org.city311.requests.clock;

import java.time.Instant;

/// A span in which a request's clock stood still.
///
/// @param from its first moment
/// @param to its end, which does not belong to it
public record Pause(Instant from, Instant to) {
  public Pause {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("a pause from " + from + " ends before, at " + to);
    }
  }
}
