package org.city311.ivr.routing;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// When a skill group serves residents.
///
/// @param week the spans of each day; a day that is not there is closed
/// @param special days that are not as their weekday, such as holidays; no spans means closed
public record OpeningHours(
    ZoneId zone, Map<DayOfWeek, List<Span>> week, Map<LocalDate, List<Span>> special) {
  /// How far ahead the next change is looked for, in days. Nobody closes longer, but for ever.
  private static final int HORIZON_DAYS = 400;

  public OpeningHours {
    week = Map.copyOf(week);
    special = Map.copyOf(special);
  }

  /// Never closed.
  public static OpeningHours always() {
    Map<DayOfWeek, List<Span>> week = new java.util.EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      week.put(day, List.of(Span.WHOLE_DAY));
    }
    return new OpeningHours(java.time.ZoneOffset.UTC, week, Map.of());
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

    private boolean holds(LocalTime time) {
      return !time.isBefore(from) && (to.equals(LocalTime.MIDNIGHT) || time.isBefore(to));
    }
  }

  public boolean isOpen(Instant at) {
    ZonedDateTime local = at.atZone(zone);
    return spans(local.toLocalDate()).stream().anyMatch(span -> span.holds(local.toLocalTime()));
  }

  /// The first moment after this one at which it opens or closes; empty if it never does.
  public Optional<Instant> nextChange(Instant after) {
    boolean open = isOpen(after);
    LocalDate today = after.atZone(zone).toLocalDate();
    for (int day = 0; day <= HORIZON_DAYS; day++) {
      LocalDate date = today.plusDays(day);
      Optional<Instant> change =
          spans(date).stream()
              .flatMap(span -> java.util.stream.Stream.of(begin(date, span), end(date, span)))
              .filter(edge -> edge.isAfter(after) && isOpen(edge) != open)
              .min(Instant::compareTo);
      if (change.isPresent()) {
        return change;
      }
    }
    return Optional.empty();
  }

  private List<Span> spans(LocalDate date) {
    List<Span> special = this.special.get(date);
    return special != null ? special : week.getOrDefault(date.getDayOfWeek(), List.of());
  }

  /// A moment that the clocks leap over in spring is the one after the leap.
  private Instant begin(LocalDate date, Span span) {
    return date.atTime(span.from()).atZone(zone).toInstant();
  }

  private Instant end(LocalDate date, Span span) {
    LocalDate last = span.to().equals(LocalTime.MIDNIGHT) ? date.plusDays(1) : date;
    return last.atTime(span.to()).atZone(zone).toInstant();
  }
}
