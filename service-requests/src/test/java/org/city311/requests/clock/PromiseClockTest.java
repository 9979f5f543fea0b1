package org.city311.requests.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.city311.requests.catalogue.Promise;
import org.city311.requests.catalogue.Promise.Time;
import org.city311.requests.catalogue.Promise.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// In New York, whose clocks go forward on 2026-03-08 at 2:00 and back on 2026-11-01 at 2:00.
class PromiseClockTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  /// Monday to Friday 8:00 to 12:00 and 13:00 to 17:00; Thanksgiving free, the day after until noon.
  static final WorkCalendar OFFICE =
      new WorkCalendar(
          NEW_YORK,
          weekdays(span("08:00", "12:00"), span("13:00", "17:00")),
          Map.of(
              LocalDate.parse("2026-11-26"), List.of(),
              LocalDate.parse("2026-11-27"), List.of(span("08:00", "12:00"))));

  /// Every night from Saturday's midnight to 6:00 on Sunday, when the clocks change.
  static final WorkCalendar NIGHT =
      new WorkCalendar(
          NEW_YORK, Map.of(DayOfWeek.SUNDAY, List.of(span("00:00", "06:00"))), Map.of());

  static WorkCalendar.Span span(String from, String to) {
    return new WorkCalendar.Span(LocalTime.parse(from), LocalTime.parse(to));
  }

  static Map<DayOfWeek, List<WorkCalendar.Span>> weekdays(WorkCalendar.Span... spans) {
    Map<DayOfWeek, List<WorkCalendar.Span>> week = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.compareTo(DayOfWeek.FRIDAY) <= 0) {
        week.put(day, List.of(spans));
      }
    }
    return week;
  }

  @ParameterizedTest(name = "{0} from {1}: {2}")
  @CsvSource({
    // Over the change in spring, a day of 23 hours; in autumn, one of 25.
    "48 h, 2026-03-07T12:00-05:00, 2026-03-09T13:00-04:00",
    "48 h, 2026-10-31T12:00-04:00, 2026-11-02T11:00-05:00",
    "2 d, 2026-03-07T12:00-05:00, 2026-03-09T12:00-04:00",
    "2 d, 2026-10-31T12:00-04:00, 2026-11-02T12:00-05:00",
    // Due at 2:30, which that night does not have; at 1:30, which it has twice: the first.
    "1 d, 2026-03-07T02:30-05:00, 2026-03-08T03:30-04:00",
    "1 d, 2026-10-31T01:30-04:00, 2026-11-01T01:30-04:00",
    "21 d, 2026-01-31T23:59-05:00, 2026-02-21T23:59-05:00",
    "1 d, 2028-02-28T10:00-05:00, 2028-02-29T10:00-05:00",
  })
  void allTime(String promise, String from, String due) {
    assertEquals(at(due), due(promise, OFFICE, from, List.of()));
  }

  @ParameterizedTest(name = "{0} from {1}: {2}")
  @CsvSource({
    // Over lunch, over the night, over the weekend with its change of the clocks, from before work.
    "3 wh, 2026-11-16T10:00-05:00, 2026-11-16T14:00-05:00",
    "2 wh, 2026-11-16T10:00-05:00, 2026-11-16T12:00-05:00",
    "8 wh, 2026-11-16T10:00-05:00, 2026-11-17T10:00-05:00",
    "2 wh, 2026-03-06T16:00-05:00, 2026-03-09T09:00-04:00",
    "2 wh, 2026-10-30T16:00-04:00, 2026-11-02T09:00-05:00",
    "1 wh, 2026-11-15T23:00-05:00, 2026-11-16T09:00-05:00",
    // Over Thanksgiving and the half day after it.
    "6 wh, 2026-11-25T16:00-05:00, 2026-11-30T09:00-05:00",
    // Days: to the end of work; the day itself does not count, nor do weekend and holiday.
    "1 wd, 2026-11-16T10:00-05:00, 2026-11-17T17:00-05:00",
    "1 wd, 2026-11-16T23:59-05:00, 2026-11-17T17:00-05:00",
    "1 wd, 2026-11-14T10:00-05:00, 2026-11-16T17:00-05:00",
    "1 wd, 2026-11-25T10:00-05:00, 2026-11-27T12:00-05:00",
    "2 wd, 2026-11-25T10:00-05:00, 2026-11-30T17:00-05:00",
    "5 wd, 2026-03-06T10:00-05:00, 2026-03-13T17:00-04:00",
    // Monday in New York is Tuesday in Greenwich already.
    "1 wd, 2026-11-17T03:00+00:00, 2026-11-17T17:00-05:00",
  })
  void workingTime(String promise, String from, String due) {
    assertEquals(at(due), due(promise, OFFICE, from, List.of()));
  }

  @ParameterizedTest(name = "{0} from {1}: {2}")
  @CsvSource({
    // A night shift of six hours by the clock on the wall has five in spring, and seven in autumn.
    "5 wh, 2026-03-07T12:00-05:00, 2026-03-08T06:00-04:00",
    "6 wh, 2026-03-07T12:00-05:00, 2026-03-15T01:00-04:00",
    "7 wh, 2026-10-31T12:00-04:00, 2026-11-01T06:00-05:00",
    "2 wh, 2026-10-31T12:00-04:00, 2026-11-01T01:00-05:00",
  })
  void workingTime_inTheNightOfTheChange_isWhatPasses(String promise, String from, String due) {
    assertEquals(at(due), due(promise, NIGHT, from, List.of()));
  }

  @ParameterizedTest(name = "{0} from Monday 10:00, held {1} to {2}: {3}")
  @CsvSource({
    "48 h, 2026-11-16T12:00-05:00, 2026-11-16T15:00-05:00, 2026-11-18T13:00-05:00",
    "2 d, 2026-11-16T12:00-05:00, 2026-11-16T15:00-05:00, 2026-11-18T13:00-05:00",
    // Of working time, only the working time that was held: lunch and night cost nothing.
    "8 wh, 2026-11-16T11:00-05:00, 2026-11-16T14:00-05:00, 2026-11-17T12:00-05:00",
    "8 wh, 2026-11-16T12:00-05:00, 2026-11-16T13:00-05:00, 2026-11-17T10:00-05:00",
    "8 wh, 2026-11-16T17:00-05:00, 2026-11-17T08:00-05:00, 2026-11-17T10:00-05:00",
    "1 wd, 2026-11-17T09:00-05:00, 2026-11-17T12:00-05:00, 2026-11-18T11:00-05:00",
    // Held from before until long after the due time, and only once the promise was broken.
    "8 wh, 2026-11-17T09:00-05:00, 2026-11-23T09:00-05:00, 2026-11-23T10:00-05:00",
    "8 wh, 2026-11-17T10:00-05:00, 2026-11-23T09:00-05:00, 2026-11-17T10:00-05:00",
    "2 d, 2026-11-18T10:00-05:00, 2026-11-23T09:00-05:00, 2026-11-18T10:00-05:00",
  })
  void pause_movesTheDueTime_byWhatItTook(String promise, String held, String until, String due) {
    List<Pause> pauses = List.of(new Pause(at(held), at(until)));

    assertEquals(at(due), due(promise, OFFICE, "2026-11-16T10:00-05:00", pauses));
  }

  @Test
  void pauseInTheTimeThatAnEarlierOneGave_countsAsWell() {
    List<Pause> pauses =
        List.of(
            new Pause(at("2026-11-16T12:00-05:00"), at("2026-11-17T12:00-05:00")),
            new Pause(at("2026-11-18T09:00-05:00"), at("2026-11-18T12:00-05:00")));

    assertEquals(
        at("2026-11-18T15:00-05:00"), due("48 h", OFFICE, "2026-11-15T12:00-05:00", pauses));
  }

  private static Instant due(
      String promise, WorkCalendar calendar, String from, List<Pause> pauses) {
    return PromiseClock.due(promise(promise), calendar, at(from), pauses);
  }

  /// `48 h`, `2 d`, and with `w` of working time.
  static Promise promise(String text) {
    return new Promise(
        Integer.parseInt(text.substring(0, text.indexOf(' '))),
        text.endsWith("h") ? Unit.HOURS : Unit.DAYS,
        text.contains("w") ? Time.WORKING : Time.CALENDAR,
        true);
  }

  static Instant at(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}
