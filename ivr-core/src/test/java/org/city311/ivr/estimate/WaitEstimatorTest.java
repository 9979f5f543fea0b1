package org.city311.ivr.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.city311.ivr.acd.Acd;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.acd.AcdTimer;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.acd.SwitchView;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.ConsultId;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.junit.jupiter.api.Test;

/// The estimator behind a real ACD. Every phone rings 2 s, every talk lasts 50 s and every wrap-up
/// 8 s, so an agent is held for a minute by each call.
class WaitEstimatorTest {
  private static final SkillGroupId WATER = new SkillGroupId("water");
  private static final SkillGroupId STREETS = new SkillGroupId("streets");
  private static final AgentId ANA = new AgentId("ana");
  private static final AgentId BEN = new AgentId("ben");

  private final Map<CallId, OfferId> offers = new HashMap<>();
  private final Map<AgentId, CallId> wrapping = new HashMap<>();
  private final WaitEstimator estimator = new WaitEstimator(Duration.ZERO);
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private int calls;

  private final Acd acd =
      new Acd(
          new AcdSettings(
              Duration.ofSeconds(20),
              Duration.ofSeconds(8),
              3,
              Duration.ZERO,
              Duration.ofSeconds(30)),
          new Routing(
              List.of(
                  SkillGroup.plain(WATER, Map.of("en", "Water")),
                  SkillGroup.plain(STREETS, Map.of("en", "Streets"))),
              List.of(
                  new AgentProfile(ANA, "Ana", "ana", Map.of(WATER, 1), Map.of()),
                  new AgentProfile(BEN, "Ben", "ben", Map.of(WATER, 1), Map.of()))),
          List.of(),
          List.of(),
          now);

  @Test
  void beforeFiveCallsWereHandled_nothingIsSaid() {
    open();
    ready(ANA);
    for (int i = 1; i < Handling.LEAST_KNOWN; i++) {
      handle();
    }
    assertEquals(Optional.empty(), estimator.joining(WATER, now));
    assertEquals(Optional.empty(), estimator.joining(now));
    handle();
    assertTrue(estimator.joining(WATER, now).isPresent());
  }

  @Test
  void groupThatNobodyServes_isNotEstimated() {
    known();
    assertEquals(Optional.empty(), estimator.joining(STREETS, now));
    assertEquals(Optional.empty(), estimator.joining(new SkillGroupId("gone"), now));
  }

  @Test
  void agentReady_thePickUpIsAllThereIsToWaitFor() {
    known();
    assertEquals(Duration.ofSeconds(2), joining());
  }

  /// Ana has rung 2 s and talked 20 s of 50, and wraps up for 8: free in 38 s; then 2 s until she
  /// picks up. The next but one waits a minute longer.
  @Test
  void agentTalking_itsRemainingTimeIsWaitedFor_andAWholeCallForEachAhead() {
    known();
    answer(arrive());
    pass(20);
    near(40, joining(), 4);
    arrive();
    near(100, joining(), 6);
  }

  @Test
  void waitingCaller_theEstimateFallsWithTime() {
    known();
    answer(arrive());
    CallId next = arrive();
    near(60, remaining(next), 4);
    pass(30);
    near(30, remaining(next), 4);
  }

  @Test
  void wrapUp_isWaitedForToItsEnd() {
    known();
    CallId call = arrive();
    answer(call);
    pass(50);
    over(call);
    pass(3);
    // 5 s of wrap-up and 2 s of ringing; the points of the curve lie 3.6 s apart.
    near(7, joining(), 3.7);
  }

  @Test
  void agentWhoWillGo_doesNotCount_andOneWhoComesDoes() {
    known();
    answer(arrive());
    presence(ANA, new Presence.NotReady("break", true));
    assertEquals(Optional.empty(), estimator.joining(WATER, now));
    ready(BEN);
    assertEquals(Duration.ofSeconds(2), joining());
  }

  /// Ana talks, and is counted as before; how long Ben will be asked nobody knows.
  @Test
  void colleagueWhoIsAsked_doesNotCountUntilItIsOver() {
    known();
    answer(arrive());
    Duration alone = joining();
    ready(BEN);
    assertEquals(Duration.ofSeconds(2), joining());
    take(new AcdEvent.ConsultAsked(new ConsultId("1.7"), ANA, BEN));
    near((double) alone.toSeconds(), joining(), 1);
    take(new AcdEvent.ConsultEnded(new ConsultId("1.7")));
    assertEquals(Duration.ofSeconds(2), joining());
  }

  @Test
  void callThatIsOffered_waitsForThePickUp() {
    known();
    CallId call = arrive();
    pass(1);
    assertEquals(Duration.ofSeconds(1), remaining(call));
  }

  @Test
  void callerAheadWhoHangsUp_isNoLongerWaitedFor() {
    known();
    answer(arrive());
    CallId ahead = arrive();
    CallId last = arrive();
    near(120, remaining(last), 8);
    take(new AcdEvent.ForCall(ahead, new CallInput.HungUp()));
    near(60, remaining(last), 4);
    assertEquals(Optional.empty(), estimator.remaining(ahead, now));
  }

  /// One joins while Ana is free and is told 2 s, but she picks up after 5 only: 3 s wrong. The pick-up
  /// is then believed to be the mean of the six.
  @Test
  void error_isThatOfTheAnsweredCalls() {
    known();
    assertNull(estimator.joining(WATER, now).orElseThrow().error());
    CallId call = arrive();
    pass(3);
    answer(call);
    assertEquals(Duration.ofSeconds(3), estimator.joining(WATER, now).orElseThrow().error());
    assertEquals(Duration.ofSeconds(3), estimator.joining(now).orElseThrow().error());
  }

  @Test
  void afterASnapshot_itGoesOnWithWhatItHasLearnt() {
    known();
    answer(arrive());
    CallId waits = arrive();
    Duration before = remaining(waits);
    estimator.on(acd.snapshot(now));
    // That the phone has rung before the talk is not in a snapshot: 2 s younger.
    near(before.toNanos() / 1e9, remaining(waits), 3);
  }

  @Test
  void whatComesBeforeTheFirstSnapshot_isPassedOver() {
    ready(ANA);
    assertEquals(Optional.empty(), estimator.joining(WATER, now));
  }

  private static void near(double seconds, Duration wait, double tolerance) {
    assertEquals(seconds, wait.toNanos() / 1e9, tolerance);
  }

  private Duration joining() {
    return estimator.joining(WATER, now).orElseThrow().remaining();
  }

  private Duration remaining(CallId call) {
    return estimator.remaining(call, now).orElseThrow().remaining();
  }

  private void open() {
    estimator.on(acd.snapshot(now));
    take(
        new AcdEvent.SwitchSeen(
            now,
            new SwitchView(Map.of(), Map.of(), Set.of(), Set.of("ana", "ben"), Instant.EPOCH)));
  }

  /// Ana has handled as many calls as are needed to say something, and is free.
  private void known() {
    open();
    ready(ANA);
    for (int i = 0; i < Handling.LEAST_KNOWN; i++) {
      handle();
    }
  }

  private void handle() {
    CallId call = arrive();
    answer(call);
    pass(50);
    over(call);
    pass(8);
    wrapUpOver();
  }

  private void ready(AgentId agent) {
    presence(agent, new Presence.Ready());
  }

  private void presence(AgentId agent, Presence presence) {
    take(new AcdEvent.PresenceSet(agent, presence));
  }

  private CallId arrive() {
    CallId call = new CallId("c" + ++calls);
    pass(0);
    take(new AcdEvent.CallArrived(call, "", "311", "PJSIP/" + call));
    take(new AcdEvent.ForCall(call, new CallInput.AskedForPerson(Demand.of(WATER))));
    take(new AcdEvent.ForCall(call, new CallInput.Parked()));
    return call;
  }

  /// After 2 s of ringing.
  private void answer(CallId call) {
    pass(2);
    OfferId offer = Objects.requireNonNull(offers.get(call), "it is offered");
    take(new AcdEvent.OfferAnswered(offer));
    take(new AcdEvent.OfferConnected(offer));
  }

  private void over(CallId call) {
    OfferId offer = Objects.requireNonNull(offers.get(call), "it was offered");
    take(new AcdEvent.OfferOver(offer, OfferFailure.CALLER_LEFT));
  }

  private void wrapUpOver() {
    for (AgentId agent : new HashSet<>(wrapping.keySet())) {
      take(
          new AcdEvent.TimerFired(
              new AcdTimer.WrapUpOver(agent, Objects.requireNonNull(wrapping.remove(agent)))));
    }
  }

  private void pass(int seconds) {
    now = now.plusSeconds(seconds);
  }

  private void take(AcdEvent event) {
    var decision = acd.decide(event, now);
    decision.events().forEach(estimator::on);
    for (AcdCommand command : decision.commands()) {
      if (command instanceof AcdCommand.RingAgent ring) {
        offers.put(ring.call().id(), ring.offer());
      } else if (command instanceof AcdCommand.Wake(AcdTimer.WrapUpOver over, Instant _)) {
        wrapping.put(over.agent(), over.call());
      }
    }
  }
}
