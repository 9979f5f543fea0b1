package org.city311.gateway.softphone;

import java.time.Duration;

/// How often a page may speak: a bucket of so many frames that fills up again steadily. A call takes about ten
/// frames in a second, and nothing for minutes after that.
///
/// Not for several threads.
final class FrameRate {
  private static final int BURST = 60;
  private static final long NANOS_A_FRAME = Duration.ofMillis(100).toNanos();

  private long filledNanos;
  private long frames = BURST;

  /// @param nowNanos by `System.nanoTime()`
  FrameRate(long nowNanos) {
    this.filledNanos = nowNanos;
  }

  /// Whether one more may come now.
  boolean admits(long nowNanos) {
    long more = (nowNanos - filledNanos) / NANOS_A_FRAME;
    if (more > 0) {
      frames = Math.min(BURST, frames + more);
      filledNanos += more * NANOS_A_FRAME;
    }
    if (frames == 0) {
      return false;
    }
    frames--;
    return true;
  }
}
