package org.city311.flows.speech;

import java.time.Duration;

/// A duration as one says it: never less than it is, and no more exact than one would say it.
///
/// @param days if more than 0, there are no hours and minutes
/// @param hours 0 to 23
/// @param minutes 0 to 59
record RoundedDuration(long days, int hours, int minutes) {
  private static final int HOUR = 60;
  private static final int DAY = 24 * HOUR;

  static RoundedDuration of(Duration duration) {
    if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
      return new RoundedDuration(0, 0, 0);
    }
    long minutes = up(duration.toMillis(), Duration.ofMinutes(1).toMillis());
    long rounded = up(minutes, step(minutes)) * step(minutes);
    return rounded >= DAY
        ? new RoundedDuration(rounded / DAY, 0, 0)
        : new RoundedDuration(0, (int) rounded / HOUR, (int) rounded % HOUR);
  }

  /// How exactly so many minutes are said, in minutes.
  private static int step(long minutes) {
    if (minutes <= 10) {
      return 1;
    }
    if (minutes <= HOUR) {
      return 5;
    }
    if (minutes <= 3 * HOUR) {
      return 15;
    }
    return minutes <= DAY ? HOUR : DAY;
  }

  private static long up(long value, long step) {
    return Math.ceilDiv(value, step);
  }

  boolean isNothing() {
    return days == 0 && hours == 0 && minutes == 0;
  }
}
