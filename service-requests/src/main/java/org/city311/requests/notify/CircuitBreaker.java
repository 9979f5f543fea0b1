package org.city311.requests.notify;

import java.time.Duration;
import java.time.Instant;

/// Whether one of the ways out is open. After a failure that is no message's fault it is closed for a
/// while, twice as long each time. Safe for any thread.
final class Gate {
  static final Duration FIRST = Duration.ofSeconds(2);
  static final Duration LONGEST = Duration.ofMinutes(1);

  private Duration wait = FIRST;
  private Instant closedUntil = Instant.MIN;

  synchronized boolean isOpen(Instant now) {
    return !now.isBefore(closedUntil);
  }

  /// @return whether it was open until now: the first failure, that is
  synchronized boolean failed(Instant now) {
    boolean first = wait.equals(FIRST);
    closedUntil = now.plus(wait);
    Duration doubled = wait.multipliedBy(2);
    wait = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return first;
  }

  /// @return whether it was closed before
  synchronized boolean succeeded() {
    boolean first = !wait.equals(FIRST);
    wait = FIRST;
    closedUntil = Instant.MIN;
    return first;
  }

  /// Whether the last attempt went through.
  synchronized boolean isWell() {
    return wait.equals(FIRST);
  }
}
