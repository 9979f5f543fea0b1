package org.city311.ivr.agent;

import java.time.Instant;

/// What an agent's calls have come to, as far as it decides who is rung next.
///
/// @param calls talks since signing in
/// @param misses offers missed in a row, since the last time that it had a consequence
/// @param rung when the phone was last rung; [Instant#EPOCH] if never
public record Tally(int calls, int misses, Instant rung) {
  /// Of an agent who has just signed in.
  public static final Tally NONE = new Tally(0, 0, Instant.EPOCH);

  Tally rungAt(Instant at) {
    return new Tally(calls, misses, at);
  }

  Tally talked() {
    return new Tally(calls + 1, 0, rung);
  }

  Tally missed() {
    return new Tally(calls, misses + 1, rung);
  }

  Tally forgiven() {
    return new Tally(calls, 0, rung);
  }

  Tally signedIn() {
    return new Tally(0, 0, rung);
  }
}
