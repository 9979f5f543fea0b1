package org.city311.requests.http.residents;

import java.time.Duration;

/// How long a reader who takes one part after the other may take for the next: on the whole, a certain time
/// for each, after some grace. For one thread.
final class Pace {
  private final long graceNs;
  private final long forEachNs;
  private final long begunNs;
  private int parts;

  /// Begins now.
  Pace(Duration grace, Duration forEach) {
    this(grace, forEach, System.nanoTime());
  }

  Pace(Duration grace, Duration forEach, long nowNs) {
    this.graceNs = grace.toNanos();
    this.forEachNs = forEach.toNanos();
    this.begunNs = nowNs;
  }

  /// Before a part is given to the reader.
  ///
  /// @param nowNs by [System#nanoTime]
  /// @return how long they may take for it, nanoseconds; at least 0
  long patience(long nowNs) {
    parts++;
    return Math.max(0, begunNs + graceNs + parts * forEachNs - nowNs);
  }
}
