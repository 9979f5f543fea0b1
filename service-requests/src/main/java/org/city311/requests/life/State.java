package org.city311.requests.life;

import java.time.Instant;
import org.city311.requests.number.RequestNumber;

/// Where a request stands. What may follow is in [RequestRules].
public sealed interface State {

  /// The request is not done yet.
  sealed interface Unfinished extends State {}

  /// Not done yet, and nothing holds it up.
  sealed interface Active extends Unfinished {}

  /// Nobody of the department has looked at it.
  record New() implements Active {}

  /// The department has taken it on.
  record Open() implements Active {}

  /// Somebody works on it.
  record InProgress() implements Active {}

  /// It was closed, and that was too early.
  record Reopened() implements Active {}

  /// It can't go on for now.
  ///
  /// @param before what it goes back to
  /// @param since when the hold began
  /// @param stopsClock whether the clock stands still meanwhile: as the promise has it
  /// @param reason as the department gave it
  record OnHold(Active before, Instant since, boolean stopsClock, String reason)
      implements Unfinished {}

  /// It is over, unless it is reopened.
  ///
  /// @param at when it was closed
  record Closed(Outcome outcome, Instant at) implements State {}

  /// Another request is of the same thing and stands for both.
  ///
  /// @param into that request; it may have been merged into a third since
  /// @param before what it goes back to if that was a mistake
  record Merged(RequestNumber into, Unfinished before) implements State {}

  /// The name of the state, in history, database and interfaces.
  default Name name() {
    return switch (this) {
      case New() -> Name.NEW;
      case Open() -> Name.OPEN;
      case InProgress() -> Name.IN_PROGRESS;
      case Reopened() -> Name.REOPENED;
      case OnHold _ -> Name.ON_HOLD;
      case Closed _ -> Name.CLOSED;
      case Merged _ -> Name.MERGED;
    };
  }

  /// A state without its particulars.
  enum Name {
    NEW,
    OPEN,
    IN_PROGRESS,
    REOPENED,
    ON_HOLD,
    CLOSED,
    MERGED
  }
}
