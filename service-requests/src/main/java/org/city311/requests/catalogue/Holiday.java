package org.city311.requests.catalogue;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;

/// A day of each year that is not as others.
///
/// @param name as residents read and hear it
public record Holiday(Text name, Rule rule) {
  /// On which day it falls.
  public sealed interface Rule {
    /// The same date each year.
    record Each(MonthDay day) implements Rule {}

    /// A weekday of a month.
    ///
    /// @param nth 1 to 4; −1 for the last
    record Weekday(int nth, DayOfWeek day, Month month) implements Rule {}

    /// So many days after Easter Sunday; negative for before.
    record Easter(int days) implements Rule {}

    /// Once.
    record Once(LocalDate date) implements Rule {}
  }

  /// Its day in a year; empty when it has none then.
  public Optional<LocalDate> in(int year) {
    return switch (rule) {
      case Rule.Each(MonthDay day) ->
          day.isValidYear(year) ? Optional.of(day.atYear(year)) : Optional.empty();
      case Rule.Weekday(int nth, DayOfWeek day, Month month) ->
          Optional.of(
              LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(nth, day)));
      case Rule.Easter(int days) -> Optional.of(easter(year).plusDays(days));
      case Rule.Once(LocalDate date) ->
          date.getYear() == year ? Optional.of(date) : Optional.empty();
    };
  }

  /// The Anonymous Gregorian algorithm, J. Meeus, "Astronomical Algorithms", chapter 8.
  private static LocalDate easter(int year) {
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int day = h + l - 7 * m + 114;
    return LocalDate.of(year, day / 31, day % 31 + 1);
  }

  /// The rule that is written `december 25`, `third monday of january`, `2 days before easter`,
  /// `2026-11-27`; empty when it is none of these.
  static Optional<Rule> rule(String written) {
    String[] words = written.toLowerCase(Locale.ROOT).split("\\s+");
    try {
      return switch (words.length) {
        case 1 ->
            words[0].equals("easter")
                ? Optional.of(new Rule.Easter(0))
                : Optional.of(new Rule.Once(LocalDate.parse(words[0])));
        case 2 ->
            Optional.of(new Rule.Each(MonthDay.of(month(words[0]), Integer.parseInt(words[1]))));
        case 4 -> ofFour(words);
        default -> Optional.empty();
      };
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Rule> ofFour(String[] words) {
    if (words[3].equals("easter") && words[1].matches("days?")) {
      int days = Integer.parseInt(words[0]);
      boolean near = days >= 1 && days <= 60;
      return switch (words[2]) {
        case "before" -> near ? Optional.of(new Rule.Easter(-days)) : Optional.empty();
        case "after" -> near ? Optional.of(new Rule.Easter(days)) : Optional.empty();
        case String _ -> Optional.empty();
      };
    }
    int nth =
        switch (words[0]) {
          case "first" -> 1;
          case "second" -> 2;
          case "third" -> 3;
          case "fourth" -> 4;
          case "last" -> -1;
          case String _ -> 0;
        };
    return nth != 0 && words[2].equals("of")
        ? Optional.of(
            new Rule.Weekday(
                nth, DayOfWeek.valueOf(words[1].toUpperCase(Locale.ROOT)), month(words[3])))
        : Optional.empty();
  }

  private static Month month(String name) {
    return Month.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
