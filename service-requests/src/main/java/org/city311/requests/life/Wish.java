package org.city311.requests.life;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.city311.requests.life.Decision.Done;
import org.city311.requests.life.Decision.Reason;
import org.city311.requests.life.Decision.Refused;
import org.city311.requests.life.Decision.Step;

/// One change that is being decided: turns what it makes of the request into a step with its entry.
final class Wish {
  final Request request;
  private final Change change;
  private final Actor who;
  private final Instant at;

  Wish(Request request, Change change, Actor who, Instant at) {
    this.request = request;
    this.change = change;
    this.who = who;
    this.at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /// The same change's other side.
  Wish of(Request other) {
    return new Wish(other, change, who, at);
  }

  /// Never before the last change.
  Instant now() {
    return at.isAfter(request.changedAt()) ? at : request.changedAt();
  }

  Done become(State state) {
    return become(request, state);
  }

  Done become(Request next, State state) {
    return done(
        next.with(state),
        new Entry.What(Entry.Kind.STATE, request.state().name().name(), state.name().name()));
  }

  Done done(Request next, Entry.What what) {
    Request after = next.changed(now());
    Instant was = request.timing().due();
    Instant became = after.timing().due();
    Optional<Entry.Move> move =
        was.equals(became) ? Optional.empty() : Optional.of(new Entry.Move(was, became));
    Entry entry = new Entry(after.number(), after.version(), now(), who, what, change.why(), move);
    return new Done(List.of(new Step(after, entry)));
  }

  Refused notNow(String verb) {
    return new Refused(
        Reason.NOT_IN_THIS_STATE,
        "a request that is %s can't be %s".formatted(Wording.of(request.state().name()), verb));
  }
}
