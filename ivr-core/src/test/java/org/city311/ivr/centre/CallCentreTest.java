package org.city311.ivr.centre;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.acd.Decision;
import org.city311.ivr.acd.SwitchView;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallTimes;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.ivr.switchboard.Switchboard;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallCentreTest {
  private static final AgentId ANA = new AgentId("ana");
  private static final SkillGroupId WATER = new SkillGroupId("water");

  private static final AcdSettings SETTINGS =
      new AcdSettings(
          Duration.ofSeconds(20), Duration.ofMillis(50), 1, Duration.ZERO, Duration.ofSeconds(30));
  private static final Routing ROUTING =
      new Routing(
          List.of(SkillGroup.plain(WATER, Map.of("en", "Water"))),
          List.of(new AgentProfile(ANA, "Ana", "ana", Map.of(WATER, 1), Map.of())));

  private final Recorded recorded = new Recorded();
  private final CallCentre centre =
      new CallCentre(SETTINGS, ROUTING, recorded, recorded, InstantSource.system());

  @BeforeEach
  void start() {
    centre.start();
  }

  @AfterEach
  void stop() {
    centre.close();
  }

  @Test
  void decision_isSavedBeforeItIsCarriedOut() throws Exception {
    linkUp();
    ready();
    waiting("c1");
    await().until(() -> recorded.deeds.contains("ring offer-c1-1"));
    int saved = recorded.deeds.indexOf("save c1 Offered");
    assertTrue(saved >= 0 && saved < recorded.deeds.indexOf("ring offer-c1-1"));
  }

  @Test
  void wrapUpTimer_firesByItself() throws Exception {
    linkUp();
    ready();
    waiting("c1");
    OfferId offer = new OfferId("offer-c1-1");
    centre.submit(new AcdEvent.OfferConnected(offer));
    centre.submit(new AcdEvent.OfferOver(offer, org.city311.ivr.event.OfferFailure.NO_ANSWER));
    await().until(() -> centre.agent(ANA).map(Agent::state), Optional.of(AgentState.READY)::equals);
  }

  @Test
  void subscriber_getsASnapshotFirst_thenEverythingInOrder() throws Exception {
    linkUp();
    waiting("before");
    List<CentreEvent> heard = new CopyOnWriteArrayList<>();
    try (var _ = centre.subscribe("test", heard::add)) {
      waiting("after");
      await().until(() -> heard.stream().anyMatch(CentreEvent.CallQueued.class::isInstance));
    }
    CentreEvent.Snapshot snapshot = assertInstanceOf(CentreEvent.Snapshot.class, heard.getFirst());
    assertEquals(List.of("before"), snapshot.calls().stream().map(c -> c.id().value()).toList());
    assertInstanceOf(CentreEvent.CallArrived.class, heard.get(1));
  }

  @Test
  void slowSubscriber_holdsUpNobody_andStartsAgainFromASnapshot() throws Exception {
    linkUp();
    CountDownLatch release = new CountDownLatch(1);
    List<CentreEvent> heard = new CopyOnWriteArrayList<>();
    try (var _ =
        centre.subscribe(
            "slow",
            event -> {
              awaitLatch(release);
              if (event instanceof CentreEvent.Snapshot) {
                heard.add(event);
              }
            })) {
      for (int i = 0; i <= FeedHub.MAX_EVENTS_BEHIND; i++) {
        Presence presence = i % 2 == 0 ? new Presence.Ready() : new Presence.SignedOut();
        centre.submit(new AcdEvent.PresenceSet(ANA, presence));
        if (i % 10_000 == 0) {
          centre.setPresence(ANA, new Presence.Ready()).get(10, TimeUnit.SECONDS);
        }
      }
      centre.setPresence(ANA, new Presence.Ready()).get(10, TimeUnit.SECONDS);
      release.countDown();
      await().until(() -> heard.size() >= 2);
    }
  }

  @Test
  void subscriberThatThrows_getsTheNextEvent() throws Exception {
    linkUp();
    List<CentreEvent> heard = new CopyOnWriteArrayList<>();
    try (var _ =
        centre.subscribe(
            "faulty",
            event -> {
              heard.add(event);
              throw new IllegalStateException("on purpose");
            })) {
      waiting("c1");
      await().until(() -> heard.size() >= 3);
    }
  }

  @Test
  void storeThatFails_doesNotEndTheCentre_theSwitchIsAskedAgain() throws Exception {
    linkUp();
    recorded.failing = true;
    centre.submit(new AcdEvent.PresenceSet(ANA, new Presence.Ready()));
    await().until(() -> recorded.deeds.contains("look"));
    recorded.failing = false;
    assertEquals(
        Optional.of(AgentState.NOT_READY),
        centre
            .setPresence(ANA, new Presence.NotReady("break", false))
            .get(5, TimeUnit.SECONDS)
            .map(Agent::state));
  }

  @Test
  void routingThatCouldNotBeSaved_isInForce_andSavedOnceTheStoreWorks() throws Exception {
    Routing next =
        new Routing(List.of(SkillGroup.plain(WATER, Map.of("en", "Water and sewer"))), List.of());
    recorded.failing = true;
    assertThrows(
        ExecutionException.class,
        () -> centre.reroute(centre.routing(), next).get(5, TimeUnit.SECONDS));
    assertEquals(next, centre.routing());
    recorded.failing = false;
    centre.setPresence(ANA, new Presence.Ready()).get(5, TimeUnit.SECONDS);
    assertEquals(next, recorded.routing);
  }

  @Test
  void clockBehindTheLastLeaders_whoeverAsksNextComesAfterThoseWhoAskedBefore() throws Exception {
    Instant clock = Instant.parse("2026-01-01T12:00:00Z");
    assertEquals(clock.plusSeconds(3), queuedAfterOneAt(clock.plusSeconds(3), clock));
    assertEquals(clock, queuedAfterOneAt(clock.plusSeconds(3_600), clock), "that one was wrong");
  }

  private Instant queuedAfterOneAt(Instant before, Instant clock) throws Exception {
    Call earlier =
        Call.arriving(new CallId("earlier"), "", "311", "PJSIP/t-1", before)
            .queuedFor(Demand.of(WATER), before);
    recorded.saved = new CentreStore.Saved(null, List.of(earlier), List.of());
    try (CallCentre next =
        new CallCentre(SETTINGS, ROUTING, recorded, recorded, InstantSource.fixed(clock))) {
      next.start();
      CallId call = new CallId("c1");
      next.submit(new AcdEvent.CallArrived(call, "", "311", "PJSIP/t-c1"));
      next.deliver(new AcdEvent.ForCall(call, new CallInput.AskedForPerson(Demand.of(WATER))))
          .get(5, TimeUnit.SECONDS);
      return next.call(call).map(Call::times).map(CallTimes::queued).orElseThrow();
    }
  }

  /// Its node was cut off from the leader between the greeting and the wish.
  @Test
  void callerWhoWaitsBeforeTheWishIsKnown_isLookedForAtOnce() throws Exception {
    linkUp();
    CallId call = new CallId("c1");
    centre.submit(new AcdEvent.CallArrived(call, "", "311", "PJSIP/t-c1"));
    centre.deliver(new AcdEvent.RecordConfirmed(new CallId("none"))).get(5, TimeUnit.SECONDS);
    long looks = recorded.looks();
    centre.deliver(new AcdEvent.ForCall(call, new CallInput.Parked())).get(5, TimeUnit.SECONDS);
    assertEquals(looks + 1, recorded.looks());
    assertEquals(0, centre.impossibleEvents());
  }

  @Test
  void unknownAgent_isEmpty() throws ExecutionException, InterruptedException {
    assertEquals(
        Optional.empty(), centre.setPresence(new AgentId("nobody"), new Presence.Ready()).get());
  }

  private void linkUp() {
    centre.submit(
        new AcdEvent.SwitchSeen(
            Instant.now(), new SwitchView(Map.of(), Map.of(), Set.of(), Set.of(), Instant.EPOCH)));
  }

  private void ready() throws Exception {
    centre.setPresence(ANA, new Presence.Ready()).get(5, TimeUnit.SECONDS);
  }

  private void waiting(String id) throws Exception {
    CallId call = new CallId(id);
    centre.submit(new AcdEvent.CallArrived(call, "", "311", "PJSIP/t-" + id));
    centre.submit(new AcdEvent.ForCall(call, new CallInput.AskedForPerson(Demand.of(WATER))));
    centre.submit(new AcdEvent.ForCall(call, new CallInput.Parked()));
    await().until(() -> centre.call(call).isPresent());
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A store and a switchboard that only write down what they were asked.
  private static final class Recorded implements CentreStore, Switchboard {
    private final List<String> deeds = new CopyOnWriteArrayList<>();
    private volatile boolean failing;
    private volatile @Nullable Routing routing;
    private volatile Saved saved = new Saved(null, List.of(), List.of());

    long looks() {
      return deeds.stream().filter("look"::equals).count();
    }

    @Override
    public Saved load() {
      return saved;
    }

    @Override
    public void save(Decision decision) {
      save(decision.calls());
    }

    @Override
    public void begin(long term, Saved all) {
      save(all.calls());
      routing = all.routing();
    }

    private void save(List<Call> calls) {
      if (failing) {
        throw new IllegalStateException("on purpose");
      }
      calls.forEach(
          call -> deeds.add("save " + call.id() + " " + call.state().getClass().getSimpleName()));
    }

    @Override
    public void treat(Call call, Treatment treatment) {
      deeds.add("treat " + call.id() + " " + treatment);
    }

    @Override
    public void ring(OfferId offer, Call call, AgentProfile agent) {
      deeds.add("ring " + offer);
    }

    @Override
    public void connect(AcdCommand.OfTalk order) {}

    @Override
    public void callResidentFirst(Call call) {
      deeds.add("call first " + call.id());
    }

    @Override
    public void callResident(Call call, OfferId offer) {
      deeds.add("call resident of " + call.id());
    }

    @Override
    public void hangUp(CallId callback) {
      deeds.add("hang up " + callback);
    }

    @Override
    public void hangUp(OfferId offer) {
      deeds.add("hang up " + offer);
    }

    @Override
    public void lookAgain() {
      deeds.add("look");
    }
  }
}
