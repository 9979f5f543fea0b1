package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.city311.loadtest.SmokeResult.Machine;
import org.junit.jupiter.api.Test;

class NodesResultTest {
  private static NodesResult result(long answered, double one, double three) {
    return new NodesResult(
        "2026-01-01T00:00:00Z",
        311,
        400,
        answered,
        new Percentiles(180, three, three, three, three),
        new Percentiles(180, one, one, one, one),
        0.5,
        new Machine(2, "a processor"));
  }

  @Test
  void passed_whenAllWereAnsweredAndThreeCostAtMostTwoMillisecondsMore() {
    assertTrue(result(400, 4, 6).passed());
    assertTrue(result(400, 4, 3).passed());
    assertFalse(result(400, 4, 6.5).passed());
    assertFalse(result(399, 4, 5).passed());
    assertFalse(
        new NodesResult(
                "",
                311,
                0,
                0,
                new Percentiles(0, null, null, null, null),
                new Percentiles(0, null, null, null, null),
                0,
                new Machine(2, ""))
            .passed());
  }

  @Test
  void json_hasThreeNodesAtTheTop_oneBeside_andTheDifference() throws IOException {
    var tree = new ObjectMapper().readTree(ResultFile.json(result(400, 4, 5.5)));
    assertEquals(5.5, tree.path("dispatch_ms").path("p50").asDouble());
    assertEquals(4.0, tree.path("one_node_dispatch_ms").path("p50").asDouble());
    assertEquals(1.5, tree.path("more_p50_ms").asDouble());
  }
}
