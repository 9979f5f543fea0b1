package org.city311.requests.watch;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.city311.requests.catalogue.Escalation;
import org.city311.requests.catalogue.Promise;
import org.city311.requests.clock.PromiseClock;
import org.city311.requests.clock.WorkCalendar;
import org.city311.requests.desk.Directory;
import org.city311.requests.life.DeskEvent;
import org.city311.requests.life.Request;
import org.city311.requests.life.Timing;
import org.city311.requests.number.RequestNumber;

/// The moments of a request's clock at which something is told.
final class Milestones {
  /// When so much of the time is over, the due time approaches.
  private static final int APPROACHING_PERCENT = 80;

  /// Of a department that the city no longer has.
  private static final WorkCalendar ALWAYS = WorkCalendar.always(ZoneOffset.UTC);

  /// One moment.
  ///
  /// @param name unique among the milestones of one due time; a rule of escalation is a department's own
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
    Timing timing = request.timing();
    WorkCalendar calendar = directory.of(request.department()).orElse(ALWAYS);
    List<Milestone> all = new ArrayList<>();
    all.add(
        new Milestone(
            APPROACHING, timing.share(calendar, APPROACHING_PERCENT), DeskEvent.Approaching::new));
    // Done at the last moment is in time.
    all.add(new Milestone(OVERDUE, timing.due().plusMillis(1), DeskEvent.Overdue::new));
    directory
        .catalogue()
        .escalations(request.report().type(), request.department())
        .forEach(rule -> all.add(of(rule, request.department(), timing, calendar)));
    return all;
  }

  private static Milestone of(
      Escalation rule, String department, Timing timing, WorkCalendar calendar) {
    Instant at =
        switch (rule.when()) {
          case Escalation.When.Share(int percent) -> timing.share(calendar, percent);
          case Escalation.When.Overdue(Promise by) ->
              PromiseClock.due(by, calendar, timing.due(), List.of());
        };
    return new Milestone(
        department + ": " + rule.rule(),
        at,
        (number, now, due) -> new DeskEvent.Escalated(number, now, due, rule.rule(), rule.role()));
  }
}
