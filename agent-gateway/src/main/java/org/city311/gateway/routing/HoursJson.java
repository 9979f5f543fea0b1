package org.city311.gateway.routing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.city311.ivr.routing.HoursText;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.OpeningHours.Span;

/// Opening hours: `"always"`, or `{"week":{"mon":["08:00-18:00"]},"special":{"2026-12-25":[]}}`. A day
/// that is not there is closed.
final class HoursJson {
  private static final Pattern DAY = Pattern.compile(HoursText.DAY);
  private static final Pattern DATE = Pattern.compile(HoursText.DATE);
  private static final Pattern SPAN = Pattern.compile(HoursText.SPAN);
  private static final String SPAN_ALLOWED = "hours such as 08:00-18:00 or 18:00-24:00";
  private static final int MAX_SPANS = 24;

  private HoursJson() {}

  static Object write(OpeningHours hours) {
    if (hours.equals(OpeningHours.always())) {
      return "always";
    }
    JsonObject week = new JsonObject();
    for (DayOfWeek day : DayOfWeek.values()) {
      List<Span> spans = hours.week().get(day);
      if (spans != null) {
        week.put(HoursText.name(day), spans(spans));
      }
    }
    JsonObject special = new JsonObject();
    new TreeMap<>(hours.special())
        .forEach((date, spans) -> special.put(date.toString(), spans(spans)));
    return new JsonObject()
        .put("time_zone", hours.zone().getId())
        .put("week", week)
        .put("special", special);
  }

  private static JsonArray spans(List<Span> spans) {
    return new JsonArray(spans.stream().map(HoursText::write).toList());
  }

  /// @param zone the city's
  static OpeningHours read(Fields group, ZoneId zone) {
    Object value = group.value("hours");
    if (value == null || value.equals("always")) {
      return OpeningHours.always();
    }
    Fields hours = group.object("hours");
    ZoneId own = zone(hours, zone);
    Fields week = hours.object("week");
    Map<DayOfWeek, List<Span>> days = new EnumMap<>(DayOfWeek.class);
    for (String day : week.names(DAY, "mon, tue, wed, thu, fri, sat, sun")) {
      days.put(HoursText.day(day), spans(week, day));
    }
    Fields special = hours.object("special");
    Map<LocalDate, List<Span>> dates = new TreeMap<>();
    for (String date : special.names(DATE, "a date such as 2026-12-25")) {
      try {
        dates.put(LocalDate.parse(date), spans(special, date));
      } catch (DateTimeParseException e) {
        special.mistake(date, date, "a date that is in the calendar");
      }
    }
    if (dates.size() > HoursText.MAX_DATES) {
      hours.mistake("special", dates.size() + " dates", "at most " + HoursText.MAX_DATES);
    }
    if (days.isEmpty() && dates.isEmpty()) {
      group.mistake(
          "hours", "no day", "\"always\", or at least one day: one without hours is closed");
    }
    hours.end();
    return new OpeningHours(own, days, dates);
  }

  private static ZoneId zone(Fields hours, ZoneId zone) {
    Object written = hours.value("time_zone");
    if (written == null || written.equals(zone.getId())) {
      return zone;
    }
    if (written instanceof String id && ZoneId.getAvailableZoneIds().contains(id)) {
      return ZoneId.of(id);
    }
    hours.mistake(
        "time_zone", Fields.shown(written), "a zone of the IANA's list, such as America/New_York");
    return zone;
  }

  private static List<Span> spans(Fields days, String day) {
    List<Span> spans = new ArrayList<>();
    for (String text : days.texts(day, MAX_SPANS, SPAN, SPAN_ALLOWED)) {
      HoursText.span(text)
          .ifPresentOrElse(
              spans::add,
              () -> days.mistake(day, text, "a later end; a night is 22:00-24:00 and 00:00-06:00"));
    }
    if (HoursText.overlap(spans)) {
      days.mistake(day, "hours that overlap", "each moment once");
    }
    return List.copyOf(spans);
  }
}
