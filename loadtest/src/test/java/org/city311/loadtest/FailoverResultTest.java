package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.city311.loadtest.SmokeResult.Machine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailoverResultTest {
  private static FailoverResult result(
      int lost, int duplicated, int outOfOrder, @Nullable Double resumeSeconds) {
    return new FailoverResult(
        "2026-01-01T00:00:00Z",
        3,
        540,
        20,
        2000,
        500,
        lost,
        duplicated,
        outOfOrder,
        resumeSeconds,
        0,
        2,
        0.0,
        new Machine(2, "a processor"));
  }

  @Test
  void passed_whenNobodyWasLostRungTwiceOrPassedOver_andItWentOnInTime() {
    assertTrue(result(0, 0, 0, 5.0).passed());
    assertFalse(result(1, 0, 0, 1.0).passed());
    assertFalse(result(0, 1, 0, 1.0).passed());
    assertFalse(result(0, 0, 1, 1.0).passed());
    assertFalse(result(0, 0, 0, 5.1).passed());
    assertFalse(result(0, 0, 0, null).passed());
  }

  @Test
  void json_hasTheNamesThatReadersRelyOn() throws IOException {
    var tree = new ObjectMapper().readTree(result(0, 0, 0, 1.5).json());
    assertEquals(1.5, tree.path("resume_seconds").asDouble());
    for (var name :
        new String[] {"lost", "duplicated", "out_of_order", "steal_percent", "machine"}) {
      assertTrue(tree.has(name), name);
    }
  }
}
