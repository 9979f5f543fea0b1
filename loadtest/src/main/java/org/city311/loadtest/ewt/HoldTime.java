package org.city311.loadtest.ewt;

/// What Asterisk's `app_queue` tells callers of a queue: its average hold time, in whole seconds. Each
/// answered call makes it `(3 × average + wait) / 4`, rounded down; it begins at 0. That is
/// `recalc_holdtime` in Asterisk's `apps/app_queue.c`, and what `QUEUEHOLDTIME`, `queue show` and the
/// announcement of the hold time give. It knows neither how many wait nor who is at work.
public final class HoldTime {
  private long average;

  /// A call was answered.
  ///
  /// @param seconds waited, whole seconds as `time()` counts them
  public void answered(long seconds) {
    average = (3 * average + seconds) >> 2;
  }

  /// What it says now.
  public long seconds() {
    return average;
  }
}
