package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StepTest {
  @Test
  void parse_readsWhatSippLogs() {
    assertEquals(
        List.of(new Step("1-19332@127.0.0.1", "key", 1795363937794803L)),
        Step.parse(
            Stream.of("1-19332@127.0.0.1 key 2026-11-22\t16:12:17.794803\t1795363937.794803")));
  }

  @Test
  void parse_aCutOffLine_isLeftOut() {
    assertEquals(
        List.of(),
        Step.parse(Stream.of("1-19332@127.0.0.1 key 2026-11-22\t16:12:17.794803\t17953639")));
  }
}
