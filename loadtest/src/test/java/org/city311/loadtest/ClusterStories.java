package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.city311.loadtest.StackOptions.Nodes;
import org.city311.loadtest.phone.Phone;
import org.city311.loadtest.phone.PhoneCall;
import org.junit.jupiter.api.AfterEach;

/// Stories of three nodes, of which one dies, freezes or is cut off. Whatever happens: no call is lost,
/// each is offered once, those who wait keep their order, and all nodes agree in the end.
abstract class ClusterStories extends StackTest {
  static final String ANA = "agent1";
  static final String BEN = "agent2";
  static final String EVA = "agent3";
  static final List<String> AGENTS = List.of(ANA, BEN, EVA);

  /// For a cut or a frozen node to be noticed, and for all to come together again.
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int NODES = 3;

  /// How long a node is frozen.
  private static final Duration FREEZE = Duration.ofSeconds(20);

  private long struckNanos;

  ClusterStories() {
    super(
        StackOptions.agents(AGENTS.size())
            .withNodes(Nodes.THREE_BY_RELAYS)
            .withRing(Duration.ofMinutes(3)));
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

  /// A node is hit while callers are in the menu, wait, are being offered and talk.
  final void callsInEachStateGoOn(Supplier<StackNode> victim, Blow blow) throws Exception {
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

    var node = victim.get();
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
  final StackNode follower() {
    return survivor(leader());
  }

  /// The node that says of itself that it leads; there must be one.
  final StackNode leader() {
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

  final StackNode survivor(StackNode victim) {
    return stack.nodes().stream()
        .filter(node -> node.number() != victim.number())
        .findFirst()
        .orElseThrow();
  }

  /// All nodes are members of one cluster again, and follow the same leader.
  final void eventuallyTogether() {
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
  final void eventuallyAllAgree(String state) {
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

  static boolean nowReady(StackNode node, String agent) throws IOException {
    node.api().ready(agent);
    return true;
  }

  /// By the phone's own view: whose calls came, each once, in this order.
  static void assertCallers(Phone phone, Resident... residents) {
    assertEquals(Stream.of(residents).map(Resident::number).toList(), phone.callers());
  }

  final void assertAnsweredOnce(Resident resident) {
    var record = record(resident);
    assertEquals("ANSWERED", record.result());
    assertEquals(1, record.offers());
  }
}
