package org.city311.requests.catalogue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// When a department works, as the catalogue has it: a calendar that no zone and no year is bound to yet.
///
/// @param id by which departments name it
/// @param zone where it is meant; empty: where the city is
/// @param week the hours of each weekday, in order; a day that is not there is free
/// @param holidays days off
/// @param onAWeekend whether a holiday on a Saturday or Sunday makes Friday or Monday free as well
/// @param special certain days with hours of their own, none for a day off; they go before the holidays
public record WorkHours(
    String id,
    Optional<ZoneId> zone,
    Map<DayOfWeek, List<Hours>> week,
    List<Holiday> holidays,
    OnAWeekend onAWeekend,
    Map<LocalDate, List<Hours>> special) {
  public WorkHours {
    week = Map.copyOf(week);
    holidays = List.copyOf(holidays);
    special = Map.copyOf(special);
  }

  /// A part of a day.
  ///
  /// @param to its end, which does not belong to it; midnight means the end of the day
  public record Hours(LocalTime from, LocalTime to) {}

  /// What becomes of a holiday that falls on a weekend.
  public enum OnAWeekend {
    AS_IT_FALLS,
    /// Of one on a Saturday the Friday before is free too, of one on a Sunday the Monday after.
    NEAREST_WEEKDAY
  }

  /// All days in some years that are not as their weekday, with their hours then.
  public Map<LocalDate, List<Hours>> special(int fromYear, int toYear) {
    Map<LocalDate, List<Hours>> days = new TreeMap<>();
    for (int year = fromYear; year <= toYear; year++) {
      for (Holiday holiday : holidays) {
        holiday.in(year).ifPresent(day -> free(day, days));
      }
    }
    days.putAll(special);
    return days;
  }

  private void free(LocalDate day, Map<LocalDate, List<Hours>> days) {
    days.put(day, List.of());
    if (onAWeekend == OnAWeekend.NEAREST_WEEKDAY) {
      switch (day.getDayOfWeek()) {
        case SATURDAY -> days.put(day.minusDays(1), List.of());
        case SUNDAY -> days.put(day.plusDays(1), List.of());
        case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> {}
      }
    }
  }
}
