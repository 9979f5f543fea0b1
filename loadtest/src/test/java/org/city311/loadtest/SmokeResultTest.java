package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.city311.loadtest.SmokeResult.Machine;
import org.junit.jupiter.api.Test;

class SmokeResultTest {
  private static SmokeResult result(int answered) {
    return new SmokeResult(
        "2026-01-01T00:00:00Z",
        311,
        50,
        5,
        1000,
        10,
        50,
        answered,
        50 - answered,
        0,
        4.5,
        new Percentiles(40, 2.0, 3.0, 4.0, 5.0),
        4.2,
        3.1,
        20.5,
        0.0,
        new Machine(2, "a processor"));
  }

  @Test
  void json_hasTheNamesThatReadersRelyOn() throws IOException {
    var tree = new ObjectMapper().readTree(result(50).json());
    var names = new TreeSet<String>();
    tree.fieldNames().forEachRemaining(names::add);
    assertTrue(
        names.containsAll(
            Set.of(
                "offered",
                "answered",
                "abandoned",
                "failed",
                "asa_seconds",
                "dispatch_ms",
                "calls_per_second",
                "server_cpu_ms_per_call",
                "asterisk_cpu_ms_per_call",
                "steal_percent",
                "seed",
                "machine",
                "started_at")),
        names.toString());
    assertEquals(2.0, tree.path("dispatch_ms").path("p50").asDouble());
    assertEquals(5.0, tree.path("dispatch_ms").path("max").asDouble());
    assertEquals(2, tree.path("machine").path("cores").asInt());
  }

  @Test
  void allAnswered_isFalseWhenOneIsMissing() {
    assertTrue(result(50).allAnswered());
    assertFalse(result(49).allAnswered());
  }

  @Test
  void print_isReadable() {
    var bytes = new ByteArrayOutputStream();
    result(50).print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertTrue(
        bytes.toString(StandardCharsets.UTF_8).contains("2.0 / 3.0 / 4.0 / 5.0 ms (40 measured)"));
  }
}
