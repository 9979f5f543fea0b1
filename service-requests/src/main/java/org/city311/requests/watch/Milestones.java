package org.city311.requests.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.city311.requests.catalogue.Escalation;
import org.city311.requests.clock.PromiseClock;
import org.city311.requests.clock.WorkCalendar;
import org.city311.requests.desk.Directory;
import org.city311.requests.life.DeskEvent;
import org.city311.requests.life.Request;
import org.city311.requests.number.RequestNumber;

/// The moments of a request's clock at which something is told.
final class Milestones {
  /// When so much of the time is over, the due time approaches.
  private static final int APPROACHING_PERCENT = 80;

  /// One moment.
  ///
  /// @param name unique among the milestones of one due time
  /// @param at from when on it is reached
  record Milestone(String name, Instant at, Telling telling) {}

  /// The event of a milestone that was reached.
  interface Telling {
    DeskEvent event(RequestNumber number, Instant now, Instant due);
  }

  static final String APPROACHING = "approaching";
  static final String OVERDUE = "overdue";

  private Milestones() {}

  /// For the due time as it is; in no order.
  static List<Milestone> of(Request request, Directory directory) {
    Instant from = request.timing().from();
    Instant due = request.timing().due();
    List<Milestone> all = new ArrayList<>();
    all.add(
        new Milestone(
            APPROACHING, share(from, due, APPROACHING_PERCENT), DeskEvent.Approaching::new));
    // Done at the last moment is in time.
    all.add(new Milestone(OVERDUE, due.plusMillis(1), DeskEvent.Overdue::new));
    Optional<WorkCalendar> calendar = directory.of(request.department());
    if (calendar.isPresent()) {
      directory
          .catalogue()
          .escalations(request.report().type(), request.department())
          .forEach(rule -> all.add(of(rule, from, due, calendar.get())));
    }
    return all;
  }

  private static Milestone of(Escalation rule, Instant from, Instant due, WorkCalendar calendar) {
    Instant at =
        switch (rule.when()) {
          case Escalation.When.Share(int percent) -> share(from, due, percent);
          case Escalation.When.Overdue(var by) -> PromiseClock.due(by, calendar, due, List.of());
        };
    return new Milestone(
        rule.rule(),
        at,
        (number, now, when) ->
            new DeskEvent.Escalated(number, now, when, rule.rule(), rule.role()));
  }

  private static Instant share(Instant from, Instant due, int percent) {
    return from.plus(Duration.between(from, due).multipliedBy(percent).dividedBy(100));
  }
}
