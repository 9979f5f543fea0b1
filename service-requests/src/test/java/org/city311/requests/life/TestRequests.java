package org.city311.requests.life;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.city311.requests.catalogue.Promise;
import org.city311.requests.catalogue.Promise.Time;
import org.city311.requests.catalogue.Promise.Unit;
import org.city311.requests.clock.WorkCalendar;
import org.city311.requests.geo.Position;
import org.city311.requests.life.Decision.Done;
import org.city311.requests.life.Decision.Refused;
import org.city311.requests.number.RequestNumber;

/// A small city: `streets` works from Monday to Friday, `water` always; `circus` is no department.
public final class TestRequests {
  /// A Monday, 10:00 in New York.
  public static final Instant T0 = Instant.parse("2026-11-16T15:00:00Z");

  public static final Promise TWO_WORKING_DAYS = new Promise(2, Unit.DAYS, Time.WORKING, true);
  public static final Promise TWO_DAYS = new Promise(48, Unit.HOURS, Time.CALENDAR, true);
  public static final Promise RUNS_ON = new Promise(48, Unit.HOURS, Time.CALENDAR, false);
  public static final Actor ANA = new Actor(Actor.Kind.DEPARTMENT, "ana");

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  public static final RequestRules RULES = new RequestRules(TestRequests::calendar);

  private TestRequests() {}

  public static Optional<WorkCalendar> calendar(String department) {
    return switch (department) {
      case "streets" -> Optional.of(office());
      case "water" -> Optional.of(WorkCalendar.always(NEW_YORK));
      default -> Optional.empty();
    };
  }

  private static WorkCalendar office() {
    Map<DayOfWeek, List<WorkCalendar.Span>> week = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.compareTo(DayOfWeek.FRIDAY) <= 0) {
        week.put(day, List.of(new WorkCalendar.Span(LocalTime.of(8, 0), LocalTime.of(17, 0))));
      }
    }
    return new WorkCalendar(NEW_YORK, week, Map.of());
  }

  public static RequestNumber number(int n) {
    return RequestNumber.ofSerial(RequestNumber.FIRST_SERIAL + n);
  }

  public static Report report(String type, Position position, Instant at) {
    return new Report(
        type,
        Channel.WEB,
        "es",
        "Un hoyo \"grande\" en la calle; drop table 🕳",
        Map.of("lane", List.of("bus", "bike"), "depth", List.of("20")),
        new Location(Optional.of(position), "100 Holliday St", "Downtown", "pole-17"),
        at);
  }

  /// Number `n`, made by a resident of streets at [#T0], whom one follows.
  public static Done made(int n, Promise promise) {
    Report report = report("pothole", new Position(39.2904, -76.6122), T0);
    return (Done)
        RULES.create(
            number(n), report, "streets", promise, Set.of("resident-" + n), Actor.RESIDENT);
  }

  /// @throws AssertionError when it is refused
  public static Done done(Request request, Change change, Instant at) {
    return switch (RULES.decide(request, change, ANA, at)) {
      case Done done -> done;
      case Refused refused -> throw new AssertionError(change + ": " + refused);
    };
  }

  public static Request after(Request request, Change change, Instant at) {
    return done(request, change, at).request();
  }
}
