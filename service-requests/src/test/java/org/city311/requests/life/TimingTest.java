package org.city311.requests.life;

import static org.city311.requests.life.TestRequests.T0;
import static org.city311.requests.life.TestRequests.TWO_DAYS;
import static org.city311.requests.life.TestRequests.TWO_WORKING_DAYS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.city311.requests.catalogue.Promise;
import org.city311.requests.clock.WorkCalendar;
import org.junit.jupiter.api.Test;

/// From a Monday, 10:00 in New York (15:00 UTC); the office works from 8:00 to 17:00.
class TimingTest {
  private static final WorkCalendar OFFICE = TestRequests.calendar("streets").orElseThrow();

  @Test
  void halfOfThePromise_isOverAfterHalfOfItsTime() {
    assertEquals(T0.plus(Duration.ofHours(24)), started(TWO_DAYS).share(OFFICE, 50));
    assertEquals(T0, started(TWO_DAYS).share(OFFICE, 0));
    assertEquals(started(TWO_DAYS).due(), started(TWO_DAYS).share(OFFICE, 100));
  }

  @Test
  void pauses_areNoPartOfIt() {
    Timing early = started(TWO_DAYS).paused(hours(10), hours(100)).by(OFFICE);
    assertEquals(hours(9.6), early.share(OFFICE, 20));
    assertEquals(hours(24 + 90), early.share(OFFICE, 50));

    Timing late = early.paused(hours(48 + 90), hours(500)).by(OFFICE);
    assertEquals(early.due(), late.due());
    assertEquals(hours(24 + 90), late.share(OFFICE, 50));
  }

  @Test
  void workingPromise_isHalfOverInTheMiddleOfTheWork() {
    // 7 hours on Monday, 9 on each of Tuesday and Wednesday: half of them by Tuesday, 13:30.
    assertEquals(
        Instant.parse("2026-11-17T18:30:00Z"), started(TWO_WORKING_DAYS).share(OFFICE, 50));
  }

  @Test
  void pauseOverNight_movesNothingOfAWorkingPromise() {
    Timing paused =
        started(TWO_WORKING_DAYS)
            .paused(Instant.parse("2026-11-16T22:00:00Z"), Instant.parse("2026-11-17T13:00:00Z"))
            .by(OFFICE);

    assertEquals(started(TWO_WORKING_DAYS).due(), paused.due());
    assertEquals(Instant.parse("2026-11-17T18:30:00Z"), paused.share(OFFICE, 50));
  }

  private static Timing started(Promise promise) {
    return Timing.started(promise, OFFICE, T0);
  }

  private static Instant hours(double hours) {
    return T0.plus(Duration.ofMinutes(Math.round(hours * 60)));
  }
}
