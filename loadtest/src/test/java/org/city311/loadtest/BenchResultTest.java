package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.city311.loadtest.BenchResult.Decision;
import org.city311.loadtest.BenchResult.Times;
import org.city311.loadtest.SmokeResult.Machine;
import org.junit.jupiter.api.Test;

class BenchResultTest {
  private static Times times(int waiting, double p50, double p99) {
    return new Times(waiting, 1000, p50, (p50 + p99) / 2, p99, 2 * p99);
  }

  private static BenchResult result(Decision decision, long bytes) {
    return new BenchResult(
        "2026-01-01T00:00:00Z", List.of(decision), bytes, 0.5, new Machine(2, "a processor"));
  }

  @Test
  void growth_isBetweenTheFewestAndTheMostWhoWait_whateverTheOrder() {
    var decision = Decision.of("joins", List.of(times(100_000, 6, 9), times(1_000, 4, 8)));
    assertEquals(1.5, decision.growthP50(), 1e-9);
    assertEquals(5.0 / 3.0, decision.growthLog(), 1e-9);
    assertEquals(100_000, decision.most().waiting());
  }

  @Test
  void reachesGoals_notWhereADecisionIsSlow_growsFast_orACallIsBig() {
    var good = Decision.of("joins", List.of(times(1_000, 4, 8), times(100_000, 6, 50)));
    var slow = Decision.of("joins", List.of(times(1_000, 4, 8), times(100_000, 6, 50.1)));
    var grows = Decision.of("joins", List.of(times(1_000, 4, 8), times(100_000, 7, 9)));
    assertTrue(result(good, 2048).reachesGoals());
    assertFalse(result(slow, 2048).reachesGoals());
    assertFalse(result(grows, 2048).reachesGoals());
    assertFalse(result(good, 2049).reachesGoals());
  }

  @Test
  void json_hasTheNamesThatReadersRelyOn() throws IOException {
    var decision = Decision.of("joins", List.of(times(1_000, 4, 8), times(100_000, 6, 9)));
    var tree = new ObjectMapper().readTree(ResultFile.json(result(decision, 900)));
    assertEquals(900, tree.path("waiting_call_bytes").asInt());
    var first = tree.path("decisions").path(0);
    assertEquals("joins", first.path("name").asText());
    assertEquals(1.5, first.path("growth_p50").asDouble());
    assertEquals(9.0, first.path("times").path(1).path("p99_us").asDouble());
  }

  @Test
  void print_showsEachCountOfWaiting() {
    var bytes = new ByteArrayOutputStream();
    var decision = Decision.of("joins", List.of(times(1_000, 4, 8), times(100_000, 6, 9)));
    result(decision, 900).print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    var text = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(
        text.matches("(?s).*joins +100000 +6\\.00 +7\\.50 +9\\.00 +18\\.00 +1000\n.*"), text);
    assertTrue(text.contains("900 bytes"), text);
  }
}
