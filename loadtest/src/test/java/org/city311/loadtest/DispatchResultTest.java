package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.city311.loadtest.DispatchResult.Side;
import org.city311.loadtest.SmokeResult.Machine;
import org.junit.jupiter.api.Test;

class DispatchResultTest {
  private static final Percentiles NONE = new Percentiles(0, null, null, null, null);

  private static Side side(String name, long answered, int failed, double p50) {
    return new Side(
        name,
        answered,
        failed,
        new Percentiles(280, p50, 2 * p50, 3 * p50, 4 * p50),
        40.0,
        20.5,
        60.5,
        0.5);
  }

  private static DispatchResult result(Side ours, Side peer) {
    return new DispatchResult(
        "2026-01-01T00:00:00Z",
        311,
        300,
        20,
        1500,
        2500,
        40,
        ours,
        peer,
        DispatchResult.ratio(ours.dispatchMs(), peer.dispatchMs()),
        new Machine(2, "a processor"));
  }

  @Test
  void json_hasOursAtTheTop_andThePeersBeside() throws IOException {
    var json = ResultFile.json(result(side("ours", 300, 0, 5), side("theirs", 299, 1, 400)));
    var tree = new ObjectMapper().readTree(json);
    assertEquals(5.0, tree.path("dispatch_ms").path("p50").asDouble());
    assertEquals(400.0, tree.path("peer").path("dispatch_ms").path("p50").asDouble());
    assertEquals(80.0, tree.path("ratio_p50").asDouble());
    assertEquals(20.5, tree.path("server_cpu_ms_per_call").asDouble());
    assertEquals(60.5, tree.path("peer").path("asterisk_cpu_ms_per_call").asDouble());
    assertEquals(0.5, tree.path("steal_percent").asDouble());
    assertEquals(1, tree.path("peer").path("failed").asInt());
    assertEquals(2, tree.path("machine").path("cores").asInt());
    assertTrue(tree.path("ours").isMissingNode());
  }

  @Test
  void allAnswered_isFalseWhenOneIsMissingOnEitherSide() {
    var whole = side("a", 300, 0, 5);
    assertTrue(result(whole, whole).allAnswered());
    assertFalse(result(side("a", 299, 0, 5), whole).allAnswered());
    assertFalse(result(whole, side("b", 300, 1, 5)).allAnswered());
  }

  @Test
  void reachesGoal_fromTwentyTimesFasterOn() {
    assertTrue(result(side("a", 300, 0, 5), side("b", 300, 0, 100)).reachesGoal());
    assertFalse(result(side("a", 300, 0, 5), side("b", 300, 0, 99)).reachesGoal());
  }

  @Test
  void ratio_whereNothingWasMeasured_isNone() {
    assertNull(DispatchResult.ratio(NONE, new Percentiles(1, 4.0, 4.0, 4.0, 4.0)));
    assertNull(DispatchResult.ratio(new Percentiles(1, 4.0, 4.0, 4.0, 4.0), NONE));
  }

  @Test
  void print_showsBothSidesAndTheRatio() {
    var bytes = new ByteArrayOutputStream();
    result(side("City311", 300, 0, 5), side("app_queue", 300, 0, 400))
        .print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    var text = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("City311"), text);
    assertTrue(text.matches("(?s).*dispatch p50, ms +5\\.0 +400\\.0\n.*"), text);
    assertTrue(text.contains("80.0 times faster"), text);
  }
}
