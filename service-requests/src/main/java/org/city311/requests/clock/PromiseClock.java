package org.city311.requests.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.city311.requests.catalogue.Promise;

/// When a promise is due.
///
/// | the promise | counts |
/// | --- | --- |
/// | hours | hours that pass: 48 hours over a change of the clocks end an hour earlier or later by the clock on the wall |
/// | days | to the same time on the wall, so many days later |
/// | working hours | hours that pass while the department works |
/// | working days | to the end of work on the n-th working day; the day of the request does not count |
///
/// Each pause that begins before the due time moves it by the pause's length: of working promises by
/// the working time in it, of the others by the time that passed. A pause that begins once the promise
/// is broken does not mend it.
public final class PromiseClock {
  private PromiseClock() {}

  /// @param calendar of the department that has the request
  /// @param from when the clock began to run
  /// @param pauses in order, none within another
  /// @return never earlier than `from`
  public static Instant due(
      Promise promise, WorkCalendar calendar, Instant from, List<Pause> pauses) {
    Instant due = undisturbed(promise, calendar, from);
    for (Pause pause : pauses) {
      if (pause.from().isBefore(due)) {
        due =
            switch (promise.time()) {
              case CALENDAR -> due.plus(Duration.between(pause.from(), pause.to()));
              case WORKING -> calendar.after(due, calendar.work(pause.from(), pause.to()));
            };
      }
    }
    return due;
  }

  /// The time between two instants as a promise counts it: that in which the department works, or all.
  public static Duration between(Promise promise, WorkCalendar calendar, Instant from, Instant to) {
    return switch (promise.time()) {
      case CALENDAR -> Duration.between(from, to);
      case WORKING -> calendar.work(from, to);
    };
  }

  /// The first instant by which so much time has passed since `from`, as a promise counts it.
  public static Instant after(Promise promise, WorkCalendar calendar, Instant from, Duration time) {
    return switch (promise.time()) {
      case CALENDAR -> from.plus(time);
      case WORKING -> calendar.after(from, time);
    };
  }

  private static Instant undisturbed(Promise promise, WorkCalendar calendar, Instant from) {
    int amount = promise.amount();
    return switch (promise.time()) {
      case CALENDAR ->
          switch (promise.unit()) {
            case HOURS -> from.plus(Duration.ofHours(amount));
            case DAYS -> from.atZone(calendar.zone()).plusDays(amount).toInstant();
          };
      case WORKING ->
          switch (promise.unit()) {
            case HOURS -> calendar.after(from, Duration.ofHours(amount));
            case DAYS -> calendar.endOfWorkingDay(calendar.date(from), amount);
          };
    };
  }
}
