package org.city311.requests.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.State;
import org.city311.requests.life.State.Active;
import org.city311.requests.life.State.Closed;
import org.city311.requests.life.State.InProgress;
import org.city311.requests.life.State.Merged;
import org.city311.requests.life.State.New;
import org.city311.requests.life.State.OnHold;
import org.city311.requests.life.State.Open;
import org.city311.requests.life.State.Reopened;
import org.city311.requests.life.State.Unfinished;
import org.city311.requests.number.RequestNumber;
import org.jspecify.annotations.Nullable;

/// The columns from `state` to `merged_into`: a state laid out flat.
///
/// @param active what a request on hold or merged goes back to, or the state itself; null when closed
/// @param hold the hold that the request is in, or was in when it was merged
record StateColumns(
    State.Name name,
    State.@Nullable Name active,
    @Nullable OnHold hold,
    @Nullable Closed closed,
    @Nullable RequestNumber into) {

  static StateColumns of(State state) {
    return switch (state) {
      case Active active -> new StateColumns(active.name(), active.name(), null, null, null);
      case OnHold hold ->
          new StateColumns(State.Name.ON_HOLD, hold.before().name(), hold, null, null);
      case Closed closed -> new StateColumns(State.Name.CLOSED, null, null, closed, null);
      case Merged(RequestNumber into, Unfinished before) -> {
        StateColumns under = of(before);
        yield new StateColumns(State.Name.MERGED, under.active, under.hold, null, into);
      }
    };
  }

  void bind(Parameters to) throws SQLException {
    to.text(name.name())
        .text(active == null ? null : active.name())
        .at(hold == null ? null : hold.since())
        .truth(hold == null ? null : hold.stopsClock())
        .text(hold == null ? null : hold.reason())
        .text(closed == null ? null : closed.outcome().name())
        .at(closed == null ? null : closed.at())
        .number(into == null ? null : Long.valueOf(into.value()));
  }

  static State read(ResultSet row) throws SQLException {
    State.Name name = State.Name.valueOf(row.getString("state"));
    return switch (name) {
      case NEW, OPEN, IN_PROGRESS, REOPENED -> active(name);
      case ON_HOLD -> unfinished(row);
      case CLOSED ->
          new Closed(
              Outcome.valueOf(row.getString("outcome")), RequestRow.instant(row, "closed_at"));
      case MERGED -> new Merged(new RequestNumber(row.getLong("merged_into")), unfinished(row));
    };
  }

  private static Unfinished unfinished(ResultSet row) throws SQLException {
    Active active = active(State.Name.valueOf(row.getString("active_state")));
    String reason = row.getString("hold_reason");
    if (reason == null) {
      return active;
    }
    Instant since = RequestRow.instant(row, "held_since");
    return new OnHold(active, since, row.getBoolean("hold_stops_clock"), reason);
  }

  private static Active active(State.Name name) {
    return switch (name) {
      case NEW -> new New();
      case OPEN -> new Open();
      case IN_PROGRESS -> new InProgress();
      case REOPENED -> new Reopened();
      case ON_HOLD, CLOSED, MERGED ->
          throw new IllegalArgumentException(name + " is no active state");
    };
  }
}
