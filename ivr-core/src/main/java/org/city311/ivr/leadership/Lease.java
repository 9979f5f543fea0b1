package org.city311.ivr.leadership;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// The time for which a leader may act without looking again whether it still leads. A node that was
/// frozen, or has lost Asterisk, finds it run out. Thread-safe.
public final class Lease {
  /// How long it lasts from the moment before the leader's heartbeat was written. Shorter than the 5 s
  /// for which others hold a heartbeat to be fresh, less the second by which Asterisk's clock
  /// rounds.
  public static final Duration LENGTH = Duration.ofSeconds(2);

  private final LongSupplier nanoTime;
  private final AtomicLong until;

  private Lease(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.until = new AtomicLong(nanoTime.getAsLong());
  }

  /// One that has run out.
  static Lease spent(LongSupplier nanoTime) {
    return new Lease(nanoTime);
  }

  /// One that never runs out, for a centre of one node.
  public static Lease endless() {
    Lease lease = new Lease(() -> 0);
    lease.until.set(1);
    return lease;
  }

  /// Whether the leader may act now.
  public boolean isValid() {
    return until.get() - nanoTime.getAsLong() > 0;
  }

  void renew(long fromNanos) {
    until.set(fromNanos + LENGTH.toNanos());
  }

  void end() {
    until.set(nanoTime.getAsLong());
  }
}
