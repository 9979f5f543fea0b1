package org.city311.ivr.acd;

import java.time.Duration;
import org.city311.ivr.routing.OpeningHours;

/// How residents are called back.
///
/// @param tries how often one is called, at least once
/// @param pause how long after a try that reached nobody the next may be, at least [#LEAST_PAUSE]
/// @param keep how long after it was asked for a callback is given up
/// @param ring how long the resident's phone rings
/// @param hours when residents may be called
/// @param first who is called first when it is a callback's turn
public record CallbackTerms(
    int tries, Duration pause, Duration keep, Duration ring, OpeningHours hours, First first) {

  /// Who is called first when it is a callback's turn.
  public enum First {
    AGENT,
    RESIDENT
  }

  /// What is late of one try has come before the next.
  public static final Duration LEAST_PAUSE = Duration.ofSeconds(30);

  /// Callbacks that may stand in the queue at once; then no more are taken.
  public static final int MAX_CALLBACKS = 10_000;

  /// How much longer than the resident's phone may ring it may take until both hear each other.
  static final Duration CONNECT_LEASE = Duration.ofSeconds(20);

  /// How much longer than the resident's phone may ring it may take until they say to be there: they are
  /// asked twice.
  static final Duration QUESTION_LEASE = Duration.ofSeconds(90);

  public static final CallbackTerms USUAL =
      new CallbackTerms(
          3,
          Duration.ofMinutes(10),
          Duration.ofHours(24),
          Duration.ofSeconds(25),
          OpeningHours.always(),
          First.AGENT);

  public CallbackTerms {
    if (tries < 1 || pause.compareTo(LEAST_PAUSE) < 0) {
      throw new IllegalArgumentException(
          "a resident is called at least once, and every " + LEAST_PAUSE + " at most");
    }
  }
}
