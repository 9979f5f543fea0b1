package org.city311.requests.notify;

import java.time.Duration;
import java.time.Instant;

/// Whether one of the ways out is tried. After a failure that is no message's fault it is not for a while,
/// twice as long each time. Safe for any thread.
final class CircuitBreaker {
  static final Duration FIRST = Duration.ofSeconds(2);
  static final Duration LONGEST = Duration.ofMinutes(1);

  private Duration wait = FIRST;
  private Instant restsUntil = Instant.MIN;

  synchronized boolean letsThrough(Instant now) {
    return !now.isBefore(restsUntil);
  }

  /// @return whether it is the first failure
  synchronized boolean failed(Instant now) {
    boolean first = wait.equals(FIRST);
    restsUntil = now.plus(wait);
    Duration doubled = wait.multipliedBy(2);
    wait = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return first;
  }

  /// @return whether the last attempt had failed
  synchronized boolean succeeded() {
    boolean first = !wait.equals(FIRST);
    wait = FIRST;
    restsUntil = Instant.MIN;
    return first;
  }

  /// Whether the last attempt went through.
  synchronized boolean isWell() {
    return wait.equals(FIRST);
  }
}
