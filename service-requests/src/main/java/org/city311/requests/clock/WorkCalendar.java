package org.city311.requests.clock;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// When a department works. Hours are those that pass: a night shift in which the clocks are set back
/// is an hour longer. Immutable.
///
/// @param zone the city's time zone
/// @param week the spans of each weekday, in order; a day that is not there is free. At least one hour
///     in all
/// @param special days that are not as their weekday; one without spans is a holiday
public record WorkCalendar(
    ZoneId zone, Map<DayOfWeek, List<Span>> week, Map<LocalDate, List<Span>> special) {
  /// How far ahead is counted, days. The longest promise of the poorest calendar ends before.
  private static final int HORIZON_DAYS = 150_000;

  public WorkCalendar {
    week = Map.copyOf(week);
    special = Map.copyOf(special);
    week.forEach(WorkCalendar::requireOrder);
    special.forEach(WorkCalendar::requireOrder);
    long minutes =
        week.values().stream()
            .flatMap(List::stream)
            .mapToLong(span -> span.length().toMinutes())
            .sum();
    if (minutes < 60) {
      throw new IllegalArgumentException(
          "a week of less than one working hour: no promise would end");
    }
  }

  /// Works always.
  public static WorkCalendar always(ZoneId zone) {
    Map<DayOfWeek, List<Span>> week = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      week.put(day, List.of(Span.WHOLE_DAY));
    }
    return new WorkCalendar(zone, week, Map.of());
  }

  /// A part of a day.
  ///
  /// @param from its first moment
  /// @param to its end, which does not belong to it; midnight means the end of the day
  public record Span(LocalTime from, LocalTime to) {
    public static final Span WHOLE_DAY = new Span(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    public Span {
      if (!to.equals(LocalTime.MIDNIGHT) && !from.isBefore(to)) {
        throw new IllegalArgumentException(from + "–" + to + " does not end after its beginning");
      }
    }

    private boolean endsWithTheDay() {
      return to.equals(LocalTime.MIDNIGHT);
    }

    /// On a day of 24 hours.
    private Duration length() {
      Duration length = Duration.between(from, to);
      return endsWithTheDay() ? length.plusDays(1) : length;
    }
  }

  /// The working time from one instant to another, zero when `to` is not later.
  Duration work(Instant from, Instant to) {
    Duration work = Duration.ZERO;
    LocalDate last = date(to);
    for (LocalDate day = date(from); !day.isAfter(last); day = day.plusDays(1)) {
      for (Shift shift : shifts(day)) {
        work = work.plus(shift.between(from, to));
      }
    }
    return work;
  }

  /// The first instant by which so much working time has passed since `from`; `from` itself for none.
  Instant after(Instant from, Duration work) {
    if (work.isZero()) {
      return from;
    }
    Duration left = work;
    LocalDate first = date(from);
    for (int ahead = 0; ahead < HORIZON_DAYS; ahead++) {
      for (Shift shift : shifts(first.plusDays(ahead))) {
        Duration here = shift.between(from, shift.to());
        if (here.compareTo(left) >= 0) {
          return later(from, shift.from()).plus(left);
        }
        left = left.minus(here);
      }
    }
    throw new IllegalStateException(work + " of work after " + from + " end beyond all planning");
  }

  /// When work ends on the n-th working day after a day, which itself does not count.
  ///
  /// @param n at least 1
  Instant endOfWorkingDay(LocalDate after, int n) {
    int left = n;
    for (int ahead = 1; ahead < HORIZON_DAYS; ahead++) {
      List<Shift> shifts = shifts(after.plusDays(ahead));
      if (!shifts.isEmpty() && --left == 0) {
        return shifts.getLast().to();
      }
    }
    throw new IllegalStateException(
        n + " working days after " + after + " end beyond all planning");
  }

  /// The day on which an instant falls here.
  LocalDate date(Instant at) {
    return LocalDate.ofInstant(at, zone);
  }

  /// A span of one certain day.
  private record Shift(Instant from, Instant to) {
    private Duration between(Instant least, Instant most) {
      Duration length = Duration.between(later(from, least), to.isBefore(most) ? to : most);
      return length.isNegative() ? Duration.ZERO : length;
    }
  }

  /// The day's spans as they pass, in order; without one that the clocks leap over.
  private List<Shift> shifts(LocalDate day) {
    List<Span> spans = special.get(day);
    if (spans == null) {
      spans = week.getOrDefault(day.getDayOfWeek(), List.of());
    }
    List<Shift> shifts = new ArrayList<>();
    for (Span span : spans) {
      Instant from = instant(day.atTime(span.from()));
      Instant to =
          instant(span.endsWithTheDay() ? day.plusDays(1).atStartOfDay() : day.atTime(span.to()));
      if (from.isBefore(to)) {
        shifts.add(new Shift(from, to));
      }
    }
    return shifts;
  }

  /// A time that the clocks leap over is the moment of the leap, one that they show twice is the first.
  private Instant instant(LocalDateTime local) {
    ZoneOffsetTransition change = zone.getRules().getTransition(local);
    return change != null && change.isGap() ? change.getInstant() : local.atZone(zone).toInstant();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static void requireOrder(Object day, List<Span> spans) {
    for (int i = 1; i < spans.size(); i++) {
      Span before = spans.get(i - 1);
      if (before.endsWithTheDay() || spans.get(i).from().isBefore(before.to())) {
        throw new IllegalArgumentException(
            day
                + ": "
                + spans.get(i).from()
                + " is within or before the span that ends at "
                + before.to());
      }
    }
  }
}
