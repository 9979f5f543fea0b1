package org.city311.requests.http.open311;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.city311.requests.http.edge.RefusedException;

/// The time that a list is asked for: at most 90 days, as GeoReport has it; the last 90 where nothing is said.
record Period(Instant from, Instant until) {
  static final Duration MOST = Duration.ofDays(90);

  /// @param zone where a day begins that is given without a time
  static Period of(Arguments arguments, ZoneId zone, Instant now) throws RefusedException {
    Optional<Instant> from = at(arguments, "start_date", zone, 0);
    Optional<Instant> until = at(arguments, "end_date", zone, 1);
    Instant end = until.orElseGet(() -> from.map(f -> earlier(f.plus(MOST), now)).orElse(now));
    Instant begin = from.orElseGet(() -> end.minus(MOST));
    if (Duration.between(begin, end).compareTo(MOST) > 0) {
      throw new RefusedException(
          400, "start_date and end_date are more than 90 days apart: ask for less at once");
    }
    return new Period(begin, end);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /// @param laterDays of a day without a time, its beginning or so many days later
  private static Optional<Instant> at(Arguments arguments, String name, ZoneId zone, int laterDays)
      throws RefusedException {
    String text = arguments.one(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
        LocalDate day = LocalDate.parse(text).plusDays(laterDays);
        return Optional.of(reasonable(day.atStartOfDay(zone).toInstant()));
      }
      // A plus sign that was not encoded comes as a space.
      return Optional.of(reasonable(OffsetDateTime.parse(text.replace(' ', '+')).toInstant()));
    } catch (DateTimeException e) {
      throw new RefusedException(
          400,
          name
              + " is a time with its zone, such as 2026-01-31T00:00:00Z, or a day, such as 2026-01-31");
    }
  }

  private static Instant reasonable(Instant at) {
    int year = at.atZone(java.time.ZoneOffset.UTC).getYear();
    if (year < 1900 || year > 2200) {
      throw new DateTimeException("the year " + year);
    }
    return at;
  }
}
