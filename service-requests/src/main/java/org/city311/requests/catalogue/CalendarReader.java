package org.city311.requests.catalogue;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.city311.requests.catalogue.WorkHours.Hours;
import org.city311.requests.catalogue.WorkHours.OnAWeekend;
import org.jspecify.annotations.Nullable;

/// Reads holidays and calendars. For one thread.
final class CalendarReader {
  private static final int MAX_NAME = 100;
  private static final int MAX_SPECIAL = 1_000;
  private static final String DAY = "(mon|tue|wed|thu|fri|sat|sun)";
  private static final Pattern DAYS = Pattern.compile(DAY + "(-" + DAY + ")?");
  private static final Pattern SPAN =
      Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d-(([01]\\d|2[0-3]):[0-5]\\d|24:00)");
  private static final String SPANS_EXPLAINED =
      "closed, or hours such as 08:00-17:00, in order and apart; a night is 22:00-24:00 and 00:00-06:00";
  private static final String ON_EXPLAINED =
      "as in 'december 25', 'third monday of january', '2 days before easter', '2026-11-27'";

  private final Map<String, Holiday> holidays = new LinkedHashMap<>();
  private final Map<String, WorkHours> calendars = new LinkedHashMap<>();

  Map<String, WorkHours> calendars() {
    return calendars;
  }

  void readHolidays(Fields file) {
    file.section("holidays")
        .ifPresent(
            section -> {
              for (String id : section.ids()) {
                section.section(id).ifPresent(fields -> readHoliday(section, id, fields));
              }
            });
  }

  private void readHoliday(Fields section, String id, Fields fields) {
    Text name = fields.text("name", MAX_NAME);
    String written = fields.requiredWord("on", MAX_NAME);
    Optional<Holiday.Rule> rule = Holiday.rule(written);
    if (rule.isEmpty() && fields.has("on")) {
      fields.mistake("on", Fields.quoted(written), ON_EXPLAINED);
    }
    fields.end();
    if (rule.isPresent() && holidays.putIfAbsent(id, new Holiday(name, rule.get())) != null) {
      section.mistake(id, "the holiday again", "each only once");
    }
  }

  /// After all holidays.
  void readCalendars(Fields file) {
    file.section("calendars")
        .ifPresent(
            section -> {
              for (String id : section.ids()) {
                section
                    .section(id)
                    .ifPresent(
                        fields -> {
                          if (calendars.putIfAbsent(id, calendar(id, fields)) != null) {
                            section.mistake(id, "the calendar again", "each only once");
                          }
                        });
              }
            });
  }

  /// What comes with City311, where the city has no holiday of the same id.
  void readOtherHolidays(Fields builtIn) {
    builtIn
        .section("holidays")
        .ifPresent(
            section ->
                section.ids().stream()
                    .filter(id -> !holidays.containsKey(id))
                    .forEach(
                        id ->
                            section
                                .section(id)
                                .ifPresent(fields -> readHoliday(section, id, fields))));
  }

  /// What comes with City311, where the city has no calendar of the same id. Its holidays are the city's.
  void readOtherCalendars(Fields builtIn) {
    builtIn
        .section("calendars")
        .ifPresent(
            section ->
                section.ids().stream()
                    .filter(id -> !calendars.containsKey(id))
                    .forEach(
                        id ->
                            section
                                .section(id)
                                .ifPresent(fields -> calendars.put(id, calendar(id, fields)))));
  }

  private WorkHours calendar(String id, Fields fields) {
    Map<DayOfWeek, List<Hours>> week = new EnumMap<>(DayOfWeek.class);
    if (!fields.has("hours")) {
      fields.missing("hours");
    }
    fields.section("hours").ifPresent(section -> readWeek(section, week));
    WorkHours calendar =
        new WorkHours(
            id,
            fields.word("time-zone", MAX_NAME).flatMap(zone -> zone(fields, zone)),
            week,
            holidays(fields),
            fields.constant("on-a-weekend", OnAWeekend.AS_IT_FALLS),
            special(fields));
    fields.end();
    return calendar;
  }

  private static Optional<ZoneId> zone(Fields fields, String zone) {
    try {
      return Optional.of(ZoneId.of(zone));
    } catch (DateTimeException e) {
      fields.mistake(
          "time-zone", Fields.quoted(zone), "a zone of the IANA's list, such as America/New_York");
      return Optional.empty();
    }
  }

  private static void readWeek(Fields section, Map<DayOfWeek, List<Hours>> week) {
    for (String key : section.ids()) {
      if (!DAYS.matcher(key).matches()) {
        section.mistake(key, Fields.quoted(key), "a day such as mon, or days such as mon-fri");
        continue;
      }
      List<Hours> hours = hours(section, key);
      for (DayOfWeek day : days(key)) {
        if (week.put(day, hours) != null) {
          section.mistake(key, day.name().toLowerCase(Locale.ROOT) + " twice", "each day once");
        }
      }
    }
    int minutes =
        week.values().stream().flatMap(List::stream).mapToInt(CalendarReader::minutes).sum();
    if (minutes < 60) {
      section.mistake("", minutes + " minutes a week", "at least an hour: no promise would end");
    }
  }

  private List<Holiday> holidays(Fields fields) {
    List<Holiday> found = new ArrayList<>();
    for (String id : fields.words("holidays")) {
      Holiday holiday = holidays.get(id);
      if (holiday == null) {
        fields.mistake("holidays", Fields.quoted(id), "ids of holidays: " + holidays.keySet());
      } else {
        found.add(holiday);
      }
    }
    return found;
  }

  private static Map<LocalDate, List<Hours>> special(Fields fields) {
    Map<LocalDate, List<Hours>> days = new TreeMap<>();
    Optional<Fields> section = fields.section("special");
    if (section.isEmpty()) {
      return days;
    }
    for (String key : section.get().ids()) {
      List<Hours> hours = hours(section.get(), key);
      try {
        days.put(LocalDate.parse(key), hours);
      } catch (DateTimeException e) {
        section.get().mistake(key, Fields.quoted(key), "a date that is in the calendar");
      }
    }
    if (days.size() > MAX_SPECIAL) {
      fields.mistake("special", days.size() + " days", "at most " + MAX_SPECIAL);
    }
    return days;
  }

  private static List<Hours> hours(Fields section, String key) {
    List<String> written =
        section.words(key).stream().flatMap(words -> Arrays.stream(words.split(",\\s*"))).toList();
    if (written.equals(List.of("closed"))) {
      return List.of();
    }
    List<Hours> hours = new ArrayList<>();
    for (String span : written) {
      Hours before = hours.isEmpty() ? null : hours.getLast();
      if (!SPAN.matcher(span).matches() || !follows(before, span)) {
        section.mistake(key, Fields.quoted(span), SPANS_EXPLAINED);
        return List.of();
      }
      hours.add(span(span));
    }
    if (hours.isEmpty()) {
      section.mistake(key, "nothing", SPANS_EXPLAINED);
    }
    return hours;
  }

  private static boolean follows(@Nullable Hours before, String written) {
    Hours span = span(written);
    boolean ends = span.to().equals(LocalTime.MIDNIGHT) || span.from().isBefore(span.to());
    return ends
        && (before == null
            || (!before.to().equals(LocalTime.MIDNIGHT) && !span.from().isBefore(before.to())));
  }

  private static Hours span(String written) {
    String to = written.substring(6);
    return new Hours(
        LocalTime.parse(written.substring(0, 5)),
        to.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(to));
  }

  private static int minutes(Hours span) {
    int to = span.to().equals(LocalTime.MIDNIGHT) ? 86_400 : span.to().toSecondOfDay();
    return (to - span.from().toSecondOfDay()) / 60;
  }

  /// `sat-mon` goes over the end of the week.
  private static List<DayOfWeek> days(String key) {
    DayOfWeek last = day(key.substring(key.length() - 3));
    List<DayOfWeek> days = new ArrayList<>(List.of(day(key.substring(0, 3))));
    while (days.getLast() != last) {
      days.add(days.getLast().plus(1));
    }
    return days;
  }

  private static DayOfWeek day(String written) {
    return Arrays.stream(DayOfWeek.values())
        .filter(day -> day.name().toLowerCase(Locale.ROOT).startsWith(written))
        .findFirst()
        .orElseThrow();
  }
}
