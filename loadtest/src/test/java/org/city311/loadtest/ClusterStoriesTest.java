package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.city311.loadtest.SmokeCalls.Plan;
import org.city311.loadtest.StackOptions.Nodes;
import org.city311.loadtest.phone.Phone;
import org.city311.loadtest.phone.PhoneCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What becomes of the calls when one of three nodes dies, freezes or is cut off. Whatever happens: no
/// call is lost, each is offered once, those who wait keep their order, and all nodes agree in the end.
@Order(1) // It takes longest.
class ClusterStoriesTest extends StackTest {
  private static final String ANA = "agent1";
  private static final String BEN = "agent2";
  private static final String EVA = "agent3";
  private static final List<String> AGENTS = List.of(ANA, BEN, EVA);
  private static final int NODES = 3;

  /// How long a node is frozen.
  private static final Duration FREEZE = Duration.ofSeconds(20);

  /// Longer than nobody leads.
  private static final Duration TALK = Duration.ofSeconds(4);

  /// For a cut or a frozen node to be noticed, and for all to come together again.
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private long struckNanos;

  ClusterStoriesTest() {
    super(
        StackOptions.agents(AGENTS.size())
            .withNodes(Nodes.THREE_BY_RELAYS)
            .withRing(Duration.ofMinutes(3)));
  }

  /// Whom it hits.
  enum Victim {
    LEADER,
    FOLLOWER
  }

  /// What hits a node.
  enum Blow {
    /// SIGKILL.
    KILL,
    /// SIGSTOP for [#FREEZE].
    FREEZE,
    /// The network to the other nodes is silent.
    CUT
  }

  static Stream<Arguments> failures() {
    return Stream.of(Blow.values())
        .flatMap(blow -> Stream.of(Victim.values()).map(victim -> Arguments.of(victim, blow)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("failures")
  void oneNodeFails_callsInEachStateGoOn(Victim victim, Blow blow) throws Exception {
    var ana = agent(ANA);
    var talking = resident().chooses('1', '1');
    var talk = ana.awaitCall();
    talk.answer();
    eventuallyTalk(talking.call(), talk);
    var ben = agent(BEN);
    var residents = List.of(resident(), resident(), resident(), resident());
    residents.subList(0, 3).forEach(resident -> resident.chooses('1', '1'));
    var ringing = ben.awaitCall();
    eventually("two wait", () -> live().path("waiting").asInt() == 3);
    var choosing = residents.get(3);

    var node = victim == Victim.LEADER ? leader() : follower();
    strike(node, blow);

    var other = survivor(node);
    eventuallyTalk(talking.call(), talk);
    eventually("music goes on", residents.get(2).call()::hearsSound);
    var eva = phone(EVA);
    eventually("Eva is ready", () -> nowReady(other, EVA));
    eventually("dispatch goes on", PATIENCE, () -> eva.callsUnseen() == 1);
    var first = eva.awaitCall();
    first.answer();
    eventuallyTalk(residents.get(1).call(), first);
    assertFalse(residents.get(2).call().hears(900));
    ringing.answer();
    eventuallyTalk(residents.get(0).call(), ringing);
    if (blow != Blow.FREEZE) {
      eventually("the menu is heard", choosing.call()::hearsSound);
      choosing.chooses('1', '1');
    }
    mend(node, blow);
    if (blow == Blow.FREEZE) {
      eventually("the menu is heard", choosing.call()::hearsSound);
      choosing.chooses('1', '1');
    }
    eventually("the last one waits", () -> live().path("waiting").asInt() == 2);
    first.hangUp();
    var second = eva.awaitCall();
    second.answer();
    eventuallyTalk(residents.get(2).call(), second);
    second.hangUp();
    var third = eva.awaitCall();
    third.answer();
    eventuallyTalk(choosing.call(), third);
    List.of(third, ringing, talk).forEach(PhoneCall::hangUp);

    assertCallers(ana, talking);
    assertCallers(ben, residents.get(0));
    assertCallers(eva, residents.get(1), residents.get(2), choosing);
    assertAnsweredOnce(talking);
    residents.forEach(this::assertAnsweredOnce);
    eventuallyAllAgree("ready");
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

  @Test
  void theLeadersLinkToAsteriskBreaks_itsLookFindsWhatHappenedMeanwhile() throws Exception {
    var ana = agent(ANA);
    var talking = resident().chooses('1', '1');
    var talk = ana.awaitCall();
    talk.answer();
    eventuallyTalk(talking.call(), talk);
    var waiting = waiting();

    stack.network().dropManager(leader());
    talk.hangUp();

    var next = ana.awaitCall();
    next.answer();
    eventuallyTalk(waiting.call(), next);
    next.hangUp();
    assertCallers(ana, talking, waiting);
    assertAnsweredOnce(talking);
    assertAnsweredOnce(waiting);
  }

  @Test
  void theLeadersLinkToAsteriskFallsSilent_anotherLeads_andEachCallIsOfferedOnce()
      throws Exception {
    var waiting = waiting();
    var before = leader();

    stack.network().cutManager(before);
    eventually("another leads", PATIENCE, () -> leader().number() != before.number());
    var ana = phone(ANA);
    eventually("Ana is ready", () -> nowReady(survivor(before), ANA));
    var offer = ana.awaitCall();
    stack.network().mend();
    eventuallyTogether();
    offer.answer();
    eventuallyTalk(waiting.call(), offer);
    offer.hangUp();

    assertCallers(ana, waiting);
    assertAnsweredOnce(waiting);
  }

  /// All nodes live and in touch for the next story.
  @AfterEach
  void restore() throws IOException {
    stack.network().mend();
    for (var node : stack.nodes()) {
      if (node.isRunning()) {
        node.thaw();
      } else {
        node.start();
      }
    }
    eventuallyTogether();
  }

  private void strike(StackNode node, Blow blow) throws IOException {
    struckNanos = System.nanoTime();
    switch (blow) {
      case KILL -> node.kill();
      case FREEZE -> node.freeze();
      case CUT -> stack.network().cut(node);
    }
  }

  private void mend(StackNode node, Blow blow) throws IOException {
    switch (blow) {
      case KILL -> node.start();
      case FREEZE -> {
        eventually(
            "its time is over", FREEZE, () -> System.nanoTime() - struckNanos > FREEZE.toNanos());
        node.thaw();
      }
      case CUT -> stack.network().mend();
    }
    eventuallyTogether();
  }

  /// The one that talks with the callers in the menu, if it does not lead.
  private StackNode follower() {
    return survivor(leader());
  }

  /// The node that says of itself that it leads; there must be one.
  private StackNode leader() {
    var leaders = new ArrayList<StackNode>();
    eventually(
        "one node leads",
        PATIENCE,
        () -> {
          leaders.clear();
          for (var node : stack.nodes()) {
            if (node.isRunning() && node.standing().equals("leader")) {
              leaders.add(node);
            }
          }
          return leaders.size() == 1;
        });
    return leaders.getFirst();
  }

  private StackNode survivor(StackNode victim) {
    return stack.nodes().stream()
        .filter(node -> node.number() != victim.number())
        .findFirst()
        .orElseThrow();
  }

  /// All nodes are members of one cluster again, and follow the same leader.
  private void eventuallyTogether() {
    eventually(
        "all nodes are together",
        PATIENCE,
        () -> {
          int leader = leader().number();
          for (var node : stack.nodes()) {
            var health = node.health();
            if (health.path("members").asInt() != NODES
                || health.path("leader").asInt() != leader
                || !health.path("ready").asBoolean()) {
              return false;
            }
          }
          return true;
        });
  }

  /// No call is left on any node, and every agent is in the same state everywhere.
  private void eventuallyAllAgree(String state) {
    for (var node : stack.nodes()) {
      eventually(
          "node " + node.number() + " has no call, and all agents are " + state,
          () -> {
            var live = node.api().live();
            for (var agent : AGENTS) {
              if (!node.api().agentState(agent).equals(state)) {
                return false;
              }
            }
            return live.path("waiting").asInt() == 0
                && live.path("talking").asInt() == 0
                && live.path("in_ivr").asInt() == 0;
          });
    }
  }

  private static boolean nowReady(StackNode node, String agent) throws IOException {
    node.api().ready(agent);
    return true;
  }

  /// By the phone's own view: whose calls came, each once, in this order.
  private static void assertCallers(Phone phone, Resident... residents) {
    assertEquals(Stream.of(residents).map(Resident::number).toList(), phone.callers());
  }

  private void assertAnsweredOnce(Resident resident) {
    var record = record(resident);
    assertEquals("ANSWERED", record.result());
    assertEquals(1, record.offers());
  }
}
