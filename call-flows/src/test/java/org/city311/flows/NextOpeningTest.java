package org.city311.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.OpeningHours.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When residents are called back for whom nobody is there.
class NextOpeningTest {
  private static final ZoneId CITY = ZoneId.of("America/New_York");

  /// Weekdays from 8 to 18; Thursday, November 26th, is a holiday.
  private static final OpeningHours OFFICE = weekdays(8, 18, LocalDate.of(2026, 11, 26));

  private static OpeningHours weekdays(int from, int to, LocalDate... holidays) {
    Map<DayOfWeek, List<Span>> week = new HashMap<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.getValue() <= 5) {
        week.put(day, List.of(new Span(LocalTime.of(from, 0), LocalTime.of(to, 0))));
      }
    }
    Map<LocalDate, List<Span>> special = new HashMap<>();
    for (LocalDate holiday : holidays) {
      special.put(holiday, List.of());
    }
    return new OpeningHours(CITY, week, special);
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(CITY).toInstant();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T07:00, 2026-11-23T09:00", // before it opens: today
    "2026-11-23T12:00, 2026-11-24T09:00", // full: tomorrow
    "2026-11-23T20:00, 2026-11-24T09:00", // in the evening
    "2026-11-25T20:00, 2026-11-27T09:00", // tomorrow is a holiday
    "2026-11-27T17:59, 2026-11-30T09:00", // before the weekend
    "2026-11-28T12:00, 2026-11-30T09:00"
  })
  void isTheFirstMomentOfTheNextOpening_atWhichResidentsAreCalled(String now, String then) {
    assertEquals(Optional.of(at(then)), new NextOpening(weekdays(9, 17)).after(at(now), OFFICE));
  }

  /// The office is open still, and nobody is called any more.
  @Test
  void officeThatIsOpenAfterTheHoursOfCalling_callsTomorrow() {
    assertEquals(
        Optional.of(at("2026-11-24T09:00")),
        new NextOpening(weekdays(9, 17)).after(at("2026-11-23T17:30"), OFFICE));
  }

  @Test
  void groupThatNeverCloses_hasNoNextDay_unlessNobodyIsCalledAtNight() {
    assertEquals(
        Optional.empty(),
        new NextOpening(OpeningHours.always())
            .after(at("2026-11-23T12:00"), OpeningHours.always()));
    assertEquals(
        Optional.of(at("2026-11-24T09:00")),
        new NextOpening(weekdays(9, 17)).after(at("2026-11-23T12:00"), OpeningHours.always()));
  }

  @Test
  void nobodyIsPromisedWhatIsFarAway() {
    OpeningHours inDecember =
        new OpeningHours(
            CITY, Map.of(), Map.of(LocalDate.of(2026, 12, 15), List.of(Span.WHOLE_DAY)));
    assertEquals(
        Optional.empty(),
        new NextOpening(OpeningHours.always()).after(at("2026-11-23T12:00"), inDecember));
  }
}
