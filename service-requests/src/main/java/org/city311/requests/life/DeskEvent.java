package org.city311.requests.life;

import java.time.Instant;
import org.city311.requests.number.RequestNumber;

/// What happened to a request that somebody outside may want to hear of.
public sealed interface DeskEvent {
  RequestNumber number();

  /// When it happened; of an approaching or overdue request, when that was seen.
  Instant at();

  /// A request was made.
  ///
  /// @param entry the first line of its history
  record Created(Entry entry) implements DeskEvent {
    @Override
    public RequestNumber number() {
      return entry.number();
    }

    @Override
    public Instant at() {
      return entry.at();
    }
  }

  /// A request was changed.
  record Changed(Entry entry) implements DeskEvent {
    @Override
    public RequestNumber number() {
      return entry.number();
    }

    @Override
    public Instant at() {
      return entry.at();
    }
  }

  /// The greater part of the time is over, and it is not finished.
  ///
  /// @param due when it is due
  record Approaching(RequestNumber number, Instant at, Instant due) implements DeskEvent {}

  /// The promise is broken.
  ///
  /// @param due when it was due
  record Overdue(RequestNumber number, Instant at, Instant due) implements DeskEvent {}

  /// A rule of its type wants somebody to know.
  ///
  /// @param due when it is or was due
  /// @param rule as it is written, such as `overdue 1 day`
  /// @param role who is to know, such as `director`
  record Escalated(RequestNumber number, Instant at, Instant due, String rule, String role)
      implements DeskEvent {}
}
