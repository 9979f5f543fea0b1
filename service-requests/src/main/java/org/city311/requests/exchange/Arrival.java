package org.city311.requests.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.city311.requests.contact.Contact;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Decision.Step;
import org.city311.requests.life.Entry;
import org.city311.requests.life.Entry.Kind;
import org.city311.requests.life.Entry.Move;
import org.city311.requests.life.Entry.What;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.Report;
import org.city311.requests.life.Request;
import org.city311.requests.life.State;
import org.city311.requests.life.Timing;
import org.city311.requests.number.RequestNumber;

/// A request of another system, understood and not stored yet.
///
/// @param id its number there
/// @param since when it came into its state
record Arrival(
    String id,
    Report report,
    String department,
    Timing timing,
    State.Name state,
    Outcome outcome,
    Instant since,
    Optional<String> assignee,
    Optional<Contact> contact) {
  /// Its life as it stands in the history: that it was made, and how it came into its state, if it is not
  /// new. What was between is not known.
  ///
  /// @param followers ids of whoever reported it, if known
  List<Step> life(RequestNumber number, String source, Set<String> followers) {
    Request made =
        new Request(
            number,
            1,
            report,
            department,
            new State.New(),
            assignee,
            timing,
            followers,
            report.at());
    List<Step> life = new ArrayList<>();
    life.add(
        new Step(
            made,
            new Entry(
                number,
                1,
                report.at(),
                Actor.IMPORT,
                new What(Kind.CREATED, report.type(), department),
                "imported from %s: %s".formatted(source, id),
                Optional.of(new Move(timing.firstDue(), timing.firstDue())))));
    if (state != State.Name.NEW) {
      life.add(inState(made, source));
    }
    return life;
  }

  private Step inState(Request made, String source) {
    State now = state(source);
    What what =
        now instanceof State.Closed
            ? new What(Kind.CLOSED, State.Name.NEW.name(), outcome.name())
            : new What(Kind.STATE, State.Name.NEW.name(), state.name());
    Request after =
        new Request(
            made.number(), 2, report, department, now, assignee, timing, made.followers(), since);
    return new Step(
        after,
        new Entry(
            made.number(),
            2,
            since,
            Actor.IMPORT,
            what,
            "imported from " + source,
            Optional.empty()));
  }

  private State state(String source) {
    return switch (state) {
      case NEW -> new State.New();
      case OPEN -> new State.Open();
      case IN_PROGRESS -> new State.InProgress();
      case REOPENED -> new State.Reopened();
      case ON_HOLD ->
          new State.OnHold(
              new State.Open(), since, timing.promise().stopsOnHold(), "on hold in " + source);
      case CLOSED -> new State.Closed(outcome, since);
      case MERGED -> throw new IllegalArgumentException("a merged request can't be imported");
    };
  }
}
