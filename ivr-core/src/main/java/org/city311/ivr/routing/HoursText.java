package org.city311.ivr.routing;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.city311.ivr.routing.OpeningHours.Span;

/// How opening hours are written, in the file and in the API alike: days as `mon`, spans as
/// `08:00-18:00` or `18:00-24:00`.
public final class HoursText {
  /// The days of the week, as a pattern.
  public static final String DAY = "mon|tue|wed|thu|fri|sat|sun";

  /// What a date looks like; whether it is in the calendar is another matter.
  public static final String DATE = "\\d{4}-\\d\\d-\\d\\d";

  /// What a [#span] looks like, as a pattern.
  public static final String SPAN = "([01]\\d|2[0-3]):[0-5]\\d-(([01]\\d|2[0-3]):[0-5]\\d|24:00)";

  /// How many days may be other than their weekday: more than are in two years.
  public static final int MAX_DATES = 1_000;

  private HoursText() {}

  /// @param name of the pattern [#DAY]
  public static DayOfWeek day(String name) {
    return DayOfWeek.of(List.of(DAY.split("\\|")).indexOf(name) + 1);
  }

  public static String name(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }

  /// @param text of the pattern [#SPAN]
  /// @return empty if it does not end after its beginning
  public static Optional<Span> span(String text) {
    LocalTime from = LocalTime.parse(text.substring(0, 5));
    if (text.endsWith("24:00")) {
      return Optional.of(new Span(from, LocalTime.MIDNIGHT));
    }
    LocalTime to = LocalTime.parse(text.substring(6));
    return from.isBefore(to) ? Optional.of(new Span(from, to)) : Optional.empty();
  }

  public static String write(Span span) {
    return span.from() + "-" + (span.to().equals(LocalTime.MIDNIGHT) ? "24:00" : span.to());
  }

  /// Whether a moment is in two of these spans of one day.
  public static boolean overlap(List<Span> spans) {
    List<Span> sorted = spans.stream().sorted(Comparator.comparing(Span::from)).toList();
    for (int i = 1; i < sorted.size(); i++) {
      LocalTime before = sorted.get(i - 1).to();
      if (before.equals(LocalTime.MIDNIGHT) || sorted.get(i).from().isBefore(before)) {
        return true;
      }
    }
    return false;
  }
}
