package org.city311.ivr.routing;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// When a skill group serves residents, by the clock on its wall: of an hour that this skips in spring
/// nothing is left, and one that it shows twice in autumn counts twice.
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
    Map<DayOfWeek, List<Span>> week = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      week.put(day, List.of(Span.WHOLE_DAY));
    }
    return new OpeningHours(ZoneOffset.UTC, week, Map.of());
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
    if (isAlwaysTheSame()) {
      return Optional.empty();
    }
    boolean open = isOpen(after);
    LocalDate today = after.atZone(zone).toLocalDate();
    for (int day = 0; day <= HORIZON_DAYS; day++) {
      Optional<Instant> change =
          edges(today.plusDays(day))
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

  /// The usual case of a group that never closes would otherwise be looked for in every day to come.
  private boolean isAlwaysTheSame() {
    boolean neverOpen =
        Stream.concat(week.values().stream(), special.values().stream()).allMatch(List::isEmpty);
    boolean neverClosed =
        week.size() == DayOfWeek.values().length
            && Stream.concat(week.values().stream(), special.values().stream())
                .allMatch(spans -> spans.contains(Span.WHOLE_DAY));
    return neverOpen || neverClosed;
  }

  /// When it may open or close on this day: where a span begins or ends, and where the clock leaps.
  private Stream<Instant> edges(LocalDate date) {
    Stream<Instant> ofSpans =
        spans(date).stream()
            .flatMap(
                span ->
                    Stream.of(
                        date.atTime(span.from()),
                        span.to().equals(LocalTime.MIDNIGHT)
                            ? date.plusDays(1).atStartOfDay()
                            : date.atTime(span.to())))
            .flatMap(this::moments);
    Instant midnight = date.atStartOfDay(zone).toInstant();
    ZoneOffsetTransition leap = zone.getRules().nextTransition(midnight.minusNanos(1));
    boolean leaps =
        leap != null && leap.getInstant().isBefore(date.plusDays(1).atStartOfDay(zone).toInstant());
    return leaps ? Stream.concat(ofSpans, Stream.of(leap.getInstant())) : ofSpans;
  }

  /// When the clock shows this: mostly once, twice when it is set back, never when it leaps over it.
  private Stream<Instant> moments(LocalDateTime shown) {
    return zone.getRules().getValidOffsets(shown).stream().map(shown::toInstant);
  }
}
