package org.city311.ivr.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Talks of very nearly 60 s and no wrap-up, unless said otherwise.
class FreeingCurveTest {
  private static final LogNormal MINUTE = LogNormal.of(60, 0);
  private static final FreeingCurve.Release FREE = _ -> 1;

  @Test
  void freeAgent_takesTheNextAtOnce() {
    assertEquals(0, curve(FREE).untilTaken(1, 0));
  }

  /// An agent free in 30 s takes the first then and the second 60 s later. The points lie 3.75 s
  /// apart, so that is how exact it can be.
  @Test
  void busyAgent_takesTheFirstWhenFree_andTheSecondATalkLater() {
    FreeingCurve curve = curve(freeIn(30));
    assertEquals(30, curve.untilTaken(1, 0), 3.75);
    assertEquals(90, curve.untilTaken(2, 0), 5);
  }

  @Test
  void twoAgents_takeTwo() {
    FreeingCurve curve = curve(freeIn(15), freeIn(45));
    assertEquals(15, curve.untilTaken(1, 0), 3.75);
    assertEquals(45, curve.untilTaken(2, 0), 3.75);
    assertEquals(75, curve.untilTaken(3, 0), 5);
  }

  /// Ten agents take one call every six seconds: the 300th after half an hour.
  @Test
  void longLine_isServedAtTheRateOfAllAgents() {
    assertEquals(1800, tenAgents().untilTaken(300, 0), 40);
  }

  /// The rate is 1/6 s; of 299 ahead each hangs up once in 600 s on the average. By the limit of
  /// `Σ 1/(sμ + iθ)`: ln(1 + 299 · 6/600) · 600 = 829 s.
  @Test
  void thoseAheadWhoHangUp_shortenTheWait() {
    assertEquals(829, tenAgents().untilTaken(300, 1.0 / 600), 30);
  }

  @Test
  void everyPlaceFurtherBack_waitsNoLess() {
    FreeingCurve curve = tenAgents();
    double last = 0;
    for (int turn = 1; turn < 500; turn++) {
      double wait = curve.untilTaken(turn, 1.0 / 900);
      assertTrue(wait >= last, "turn " + turn);
      last = wait;
    }
  }

  /// With exponential times agents become free at a steady rate whatever has been; with times as
  /// varied as exponential ones the renewal function stays near t / m.
  @Test
  void variedTalks_freeAgentsNearlySteadily() {
    LogNormal varied = LogNormal.of(60, 60 * 60);
    FreeingCurve curve =
        FreeingCurve.of(
            Collections.nCopies(10, seconds -> varied.overWithin(seconds, 0)), varied, 0);
    assertEquals(180, curve.untilTaken(30, 0), 18);
  }

  @Test
  void nobodyAtWork_isNever() {
    assertEquals(Double.POSITIVE_INFINITY, curve().untilTaken(1, 0));
  }

  /// 45 s of talk and 15 s of wrap-up are a minute too.
  @Test
  void wrapUp_keepsTheAgentAsTalkDoes() {
    FreeingCurve curve = FreeingCurve.of(List.of(freeIn(30)), LogNormal.of(45, 0), 15);
    assertEquals(90, curve.untilTaken(2, 0), 5);
  }

  private static FreeingCurve tenAgents() {
    return FreeingCurve.of(
        Collections.nCopies(10, seconds -> MINUTE.overWithin(seconds, 0)), MINUTE, 0);
  }

  private static FreeingCurve curve(FreeingCurve.Release... agents) {
    return FreeingCurve.of(List.of(agents), MINUTE, 0);
  }

  private static FreeingCurve.Release freeIn(double seconds) {
    return later -> later >= seconds ? 1 : 0;
  }
}
