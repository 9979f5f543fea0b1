package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.city311.loadtest.SmokeCalls.Plan;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of the calls when a node fails that does not lead, and when all are restarted one after
/// the other.
@Order(1)
class FollowerFailsTest extends ClusterStories {
  /// Longer than nobody leads.
  private static final Duration TALK = Duration.ofSeconds(4);

  @ParameterizedTest
  @EnumSource
  void followerFails_callsInEachStateGoOn(Blow blow) throws Exception {
    callsInEachStateGoOn(this::follower, blow);
  }

  @Test
  void allNodesAreRestartedOneAfterTheOther_underLoad_everyoneIsServedOnce() throws Exception {
    var plan = new Plan(24, AGENTS.size(), 1, TALK, 311, Duration.ofMinutes(2));
    var said = new ByteArrayOutputStream();
    var centre = Centre.of(stack, "311", "rolling");
    try (var calls = new SmokeCalls(centre, plan)) {
      calls.startAgents(stack::phoneSecret);
      for (var agent : AGENTS) {
        stack.api().ready(agent);
      }
      var restarts = Thread.ofVirtual().unstarted(this::restartAll);
      restarts.start();
      var seen = calls.run(new PrintStream(said, true, StandardCharsets.UTF_8));
      restarts.join();

      assertEquals(plan.calls(), seen.statistics().successful(), seen::errors);
      assertEquals(plan.calls(), seen.answered(), seen::errors);
      assertEquals(plan.calls(), seen.offered(), "each call was offered once");
    }
    eventuallyAllAgree("ready");
    eventually(
        "all are recorded", () -> CallRow.answeredOnce(stack, SmokeCalls.NUMBERS) == plan.calls());
  }

  private void restartAll() {
    for (var node : stack.nodes()) {
      try {
        node.stop();
        node.start();
        eventuallyTogether();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
