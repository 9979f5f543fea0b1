package org.city311.requests.life;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.city311.requests.life.State.Closed;
import org.city311.requests.life.State.Merged;
import org.city311.requests.life.State.OnHold;
import org.city311.requests.life.State.Unfinished;
import org.city311.requests.number.RequestNumber;

/// What a resident asked for and what has become of it. Immutable.
///
/// @param version how many changes it has seen, 1 for its making: that of its last entry in the history
/// @param department the id of the department that has it
/// @param assignee the id of the person who is to do it; empty for nobody
/// @param followers ids of those who want to hear of it, whoever reported it among them. Of a request that
///     others are merged into: its own only
/// @param changedAt when the last change was made; changes of one request never go back in time
public record Request(
    RequestNumber number,
    long version,
    Report report,
    String department,
    State state,
    Optional<String> assignee,
    Timing timing,
    Set<String> followers,
    Instant changedAt) {
  /// More followers than this hear nothing; nor is there a street with so many residents.
  public static final int MAX_FOLLOWERS = 10_000;

  public Request {
    followers = Set.copyOf(followers);
  }

  /// Whether it was, or at this moment is, late. The clock of a request on hold may stand still; that of a
  /// closed one is read as it was when it was closed.
  public boolean isLate(Instant now) {
    Instant reading =
        switch (state) {
          case Unfinished unfinished -> reading(unfinished, now);
          case Merged merged -> reading(merged.before(), now);
          case Closed closed -> closed.at();
        };
    return reading.isAfter(timing.due());
  }

  private static Instant reading(Unfinished state, Instant now) {
    return state instanceof OnHold hold && hold.stopsClock() ? hold.since() : now;
  }

  Request with(State next) {
    return new Request(
        number, version, report, department, next, assignee, timing, followers, changedAt);
  }

  Request with(Timing next) {
    return new Request(
        number, version, report, department, state, assignee, next, followers, changedAt);
  }

  Request with(Set<String> next) {
    return new Request(
        number, version, report, department, state, assignee, timing, next, changedAt);
  }

  Request assignedTo(Optional<String> person) {
    return new Request(
        number, version, report, department, state, person, timing, followers, changedAt);
  }

  /// With nobody assigned.
  Request inDepartment(String other) {
    return new Request(
        number, version, report, other, state, Optional.empty(), timing, followers, changedAt);
  }

  Request changed(Instant at) {
    return new Request(
        number, version + 1, report, department, state, assignee, timing, followers, at);
  }
}
