package org.city311.requests.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.city311.requests.catalogue.Promise;
import org.city311.requests.catalogue.Promise.Time;
import org.city311.requests.catalogue.Promise.Unit;

/// Whatever the promise, the calendar and the moment: in a year with both changes of the clocks.
class ClockPropertiesTest {
  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T05:00:00Z");

  @Provide
  Arbitrary<Instant> moments() {
    return Arbitraries.longs().between(0, 366L * 86_400).map(NEW_YEAR::plusSeconds);
  }

  @Provide
  Arbitrary<WorkCalendar> calendars() {
    return Arbitraries.of(
        PromiseClockTest.OFFICE,
        PromiseClockTest.NIGHT,
        WorkCalendar.always(PromiseClockTest.OFFICE.zone()));
  }

  @Provide
  Arbitrary<Promise> promises() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 60),
            Arbitraries.of(Unit.class),
            Arbitraries.of(Time.class))
        .as((amount, unit, time) -> new Promise(amount, unit, time, true));
  }

  @Property
  void workUntilItIsDone_isAsLongAsWasAsked(
      @ForAll @From("calendars") WorkCalendar calendar,
      @ForAll @From("moments") Instant from,
      @ForAll @IntRange(max = 100_000) int minutes) {
    Duration asked = Duration.ofMinutes(minutes);
    Instant done = calendar.after(from, asked);

    assertEquals(asked, calendar.work(from, done));
    assertTrue(
        asked.isZero() || calendar.work(from, done.minusMillis(1)).compareTo(asked) < 0,
        "it was done earlier");
  }

  @Property
  void work_addsUp(
      @ForAll @From("calendars") WorkCalendar calendar,
      @ForAll @From("moments") Instant from,
      @ForAll @IntRange(max = 5_000_000) int first,
      @ForAll @IntRange(max = 5_000_000) int second) {
    Instant between = from.plusSeconds(first);
    Instant to = between.plusSeconds(second);

    assertEquals(
        calendar.work(from, to), calendar.work(from, between).plus(calendar.work(between, to)));
  }

  @Property
  void hoursOfACalendarThatIsNeverClosed_areHours(
      @ForAll @From("moments") Instant from, @ForAll @IntRange(min = 1, max = 5_000) int hours) {
    WorkCalendar always = WorkCalendar.always(PromiseClockTest.OFFICE.zone());

    assertEquals(
        from.plus(Duration.ofHours(hours)),
        PromiseClock.due(
            new Promise(hours, Unit.HOURS, Time.WORKING, true), always, from, List.of()));
  }

  @Property
  void longerPause_neverMakesItDueEarlier_andNoneIsDueBeforeTheBeginning(
      @ForAll @From("promises") Promise promise,
      @ForAll @From("calendars") WorkCalendar calendar,
      @ForAll @From("moments") Instant from,
      @ForAll @IntRange(max = 3_000_000) int pausedAfter,
      @ForAll @IntRange(max = 3_000_000) int shorter,
      @ForAll @IntRange(max = 1_000_000) int more) {
    Instant paused = from.plusSeconds(pausedAfter);
    Instant undisturbed = PromiseClock.due(promise, calendar, from, List.of());
    Instant first = due(promise, calendar, from, new Pause(paused, paused.plusSeconds(shorter)));
    Instant second =
        due(promise, calendar, from, new Pause(paused, paused.plusSeconds(shorter + more)));

    assertTrue(undisturbed.isAfter(from));
    assertFalse(first.isBefore(undisturbed));
    assertFalse(second.isBefore(first));
    if (!paused.isBefore(undisturbed)) {
      assertEquals(undisturbed, second, "a pause mended a broken promise");
    }
  }

  private static Instant due(Promise promise, WorkCalendar calendar, Instant from, Pause pause) {
    return PromiseClock.due(promise, calendar, from, List.of(pause));
  }
}
