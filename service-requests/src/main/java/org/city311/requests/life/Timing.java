package org.city311.requests.life;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.city311.requests.catalogue.Promise;
import org.city311.requests.clock.Pause;
import org.city311.requests.clock.PromiseClock;
import org.city311.requests.clock.WorkCalendar;

/// A request's clock.
///
/// @param promise what the city promised for it; stays when the catalogue changes
/// @param from when the clock began to run
/// @param firstDue the first promise: when it was due as it was made. Never changes
/// @param due when it is due now
/// @param pauses the ended spans in which the clock stood still, in order
public record Timing(
    Promise promise, Instant from, Instant firstDue, Instant due, List<Pause> pauses) {
  public Timing {
    pauses = List.copyOf(pauses);
  }

  static Timing started(Promise promise, WorkCalendar calendar, Instant from) {
    Instant due = PromiseClock.due(promise, calendar, from, List.of());
    return new Timing(promise, from, due, due, List.of());
  }

  Timing paused(Instant since, Instant until) {
    List<Pause> all = new ArrayList<>(pauses);
    all.add(new Pause(since, until));
    return new Timing(promise, from, firstDue, due, all);
  }

  Timing promising(Promise other) {
    return new Timing(other, from, firstDue, due, pauses);
  }

  /// Counted anew by a calendar.
  Timing by(WorkCalendar calendar) {
    return new Timing(
        promise, from, firstDue, PromiseClock.due(promise, calendar, from, pauses), pauses);
  }

  /// When a part of the time is over that the clock runs until the due time: as the promise counts it, and
  /// without the pauses.
  ///
  /// @param percent 0 to 100
  public Instant share(WorkCalendar calendar, int percent) {
    List<Pause> counted = pauses.stream().filter(pause -> pause.from().isBefore(due)).toList();
    Duration all = PromiseClock.between(promise, calendar, from, due);
    for (Pause pause : counted) {
      all = all.minus(PromiseClock.between(promise, calendar, pause.from(), pause.to()));
    }
    Duration left = all.multipliedBy(percent).dividedBy(100);
    Instant reading = from;
    for (Pause pause : counted) {
      Duration until = PromiseClock.between(promise, calendar, reading, pause.from());
      if (until.compareTo(left) >= 0) {
        break;
      }
      left = left.minus(until);
      reading = pause.to();
    }
    return PromiseClock.after(promise, calendar, reading, left);
  }
}
