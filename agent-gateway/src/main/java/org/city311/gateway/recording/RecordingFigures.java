package org.city311.gateway.recording;

import java.util.concurrent.atomic.LongAdder;

/// How recordings fare at this node, since its start. Thread-safe.
public final class RecordingFigures {
  private final LongAdder begun = new LongAdder();
  private final LongAdder kept = new LongAdder();
  private final LongAdder noRoom = new LongAdder();
  private final LongAdder notTold = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder expired = new LongAdder();
  private volatile long bytes;

  /// Recordings that were begun.
  public long begun() {
    return begun.sum();
  }

  /// Recordings that were encrypted and noted.
  public long kept() {
    return kept.sum();
  }

  /// Talks not recorded because the disk, or our share of it, was full.
  public long noRoom() {
    return noRoom.sum();
  }

  /// Talks not recorded because the resident had not been told.
  public long notTold() {
    return notTold.sum();
  }

  /// Steps that failed; each is tried again.
  public long failed() {
    return failed.sum();
  }

  /// Recordings removed as their time was over.
  public long expired() {
    return expired.sum();
  }

  /// What all take on the disk, as of the last look.
  public long bytes() {
    return bytes;
  }

  void countBegun() {
    begun.increment();
  }

  void countKept() {
    kept.increment();
  }

  void countNoRoom() {
    noRoom.increment();
  }

  void countNotTold() {
    notTold.increment();
  }

  void countFailed() {
    failed.increment();
  }

  void countExpired() {
    expired.increment();
  }

  void bytes(long now) {
    bytes = now;
  }
}
