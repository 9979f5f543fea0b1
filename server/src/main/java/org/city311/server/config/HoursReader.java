package org.city311.server.config;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.city311.ivr.routing.HoursText;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.OpeningHours.Span;

/// Reads opening hours: `{mon-fri: 08:00-18:00, sat: [09:00-12:00, 13:00-15:00], holidays: {2026-12-25:
/// closed}}`. A day that is not named is closed.
final class HoursReader {
  private static final Shape DAYS =
      Shape.of(
          "(" + HoursText.DAY + ")(-(" + HoursText.DAY + "))?|holidays",
          "a day such as mon, days such as mon-fri, or holidays");
  private static final Shape DATE = Shape.of(HoursText.DATE, "a date such as 2026-12-25");
  private static final Shape SPAN =
      Shape.of("closed|" + HoursText.SPAN, "closed, or hours such as 08:00-18:00 or 18:00-24:00");

  private final ZoneId zone;

  HoursReader(ZoneId zone) {
    this.zone = zone;
  }

  OpeningHours hours(YamlSection section) {
    Map<DayOfWeek, List<Span>> week = new EnumMap<>(DayOfWeek.class);
    for (String key : section.keys(DAYS)) {
      if (!key.equals("holidays")) {
        List<Span> spans = spans(section, key);
        for (DayOfWeek day : days(key)) {
          if (week.put(day, spans) != null) {
            section.mistake(key, HoursText.name(day) + " twice", "each day only once");
          }
        }
      }
    }
    Map<LocalDate, List<Span>> special = holidays(section.section("holidays"));
    if (week.isEmpty() && special.isEmpty()) {
      section.mistake("", "no day", "at least one day");
    }
    return new OpeningHours(zone, week, special);
  }

  private static Map<LocalDate, List<Span>> holidays(YamlSection section) {
    Map<LocalDate, List<Span>> special = new TreeMap<>();
    for (String key : section.keys(DATE)) {
      List<Span> spans = spans(section, key);
      date(key)
          .ifPresentOrElse(
              date -> special.put(date, spans),
              () -> section.mistake(key, key, "a date that is in the calendar"));
    }
    if (special.size() > HoursText.MAX_DATES) {
      section.mistake("", special.size() + " dates", "at most " + HoursText.MAX_DATES);
    }
    return special;
  }

  private static List<Span> spans(YamlSection section, String key) {
    List<String> written = section.oneOrMore(key, SPAN);
    List<Span> spans = new ArrayList<>();
    for (String text : written) {
      if (!text.equals("closed")) {
        HoursText.span(text)
            .ifPresentOrElse(
                spans::add,
                () ->
                    section.mistake(
                        key, text, "a later end; a night is 22:00-24:00 and 00:00-06:00"));
      }
    }
    boolean closed = written.contains("closed") || written.isEmpty();
    if (closed && written.size() > 1) {
      section.mistake(key, "closed and hours", "either");
    }
    if (HoursText.overlap(spans)) {
      section.mistake(key, String.join(", ", written), "hours that do not overlap");
    }
    return List.copyOf(spans);
  }

  /// `sat-mon` goes over the end of the week.
  private static List<DayOfWeek> days(String key) {
    DayOfWeek first = HoursText.day(key.substring(0, 3));
    DayOfWeek last = HoursText.day(key.substring(key.length() - 3));
    List<DayOfWeek> days = new ArrayList<>(List.of(first));
    for (DayOfWeek day = first; day != last; day = day.plus(1)) {
      days.add(day.plus(1));
    }
    return days;
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
