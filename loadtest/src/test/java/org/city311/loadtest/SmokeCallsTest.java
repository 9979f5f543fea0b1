package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.city311.loadtest.SmokeCalls.Plan;
import org.city311.loadtest.SmokeCalls.Sound;
import org.junit.jupiter.api.Test;

class SmokeCallsTest {
  private static Plan plan(int agents) {
    return new Plan(
        10,
        agents,
        5,
        Duration.ofMillis(1500),
        Duration.ofMillis(2500),
        Sound.KEYS_ONLY,
        1,
        Duration.ofMinutes(1));
  }

  @Test
  void talkOf_liesEvenlyBetweenTheQuickestAndTheSlowest() {
    assertEquals(Duration.ofMillis(1500), plan(3).talkOf(1));
    assertEquals(Duration.ofSeconds(2), plan(3).talkOf(2));
    assertEquals(Duration.ofMillis(2500), plan(3).talkOf(3));
  }

  @Test
  void talkOf_theOnlyAgent_isTheQuickest() {
    assertEquals(Duration.ofMillis(1500), plan(1).talkOf(1));
  }
}
