package org.city311.flows.speech;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoundedDurationTest {
  private static final Duration MOST = Duration.ofDays(4);

  /// A promise that is shorter than the truth is broken; one that is much longer scares people off.
  @Test
  void duration_everyHalfMinute_isNeverSaidShorterAndNotMuchLonger() {
    for (Duration real = Duration.ofMinutes(1);
        real.compareTo(MOST) < 0;
        real = real.plusSeconds(30)) {
      RoundedDuration rounded = RoundedDuration.of(real);
      Duration said =
          Duration.ofDays(rounded.days()).plusHours(rounded.hours()).plusMinutes(rounded.minutes());
      assertTrue(
          said.compareTo(real) >= 0 && said.minus(real).compareTo(muchLonger(real)) < 0,
          real + " said as " + rounded);
    }
  }

  private static Duration muchLonger(Duration real) {
    if (real.compareTo(Duration.ofDays(1)) > 0) {
      return Duration.ofDays(1);
    }
    return real.compareTo(Duration.ofMinutes(10)) <= 0 ? Duration.ofMinutes(1) : real.dividedBy(2);
  }
}
