package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.city311.loadtest.IvrResult.Times;
import org.city311.loadtest.SmokeResult.Machine;
import org.junit.jupiter.api.Test;

class IvrResultTest {
  private static IvrResult result(
      int wrong, double firstSound, double nextSound, double longestSilence) {
    var first = Times.of(List.of(10.0, firstSound));
    var next = Times.of(IntStream.range(0, 20).mapToObj(i -> i < 19 ? nextSound : 900.0).toList());
    return new IvrResult(
        "2026-11-23T12:00:00Z",
        311,
        2,
        40,
        2,
        0,
        wrong,
        0,
        0,
        Times.of(List.of(1.0)),
        first,
        next,
        longestSilence,
        1,
        1,
        1,
        0,
        new Machine(2, "a processor"));
  }

  @Test
  void goals_areForEveryFirstSound_ninetyFiveInAHundredKeys_andEverySilence() {
    assertTrue(result(0, 300, 200, 2_000).reachesGoals());
    assertFalse(result(0, 301, 200, 2_000).reachesGoals());
    assertFalse(result(0, 300, 201, 2_000).reachesGoals());
    assertFalse(result(0, 300, 200, 2_001).reachesGoals());
  }

  @Test
  void oneWrongCall_isNotRight() {
    assertTrue(result(0, 1, 1, 1).allRight());
    assertFalse(result(1, 1, 1, 1).allRight());
  }

  @Test
  void withNothingMeasured_noGoalIsReached() {
    var none = Times.of(List.of());
    assertEquals(0, none.count());
    assertNull(none.p95());
  }

  @Test
  void percentiles_areOfTheNearestRank() {
    var times = Times.of(IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList());
    assertEquals(new Times(100, 50.0, 95.0, 99.0, 100.0), times);
  }

  @Test
  void json_hasNamesWithUnderscores() throws IOException {
    assertTrue(ResultFile.json(result(0, 1, 2, 3)).contains("\"longest_silence_ms\" : 3.0"));
  }
}
