package org.city311.metrics.live;

import java.time.Duration;

/// Running totals of tallies. Not for several threads.
final class Totals {
  private int offered;
  private int answered;
  private int abandoned;
  private int overflowed;
  private int calledBack;
  private int lost;
  private int inProgress;
  private long waitedMillis;

  void add(Tally tally) {
    count(tally, 1);
  }

  void take(Tally tally) {
    count(tally, -1);
  }

  private void count(Tally tally, int change) {
    offered += change;
    switch (tally.outcome()) {
      case IN_PROGRESS -> inProgress += change;
      case ANSWERED -> answered += change;
      case ABANDONED -> abandoned += change;
      case OVERFLOWED -> overflowed += change;
      case CALLED_BACK -> calledBack += change;
      case LOST -> lost += change;
    }
    Duration wait = tally.waited();
    if (wait != null) {
      waitedMillis += change * wait.toMillis();
    }
  }

  LiveView.Today view() {
    Duration asa = answered == 0 ? null : Duration.ofMillis(waitedMillis / answered);
    return new LiveView.Today(
        offered, answered, abandoned, overflowed, calledBack, lost, inProgress, asa);
  }
}
