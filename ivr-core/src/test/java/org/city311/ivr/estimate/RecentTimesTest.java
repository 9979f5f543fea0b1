package org.city311.ivr.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.city311.ivr.call.SkillGroupId;
import org.junit.jupiter.api.Test;

class RecentTimesTest {
  private static final SkillGroupId WATER = new SkillGroupId("water");
  private static final SkillGroupId STREETS = new SkillGroupId("streets");

  private final RecentTimes times = new RecentTimes();

  @Test
  void groupWithoutTimesOfItsOwn_isLikeTheCentre() {
    add(WATER, 100, 200);
    assertEquals(150, times.mean(STREETS));
    assertEquals(2500, times.variance(STREETS), 1e-6);
    assertEquals(150, times.mean(null));
  }

  /// Ten of its own (100 s) count half, the centre of twenty (mean 200 s) the other half.
  @Test
  void groupWithTenTimes_isBelievedHalf() {
    for (int i = 0; i < 10; i++) {
      add(WATER, 100);
      add(STREETS, 300);
    }
    assertEquals(150, times.mean(WATER), 1e-9);
    assertEquals(250, times.mean(STREETS), 1e-9);
    // Within each group nothing varies; the centre varies by 100 s around 200 s.
    assertEquals(5000, times.variance(WATER), 1e-6);
  }

  @Test
  void onlyTheLastHundredOfAGroupCount() {
    for (int i = 0; i < RecentTimes.OF_GROUP; i++) {
      add(WATER, 1000);
    }
    for (int i = 0; i < RecentTimes.OF_CENTRE; i++) {
      add(WATER, 60);
    }
    assertEquals(60, times.mean(WATER), 1e-6);
    assertEquals(0, times.variance(WATER), 1e-3);
  }

  @Test
  void nothingKnown_isZero() {
    assertEquals(0, times.mean(WATER));
    assertEquals(0, times.known());
  }

  private void add(SkillGroupId group, double... seconds) {
    for (double each : seconds) {
      times.add(group, each);
    }
  }
}
