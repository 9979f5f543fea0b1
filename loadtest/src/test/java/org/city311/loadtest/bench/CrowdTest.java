package org.city311.loadtest.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallState;
import org.junit.jupiter.api.Test;

class CrowdTest {
  private static final int AGENTS = 100;
  private static final int WAITING = 500;

  private final Crowd crowd = new Crowd(AGENTS, WAITING);

  private long in(Class<? extends CallState> state) {
    return crowd.snapshot().calls().stream().map(Call::state).filter(state::isInstance).count();
  }

  private void assertFull() {
    assertEquals(WAITING, in(CallState.Waiting.class));
    assertEquals(AGENTS, in(CallState.Talking.class));
    assertEquals(WAITING + AGENTS, crowd.snapshot().calls().size());
    assertTrue(
        crowd.snapshot().agents().stream()
            .allMatch(agent -> agent.activity() instanceof Activity.Talking));
  }

  @Test
  void filled_everyAgentTalks_andTheOthersWaitInAllGroups() {
    assertFull();
    var groups =
        crowd.snapshot().calls().stream()
            .filter(call -> call.state() instanceof CallState.Waiting)
            .map(Call::group)
            .distinct();
    assertEquals(Crowd.GROUPS, groups.count());
  }

  @Test
  void talkEnding_isTheDecisionThatOffersTheNextCall_andTheCentreIsFullAgain() {
    for (int i = 0; i < 2 * AGENTS; i++) {
      var decision = crowd.decide(crowd.talkEnding());
      assertEquals(1, rings(decision.commands().stream()));
      crowd.talkEnded(decision);
    }
    assertFull();
  }

  @Test
  void joining_offersToNobody_andTheCentreIsFullAgain() {
    for (int i = 0; i < WAITING; i++) {
      assertEquals(0, rings(crowd.decide(crowd.joining()).commands().stream()));
      crowd.joined();
    }
    assertFull();
  }

  @Test
  void abandoning_endsACallThatWaited_andTheCentreIsFullAgain() {
    for (int i = 0; i < WAITING; i++) {
      var event = crowd.abandoning();
      assertTrue(crowd.decide(event).calls().getFirst().isEnded());
      crowd.abandoned(event);
    }
    assertFull();
  }

  private static long rings(Stream<AcdCommand> commands) {
    return commands.filter(AcdCommand.RingAgent.class::isInstance).count();
  }
}
