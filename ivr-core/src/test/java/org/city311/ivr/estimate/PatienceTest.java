package org.city311.ivr.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.city311.ivr.call.SkillGroupId;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final SkillGroupId WATER = new SkillGroupId("water");
  private static final SkillGroupId STREETS = new SkillGroupId("streets");

  private final Patience patience = new Patience();

  @Test
  void nobodyHasHungUp_nobodyIsExpectedTo() {
    patience.answered(WATER, 500);
    assertEquals(0, patience.rate(WATER));
  }

  /// The older wait counts 199/200: 1 / (100 · 0.995 + 50) a second.
  @Test
  void rate_isHangUpsByTimeWaited() {
    patience.answered(WATER, 100);
    patience.left(WATER, 50);
    assertEquals(1 / 149.5, patience.rate(STREETS), 1e-9);
    // As if it had five hang-ups more at the centre's rate, which is its own.
    assertEquals(1 / 149.5, patience.rate(WATER), 1e-9);
  }

  /// Water: 0 hang-ups in 100 s. Centre: 1 in 100·0.995 + 100 s. (0 + 5) / (100 + 5 · 199.5).
  @Test
  void groupWithFewHangUps_leansOnTheCentre() {
    patience.answered(WATER, 100);
    patience.left(STREETS, 100);
    assertEquals(5 / (100 + 5 * 199.5), patience.rate(WATER), 1e-9);
  }
}
