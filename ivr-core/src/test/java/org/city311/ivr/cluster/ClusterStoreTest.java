package org.city311.ivr.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.hazelcast.core.DistributedObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.city311.ivr.acd.Decision;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.centre.CentreStore;
import org.city311.ivr.centre.Rehearsal;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With real Hazelcast members on loopback.
class ClusterStoreTest {
  private static final Instant T0 = Instant.parse("2026-01-01T12:00:00Z");
  private static final Call CALL = Call.arriving(new CallId("c1"), "", "311", "PJSIP/t-1", T0);
  private static final Agent ANA =
      Agent.signedOut(
          new AgentProfile(
              new AgentId("ana"), "Ana", "ana", Map.of(new SkillGroupId("water"), 1), Map.of()),
          T0);

  private static final Routing ROUTING =
      new Routing(
          List.of(SkillGroup.plain(new SkillGroupId("water"), Map.of("en", "Water"))), List.of());

  @TempDir private Path folder;

  @Test
  void everyMemberStopped_savedStateIsBackFromTheJournal() throws IOException {
    ClusterSettings settings = settings("one", freePort());
    try (ClusterStore store = new ClusterStore(settings)) {
      store.save(decision(List.of(CALL), List.of(ANA), Set.of()));
      store.save(
          decision(
              List.of(Call.arriving(new CallId("c2"), "", "311", "PJSIP/t-2", T0)),
              List.of(),
              Set.of()));
      store.save(decision(List.of(), List.of(), Set.of(new CallId("c2"))));
    }
    try (ClusterStore again = new ClusterStore(settings)) {
      assertEquals(new CentreStore.Saved(null, List.of(CALL), List.of(ANA)), again.load());
    }
  }

  @Test
  void afterARehearsal_nothingIsLeftOfIt() throws IOException {
    try (ClusterStore store = new ClusterStore(settings("one", freePort()))) {
      store.begin(1, new CentreStore.Saved(null, List.of(CALL), List.of(ANA)));
      AtomicInteger played = new AtomicInteger();
      store.rehearseWith(scratch -> played.set(Rehearsal.play(scratch)));
      assertEquals(Rehearsal.CALLS, played.get());
      assertEquals(new CentreStore.Saved(null, List.of(CALL), List.of(ANA)), store.load());
      assertEquals(
          List.of(),
          store.member().hazelcast().getDistributedObjects().stream()
              .map(DistributedObject::getName)
              .filter(name -> name.startsWith("rehearsal"))
              .toList());
      assertFalse(folder.resolve("rehearsal").toFile().exists());
    }
  }

  @Test
  void otherMemberAlive_answersInsteadOfTheJournal() throws IOException {
    int first = freePort();
    int second = freePort();
    List<String> members = List.of("127.0.0.1:" + first, "127.0.0.1:" + second);
    try (ClusterStore one = new ClusterStore(settings("one", first, members))) {
      one.begin(1, new CentreStore.Saved(null, List.of(CALL), List.of(ANA)));
      try (ClusterStore two = new ClusterStore(settings("two", second, members))) {
        assertEquals(2, two.members());
        assertEquals(new CentreStore.Saved(null, List.of(CALL), List.of(ANA)), two.load());
      }
    }
  }

  @Test
  void nodeThatLaysDownItsOffice_hasTheOthersLook() throws IOException {
    int first = freePort();
    int second = freePort();
    List<String> members = List.of("127.0.0.1:" + first, "127.0.0.1:" + second);
    AtomicInteger looks = new AtomicInteger();
    try (ClusterStore one = new ClusterStore(settings("one", first, members));
        ClusterStore two = new ClusterStore(settings("two", second, members))) {
      two.member().onNudge(looks::incrementAndGet);
      one.member().nudge();
      await().until(() -> looks.get() == 1);
    }
  }

  /// Two halves came together, and Hazelcast kept the entries of the one that did not lead.
  @Test
  void whatTheLeaderDoesNotHave_isGoneFromTheMaps_whoeverPutItThere() throws IOException {
    int first = freePort();
    int second = freePort();
    List<String> members = List.of("127.0.0.1:" + first, "127.0.0.1:" + second);
    Call later = Call.arriving(new CallId("later"), "", "311", "PJSIP/t-3", T0);
    try (ClusterStore one = new ClusterStore(settings("one", first, members));
        ClusterStore two = new ClusterStore(settings("two", second, members))) {
      Call stale = Call.arriving(new CallId("stale"), "", "311", "PJSIP/t-2", T0);
      two.begin(1, new CentreStore.Saved(ROUTING, List.of(CALL, stale), List.of(ANA)));
      await().until(() -> one.load().calls().size() == 2);
      one.begin(2, new CentreStore.Saved(null, List.of(CALL), List.of()));
      one.save(decision(List.of(later), List.of(), Set.of()));
      await()
          .until(
              () -> {
                CentreStore.Saved all = two.load();
                return Set.copyOf(all.calls()).equals(Set.of(CALL, later))
                    && all.agents().isEmpty()
                    && all.routing() == null;
              });
    }
  }

  @Test
  void occupiedPort_isAClearError() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThrows(
          IllegalStateException.class,
          () -> new ClusterStore(settings("one", taken.getLocalPort())));
    }
  }

  @Test
  void routingChangedAtRunTime_agentRemoved_areBackFromTheJournal() throws IOException {
    ClusterSettings settings = settings("one", freePort());
    try (ClusterStore store = new ClusterStore(settings)) {
      store.save(decision(List.of(), List.of(ANA), Set.of()));
      store.save(
          new Decision(
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              ROUTING,
              Set.of(ANA.id()),
              Set.of(),
              List.of(),
              List.of()));
    }
    try (ClusterStore again = new ClusterStore(settings)) {
      assertEquals(new CentreStore.Saved(ROUTING, List.of(), List.of()), again.load());
    }
  }

  private static Decision decision(List<Call> calls, List<Agent> agents, Set<CallId> forgotten) {
    return new Decision(
        List.of(), List.of(), calls, agents, null, Set.of(), forgotten, List.of(), List.of());
  }

  private ClusterSettings settings(String node, int port) {
    return settings(node, port, List.of());
  }

  private ClusterSettings settings(String node, int port, List<String> members) {
    int number = node.equals("one") ? 1 : 2;
    return new ClusterSettings(
        node, number, "127.0.0.1", port, members, "secret", folder.resolve(node + ".journal"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
