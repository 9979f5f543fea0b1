package org.city311.loadtest.simulate;

import java.time.Duration;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.acd.CallbackTerms;
import org.city311.ivr.acd.CallbackTerms.First;
import org.city311.ivr.routing.OpeningHours;

/// One scenario's measures.
///
/// @param span how long residents go on calling
/// @param talk mean length of a talk
/// @param patience how long residents wait on average before they hang up
/// @param changes how often the routing changes at run time
record Plan(
    int callers,
    int agents,
    int groups,
    Duration span,
    Duration talk,
    Duration patience,
    int changes,
    AcdSettings settings,
    Faults faults) {
  private static final int MEDIUM_EVERY = 100;
  private static final int LARGE_EVERY = 1_000;

  /// Most scenarios are a handful of people, where most things happen by chance; some are a city.
  static Plan of(int scenario, Dice dice) {
    int callers = dice.between(3, 40);
    int agents = dice.between(1, 8);
    if (scenario % LARGE_EVERY == LARGE_EVERY - 1) {
      callers = dice.between(2_000, 4_000);
      agents = dice.between(300, 2_000);
    } else if (scenario % MEDIUM_EVERY == MEDIUM_EVERY - 1) {
      callers = dice.between(100, 400);
      agents = dice.between(10, 60);
    }
    Duration span = Duration.ofSeconds(dice.between(60, 900));
    // From idle to hopelessly overloaded: talks that the agents could manage in that time, and
    // more.
    double load = dice.between(3, 25) / 10.0;
    Duration talk =
        Duration.ofMillis(
            Math.clamp((long) (load * span.toMillis() * agents / callers), 2_000, 600_000));
    return new Plan(
        callers,
        agents,
        dice.between(1, 5),
        span,
        talk,
        dice.seconds(10, 300),
        dice.chance(0.3) ? dice.between(1, 4) : 0,
        settings(dice),
        Faults.random(dice));
  }

  private static AcdSettings settings(Dice dice) {
    return new AcdSettings(
        dice.seconds(5, 20),
        dice.chance(0.3) ? Duration.ZERO : dice.seconds(1, 30),
        dice.between(1, 3),
        dice.chance(0.5) ? Duration.ZERO : dice.seconds(5, 120),
        dice.seconds(5, 40),
        new CallbackTerms(
            dice.between(1, 3),
            dice.seconds(30, 120),
            dice.seconds(120, 1_200),
            Duration.ofSeconds(25),
            OpeningHours.always(),
            dice.chance(0.5) ? First.AGENT : First.RESIDENT));
  }
}
