package org.city311.ivr.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LogNormalTest {

  /// Half of all times are longer than the median `m² / √(m² + v)`: 180² / √(180² + 180²) = 127.28.
  @Test
  void meanAndMedianAreAsAsked() {
    LogNormal times = LogNormal.of(180, 180 * 180);
    assertEquals(180, times.mean(), 1e-9);
    assertEquals(0.5, times.longerThan(127.2792), 1e-6);
    assertEquals(1, times.longerThan(0));
  }

  /// One deviation above: 15.866 of 100 are longer.
  @Test
  void tailIsTheNormalOnesOfTheLogarithm() {
    LogNormal times = new LogNormal(Math.log(100), 0.5);
    assertEquals(0.158655, times.longerThan(100 * Math.exp(0.5)), 1e-6);
    assertEquals(0.841345, times.longerThan(100 * Math.exp(-0.5)), 1e-6);
  }

  /// P(X ≤ 100·e^½ | X > 100) = (0.841345 − 0.5) / 0.5.
  @Test
  void overWithin_isTheChanceGivenWhatItHasLasted() {
    LogNormal times = new LogNormal(Math.log(100), 0.5);
    double more = 100 * Math.exp(0.5) - 100;
    assertEquals(0.682690, times.overWithin(more, 100), 1e-5);
    assertEquals(0, times.overWithin(0, 100));
    assertEquals(0, times.overWithin(-5, 0));
  }

  @Test
  void equalTimes_areOverWhenTheyAreDue() {
    LogNormal times = LogNormal.of(60, 0);
    assertTrue(times.overWithin(50, 0) < 0.01);
    assertTrue(times.overWithin(70, 0) > 0.99);
  }

  /// A call that outlasts everything known still has a chance to be over soon, and no worse numbers.
  @Test
  void veryOldCall_isOverSoonWithAChanceBetweenZeroAndOne() {
    LogNormal times = LogNormal.of(60, 100);
    double chance = times.overWithin(30, 100_000);
    assertTrue(chance > 0.5 && chance <= 1, "chance " + chance);
  }
}
