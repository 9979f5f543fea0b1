package org.city311.ivr.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.city311.ivr.routing.OpeningHours.Span;
import org.junit.jupiter.api.Test;

class OpeningHoursTest {
  private static final Span DAY = new Span(LocalTime.of(8, 0), LocalTime.of(17, 30));
  private static final Span NIGHT = new Span(LocalTime.of(20, 0), LocalTime.MIDNIGHT);

  /// Mondays with a break, the whole of Sunday, and a Monday that is a holiday.
  private static final OpeningHours BALTIMORE =
      new OpeningHours(
          ZoneId.of("America/New_York"),
          Map.of(DayOfWeek.MONDAY, List.of(DAY, NIGHT), DayOfWeek.SUNDAY, List.of(Span.WHOLE_DAY)),
          Map.of(LocalDate.of(2026, 5, 25), List.of()));

  @Test
  void open_fromItsFirstMoment_upToButNotAtItsEnd() {
    assertFalse(BALTIMORE.isOpen(Instant.parse("2026-11-23T12:59:59.999Z")));
    assertTrue(BALTIMORE.isOpen(Instant.parse("2026-11-23T13:00:00Z")));
    assertTrue(BALTIMORE.isOpen(Instant.parse("2026-11-23T22:29:59Z")));
    assertFalse(BALTIMORE.isOpen(Instant.parse("2026-11-23T22:30:00Z")));
  }

  @Test
  void holiday_isClosed_andADayThatIsNotThereToo() {
    assertFalse(BALTIMORE.isOpen(Instant.parse("2026-05-25T16:00:00Z")));
    assertFalse(BALTIMORE.isOpen(Instant.parse("2026-11-24T16:00:00Z")));
  }

  @Test
  void nextChange_isTheNextOpeningOrClosing_overHolidays() {
    assertEquals(
        Optional.of(Instant.parse("2026-11-23T22:30:00Z")),
        BALTIMORE.nextChange(Instant.parse("2026-11-23T13:00:00Z")));
    assertEquals(
        Optional.of(Instant.parse("2026-05-31T04:00:00Z")),
        BALTIMORE.nextChange(Instant.parse("2026-05-25T04:00:00Z")));
  }

  @Test
  void spansThatMeet_areOneSpan_alsoOverMidnight() {
    OpeningHours weekend =
        new OpeningHours(
            ZoneId.of("America/New_York"),
            Map.of(DayOfWeek.SATURDAY, List.of(NIGHT), DayOfWeek.SUNDAY, List.of(Span.WHOLE_DAY)),
            Map.of());
    assertEquals(
        Optional.of(Instant.parse("2026-11-23T05:00:00Z")),
        weekend.nextChange(Instant.parse("2026-11-22T02:00:00Z")));
  }

  @Test
  void clocksGoForward_theDayIsAnHourShorter() {
    assertEquals(
        Optional.of(Instant.parse("2026-03-09T04:00:00Z")),
        BALTIMORE.nextChange(Instant.parse("2026-03-08T05:00:00Z")));
  }

  /// In New York 02:00 is followed by 03:00 on 8 March 2026, and 01:59 by 01:00 on 1 November.
  @Test
  void hoursOfTheNightInWhichTheClocksAreSet_eachChangeIsForeseen() {
    for (String day : List.of("2026-03-08", "2026-11-01")) {
      for (int from = 0; from < 16; from++) {
        for (int to = from + 1; to <= 16; to++) {
          Span span = new Span(quarter(from), quarter(to));
          OpeningHours hours =
              new OpeningHours(
                  ZoneId.of("America/New_York"),
                  Map.of(),
                  Map.of(LocalDate.parse(day), List.of(span)));
          assertForeseen(hours, Instant.parse(day + "T03:00:00Z"));
        }
      }
    }
  }

  /// Each quarter of an hour of the night is looked at.
  private static void assertForeseen(OpeningHours hours, Instant evening) {
    for (int quarter = 0; quarter < 40; quarter++) {
      Instant at = evening.plusSeconds(900L * quarter);
      Instant next = at.plusSeconds(900);
      if (hours.isOpen(next) != hours.isOpen(at)) {
        assertEquals(Optional.of(next), hours.nextChange(at), hours + " after " + at);
      }
    }
  }

  private static LocalTime quarter(int number) {
    return LocalTime.MIN.plusMinutes(15L * number);
  }

  @Test
  void alwaysOpen_orNever_neverChanges() {
    assertTrue(OpeningHours.always().isOpen(Instant.EPOCH));
    assertEquals(Optional.empty(), OpeningHours.always().nextChange(Instant.EPOCH));
    OpeningHours never = new OpeningHours(ZoneId.of("America/New_York"), Map.of(), Map.of());
    assertFalse(never.isOpen(Instant.EPOCH));
    assertEquals(Optional.empty(), never.nextChange(Instant.EPOCH));
  }

  @Test
  void alwaysOpenButForAHoliday_changesThen() {
    LocalDate holiday = LocalDate.of(1970, 12, 25);
    OpeningHours hours =
        new OpeningHours(
            OpeningHours.always().zone(), OpeningHours.always().week(), Map.of(holiday, List.of()));
    assertEquals(
        Optional.of(Instant.parse("1970-12-25T00:00:00Z")), hours.nextChange(Instant.EPOCH));
  }

  @Test
  void spanThatEndsBeforeItBegins_isRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new Span(LocalTime.of(17, 0), LocalTime.of(8, 0)));
  }
}
