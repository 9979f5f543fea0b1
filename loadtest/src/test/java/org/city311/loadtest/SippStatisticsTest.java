package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SippStatisticsTest {
  private static final String NAMES =
      "StartTime;TotalCallCreated;CurrentCall;SuccessfulCall(P);SuccessfulCall(C);FailedCall(P);"
          + "FailedCall(C);";

  @Test
  void parse_takesTheLastLinesCumulatedFigures() {
    assertEquals(
        new SippStatistics(4, 3, 1),
        SippStatistics.parse(List.of(NAMES, "t;2;2;0;0;0;0;", "t;4;0;2;3;0;1;")));
  }

  @Test
  void parse_beforeTheFirstPeriod_isNothing() {
    assertEquals(SippStatistics.NONE, SippStatistics.parse(List.of()));
    assertEquals(SippStatistics.NONE, SippStatistics.parse(List.of(NAMES)));
  }

  @Test
  void parse_ofAnotherSippWithOtherColumns_saysWhichIsMissing() {
    assertThrows(
        IllegalArgumentException.class, () -> SippStatistics.parse(List.of("StartTime;", "t;")));
  }
}
