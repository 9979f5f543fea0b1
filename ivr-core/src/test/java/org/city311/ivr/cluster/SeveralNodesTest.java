package org.city311.ivr.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.acd.SwitchView;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.Termination;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Termination.Result;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.leadership.Standing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Three nodes with real members on loopback, and an Asterisk on paper.
@Execution(ExecutionMode.CONCURRENT)
class SeveralNodesTest {
  private static final Demand WATER = Demand.of(PaperNode.WATER);
  private static final Duration LONG = Duration.ofSeconds(90);

  @TempDir private Path folder;
  private final PaperAsterisk asterisk = new PaperAsterisk();
  private final List<PaperNode> nodes = new ArrayList<>();
  private final List<CallId> ids = new ArrayList<>();
  private List<Integer> ports = List.of();

  @BeforeEach
  void choosePorts() {
    ports = List.of(freePort(), freePort(), freePort());
  }

  @AfterEach
  void end() {
    nodes.forEach(PaperNode::close);
  }

  @Test
  void leaderDies_theNextOneHasAllCallsWithTheirPlaces_andServesThemInOrder() throws Exception {
    PaperNode leader = startThree();
    PaperNode follower = other(leader);
    for (int i = 1; i <= 30; i++) {
      waiting(follower, "c" + i);
    }
    await().atMost(LONG).until(() -> waitingAt(leader).size() == 30);
    List<Call> before = waitingAt(leader);
    leader.kill();
    nodes.remove(leader);
    PaperNode next = awaitLeader();
    assertEquals(before, waitingAt(next));
    setReady(other(next));
    await().atMost(LONG).until(() -> !asterisk.rung().isEmpty());
    assertEquals(List.of("offer-c1-1"), asterisk.rung());
  }

  @Test
  void followersEvents_arriveAtTheLeaderInOrder_andEveryNodeSeesThem() {
    PaperNode leader = startThree();
    PaperNode follower = other(leader);
    List<String> heard = new CopyOnWriteArrayList<>();
    try (var _ =
        leader.centre.subscribe(
            "test",
            event -> {
              if (event instanceof CentreEvent.CallArrived arrived) {
                heard.add(arrived.call().id().value());
              }
            })) {
      List<String> all = IntStream.rangeClosed(1, 1_000).mapToObj(i -> "c" + i).toList();
      all.forEach(
          id ->
              follower.centre.submit(
                  new AcdEvent.CallArrived(new CallId(id), "", "311", "PJSIP/t-" + id)));
      await().atMost(LONG).until(() -> heard.size() >= all.size());
      assertEquals(all, List.copyOf(heard));
    }
    for (PaperNode node : nodes) {
      await().atMost(LONG).until(() -> node.centre.call(new CallId("c1000")).isPresent());
    }
  }

  @Test
  void presenceSetAtAFollower_isSeenThereWhenItIsAnswered() throws Exception {
    PaperNode leader = startThree();
    Optional<Agent> ana =
        other(leader)
            .centre
            .setPresence(PaperNode.ANA, new Presence.NotReady("break", true))
            .get(30, TimeUnit.SECONDS);
    assertEquals(Optional.of(AgentState.NOT_READY), ana.map(Agent::state));
    assertEquals(
        Optional.empty(),
        other(leader)
            .centre
            .setPresence(new AgentId("nobody"), new Presence.Ready())
            .get(30, TimeUnit.SECONDS));
  }

  @Test
  void frozenLeader_actsNoMoreAfterItsLease_andFollowsWhenItIsBack() throws Exception {
    PaperNode frozen = startThree();
    waiting(frozen, "c1");
    await().atMost(LONG).until(() -> waitingAt(frozen).size() == 1);
    frozen.freeze();
    await().atMost(LONG).until(() -> frozen.leadership.standing() != Standing.LEADER);
    CompletableFuture<Optional<Agent>> wish =
        frozen.centre.setPresence(PaperNode.ANA, new Presence.Ready());
    nodes.remove(frozen);
    PaperNode next = awaitLeader();
    frozen.thaw();
    nodes.add(frozen);
    await().atMost(LONG).until(() -> frozen.follows(next.number));
    assertEquals(true, frozen.centre.call(new CallId("c1")).isPresent());
    await().atMost(LONG).until(wish::isDone);
    setReady(frozen);
    await().atMost(LONG).until(() -> !asterisk.rung().isEmpty());
    assertEquals(List.of("offer-c1-1"), asterisk.rung());
    assertEquals(next.number, asterisk.ringer("offer-c1-1"));
  }

  @Test
  void leaderInAMinority_stops_andAMergeLosesNoCall() {
    // Alone it leads, by right: nobody else beats.
    PaperNode cutOff = start(3);
    await().atMost(LONG).until(cutOff::leads);
    waiting(cutOff, "waits");
    AcdEvent menu = inMenu(cutOff, "menu");
    // What the flow server does.
    cutOff.centre.onNewLeader(() -> cutOff.centre.submit(menu));
    await().atMost(LONG).until(() -> waitingAt(cutOff).size() == 1);
    // Two that don't look for it: it has to find them.
    List<Integer> two = List.of(ports.get(0), ports.get(1));
    start(1, two);
    start(2, two);
    await().atMost(LONG).until(() -> cutOff.leadership.standing() == Standing.MINORITY);
    PaperNode next = awaitLeaderAmong(nodes.subList(1, 3));
    await().atMost(LONG).until(() -> waitingAt(next).size() == 1);
    assertFalse(cutOff.leads());
    await().atMost(LONG).until(() -> cutOff.follows(next.number));
    assertEquals(waitingAt(next), waitingAt(cutOff));
    await().atMost(LONG).until(() -> next.centre.call(new CallId("menu")).isPresent());
  }

  @Test
  void wholeCentreStartsAnew_theLastTermsJournalCounts_whicheverNodeIsFirst() {
    PaperNode old = start(1);
    await().atMost(LONG).until(old::leads);
    waiting(old, "old");
    await().atMost(LONG).until(() -> waitingAt(old).size() == 1);
    old.kill();
    nodes.clear();
    PaperNode later = start(2);
    await().atMost(LONG).until(later::leads);
    waiting(later, "new");
    await().atMost(LONG).until(() -> later.centre.call(new CallId("new")).isPresent());
    long term = later.centre.term();
    later.kill();
    nodes.clear();
    PaperNode one = start(1);
    start(2);
    PaperNode leader = awaitLeader();
    assertEquals(true, leader.centre.term() > term);
    assertEquals(
        List.of("new", "old"),
        waitingAt(leader).stream().map(c -> c.id().value()).sorted().toList());
    assertEquals(true, one.centre.call(new CallId("new")).isPresent());
  }

  @Test
  void asteriskStartsAnew_whoWaitedIsLost_notImpatient() {
    PaperNode leader = startThree();
    waiting(leader, "c1");
    await().atMost(LONG).until(() -> waitingAt(leader).size() == 1);
    asterisk.restart();
    CallState lost = new CallState.Ended(new Termination(Result.LOST, Reason.SWITCH_FAILED));
    for (PaperNode node : nodes) {
      await()
          .atMost(LONG)
          .until(
              () -> node.centre.call(new CallId("c1")).map(Call::state), Optional.of(lost)::equals);
    }
  }

  private PaperNode startThree() {
    start(1);
    start(2);
    start(3);
    PaperNode leader = awaitLeader();
    nodes.stream()
        .filter(node -> node != leader)
        .forEach(node -> await().atMost(LONG).until(() -> node.follows(leader.number)));
    return leader;
  }

  private PaperNode start(int number) {
    return start(number, ports);
  }

  private PaperNode start(int number, List<Integer> members) {
    PaperNode node = new PaperNode(number, ports.get(number - 1), members, folder, asterisk);
    nodes.add(node);
    return node;
  }

  private PaperNode awaitLeader() {
    return awaitLeaderAmong(nodes);
  }

  private static PaperNode awaitLeaderAmong(List<PaperNode> some) {
    await().atMost(LONG).until(() -> some.stream().anyMatch(PaperNode::leads));
    return some.stream().filter(PaperNode::leads).findFirst().orElseThrow();
  }

  private PaperNode other(PaperNode than) {
    return nodes.stream().filter(node -> node != than).findFirst().orElseThrow();
  }

  private void waiting(PaperNode by, String id) {
    CallId call = new CallId(id);
    inMenu(by, id);
    by.centre
        .deliver(new AcdEvent.ForCall(call, new CallInput.AskedForPerson(WATER)))
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
    asterisk.park(call, caller(id, new SwitchView.Place(WATER, Instant.now()), true));
  }

  private AcdEvent inMenu(PaperNode by, String id) {
    ids.add(new CallId(id));
    asterisk.answer(new CallId(id), caller(id, null, false));
    AcdEvent arrived = new AcdEvent.CallArrived(new CallId(id), "", "311", "PJSIP/t-" + id);
    by.centre.submit(arrived);
    return arrived;
  }

  private static SwitchView.Caller caller(
      String id, SwitchView.@Nullable Place place, boolean parked) {
    return new SwitchView.Caller(
        "PJSIP/t-" + id, "", "311", Language.ENGLISH, place, parked, false);
  }

  private static void setReady(PaperNode at) throws Exception {
    at.centre.setPresence(PaperNode.ANA, new Presence.Ready()).get(30, TimeUnit.SECONDS);
  }

  /// In the order of their places.
  private List<Call> waitingAt(PaperNode node) {
    return ids.stream()
        .flatMap(id -> node.centre.call(id).stream())
        .filter(call -> call.state() instanceof CallState.Waiting)
        .sorted(Comparator.comparing(SeveralNodesTest::place))
        .toList();
  }

  private static Instant place(Call call) {
    return Optional.ofNullable(call.times().queued()).orElseThrow();
  }

  /// Below those that the kernel gives to connections: one of them would take it before a node, which
  /// starts anew at it, does.
  private static int freePort() {
    while (true) {
      int port = RandomGenerator.getDefault().nextInt(12_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Somebody has it: another.
      }
    }
  }
}
