package org.city311.loadtest.simulate;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// All chance there is in a scenario: the same seed gives the same throws. Not thread-safe.
final class Dice {
  private final RandomGenerator random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  /// The seed of one scenario: neighbouring scenarios have nothing in common.
  static long seedOf(long seed, int scenario) {
    return new SplittableRandom(seed ^ (0x9E3779B97F4A7C15L * (scenario + 1L))).nextLong();
  }

  boolean chance(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  /// Both ends included.
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  Duration between(Duration least, Duration most) {
    return least.plusNanos(random.nextLong(Math.max(1, most.minus(least).toNanos())));
  }

  Duration millis(int least, int most) {
    return between(Duration.ofMillis(least), Duration.ofMillis(most));
  }

  Duration seconds(int least, int most) {
    return between(Duration.ofSeconds(least), Duration.ofSeconds(most));
  }

  /// Exponentially distributed, as patience and talks about are.
  Duration around(Duration mean) {
    return Duration.ofNanos((long) (mean.toNanos() * random.nextExponential()));
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
