package org.city311.requests.clock;

import static org.city311.requests.clock.PromiseClockTest.span;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.city311.requests.catalogue.Promise;
import org.junit.jupiter.api.Test;

class WorkCalendarTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @Test
  void spansThatOverlap_orStandOutOfOrder_areRefused() {
    assertRefused(List.of(span("08:00", "12:00"), span("11:00", "17:00")), "MONDAY: 11:00");
    assertRefused(List.of(span("13:00", "17:00"), span("08:00", "12:00")), "MONDAY: 08:00");
    assertRefused(List.of(span("08:00", "00:00"), span("09:00", "10:00")), "MONDAY: 09:00");
  }

  private static void assertRefused(List<WorkCalendar.Span> monday, String text) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new WorkCalendar(NEW_YORK, Map.of(DayOfWeek.MONDAY, monday), Map.of()));

    assertTrue(String.valueOf(e.getMessage()).startsWith(text), e.getMessage());
  }

  @Test
  void weekInWhichNobodyWorks_isRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new WorkCalendar(NEW_YORK, Map.of(), Map.of()));
    assertThrows(IllegalArgumentException.class, () -> span("12:00", "12:00"));
  }

  @Test
  void longestPromise_endsEvenInThePoorestWeek() {
    WorkCalendar hour =
        new WorkCalendar(
            NEW_YORK, Map.of(DayOfWeek.MONDAY, List.of(span("08:00", "09:00"))), Map.of());

    Instant from = PromiseClockTest.at("2026-01-01T00:00-05:00");
    Duration longest = Duration.ofHours(Promise.MAX_DAYS * 24L);

    assertEquals(longest, hour.work(from, hour.after(from, longest)));
  }

  @Test
  void specialDayOnAFreeDay_isWorkedOn() {
    WorkCalendar sale =
        new WorkCalendar(
            NEW_YORK,
            Map.of(DayOfWeek.MONDAY, List.of(span("08:00", "17:00"))),
            Map.of(LocalDate.parse("2026-11-15"), List.of(span("10:00", "12:00"))));

    assertEquals(
        PromiseClockTest.at("2026-11-15T12:00-05:00"),
        sale.endOfWorkingDay(LocalDate.parse("2026-11-14"), 1));
  }

  @Test
  void spanWithinTheHourThatTheClocksLeapOver_doesNotCount_andOneWithinTheRepeatedHourCountsOnce() {
    WorkCalendar early =
        new WorkCalendar(
            NEW_YORK,
            Map.of(DayOfWeek.SUNDAY, List.of(span("01:00", "01:30"), span("02:00", "02:30"))),
            Map.of());

    assertEquals(Duration.ofMinutes(30), onSunday(early, "2026-03-08"));
    assertEquals(Duration.ofMinutes(60), onSunday(early, "2026-11-01"));
    assertEquals(Duration.ofMinutes(60), onSunday(early, "2026-11-08"));
  }

  private static Duration onSunday(WorkCalendar calendar, String day) {
    LocalDate date = LocalDate.parse(day);
    return calendar.work(
        date.atStartOfDay(NEW_YORK).toInstant(),
        date.plusDays(1).atStartOfDay(NEW_YORK).toInstant());
  }
}
