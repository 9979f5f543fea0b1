package org.city311.requests.phone;

import org.city311.requests.life.Outcome;
import org.city311.requests.life.State;

/// Where a request stands, as a caller hears it.
public enum Standing {
  /// The department has it, and nobody works on it yet.
  RECEIVED,
  /// It was closed too early and is open again.
  REOPENED,
  IN_PROGRESS,
  ON_HOLD,
  DONE,
  NOTHING_FOUND,
  REFERRED,
  DECLINED,
  WITHDRAWN;

  /// Whether it is over.
  public boolean isOver() {
    return switch (this) {
      case RECEIVED, REOPENED, IN_PROGRESS, ON_HOLD -> false;
      case DONE, NOTHING_FOUND, REFERRED, DECLINED, WITHDRAWN -> true;
    };
  }

  static Standing of(State state) {
    return switch (state) {
      case State.New(), State.Open() -> RECEIVED;
      case State.Reopened() -> REOPENED;
      case State.InProgress() -> IN_PROGRESS;
      case State.OnHold _ -> ON_HOLD;
      case State.Closed closed -> of(closed.outcome());
      case State.Merged merged -> of(merged.before());
    };
  }

  private static Standing of(Outcome outcome) {
    return switch (outcome) {
      case DONE -> DONE;
      case NOTHING_FOUND -> NOTHING_FOUND;
      case REFERRED -> REFERRED;
      case DECLINED -> DECLINED;
      case WITHDRAWN -> WITHDRAWN;
    };
  }
}
