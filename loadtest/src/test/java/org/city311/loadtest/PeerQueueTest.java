package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PeerQueueTest {
  @Test
  void queues_haveEveryAgentInBoth() {
    var lines = PeerQueue.queues(3).lines().toList();
    assertEquals(6, lines.stream().filter(line -> line.startsWith("member = ")).count());
    for (var queue : List.of("[streets](quick)", "[water](quick)")) {
      int at = lines.indexOf(queue);
      assertEquals(
          List.of("member = PJSIP/agent1", "member = PJSIP/agent2", "member = PJSIP/agent3"),
          lines.subList(at + 1, at + 4));
    }
  }

  @Test
  void queues_areSetForQuickDispatch() {
    var text = PeerQueue.queues(1);
    for (var setting : List.of("autofill = yes", "retry = 1", "wrapuptime = 0", "ringinuse = no")) {
      assertTrue(text.contains("\n" + setting + "\n"), setting);
    }
  }
}
