package org.city311.flows.selfservice;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// On which days something is collected.
///
/// @param weekdays at least one
/// @param weeks 1 for each week, 2 for every second
/// @param from a day of a week in which it is
record CollectionDays(Set<DayOfWeek> weekdays, int weeks, LocalDate from) {
  private static final List<String> NAMES =
      List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final Pattern EVERY_SECOND = Pattern.compile("(\\w{3})/2 (\\d{4}-\\d\\d-\\d\\d)");
  private static final Pattern SPACES = Pattern.compile(" +");
  private static final LocalDate ANY = LocalDate.EPOCH;

  /// No holidays are longer.
  private static final int MOST_FREE_DAYS = 10;

  CollectionDays {
    weekdays = Set.copyOf(weekdays);
  }

  /// Empty for what is not written as it must be.
  static Optional<CollectionDays> parse(String text) {
    Matcher second = EVERY_SECOND.matcher(text);
    if (second.matches()) {
      return day(second.group(1))
          .flatMap(
              day ->
                  date(second.group(2))
                      .filter(date -> date.getDayOfWeek() == day)
                      .map(date -> new CollectionDays(Set.of(day), 2, date)));
    }
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String word : SPACES.split(text, -1)) {
      Optional<DayOfWeek> day = day(word);
      if (day.isEmpty()) {
        return Optional.empty();
      }
      days.add(day.get());
    }
    return Optional.of(new CollectionDays(days, 1, ANY));
  }

  private static Optional<DayOfWeek> day(String name) {
    int index = NAMES.indexOf(name);
    return index < 0 ? Optional.empty() : Optional.of(DayOfWeek.of(index + 1));
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /// The next day on which it is collected: today, or later. What would be on a free day is on the
  /// next that is not.
  LocalDate next(LocalDate today, Predicate<LocalDate> isFree) {
    LocalDate day = today.minusDays(MOST_FREE_DAYS);
    while (true) {
      if (isRegular(day)) {
        LocalDate moved = day;
        while (isFree.test(moved) && moved.isBefore(day.plusDays(MOST_FREE_DAYS))) {
          moved = moved.plusDays(1);
        }
        if (!moved.isBefore(today)) {
          return moved;
        }
      }
      day = day.plusDays(1);
    }
  }

  private boolean isRegular(LocalDate day) {
    return weekdays.contains(day.getDayOfWeek())
        && Math.floorMod(ChronoUnit.WEEKS.between(monday(from), monday(day)), weeks) == 0;
  }

  private static LocalDate monday(LocalDate day) {
    return day.with(DayOfWeek.MONDAY);
  }
}
