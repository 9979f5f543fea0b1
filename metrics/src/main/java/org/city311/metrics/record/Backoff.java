package org.city311.metrics.record;

import java.time.Duration;

/// How long to wait before the next try: twice as long after each failure, up to a limit. Not for
/// several threads.
final class Backoff {
  private final Duration first;
  private final Duration limit;
  private Duration next;

  Backoff(Duration first, Duration limit) {
    this.first = first;
    this.limit = limit;
    this.next = first;
  }

  /// The wait after one more failure.
  Duration failed() {
    Duration wait = next;
    Duration doubled = wait.multipliedBy(2);
    next = doubled.compareTo(limit) > 0 ? limit : doubled;
    return wait;
  }

  void succeeded() {
    next = first;
  }
}
