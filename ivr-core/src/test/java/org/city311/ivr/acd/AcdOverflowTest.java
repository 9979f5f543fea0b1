package org.city311.ivr.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Termination.Result;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.OverflowStep;
import org.city311.ivr.routing.OverflowStep.AddGroups;
import org.city311.ivr.routing.OverflowStep.AfterWait;
import org.city311.ivr.routing.OverflowStep.Treat;
import org.city311.ivr.routing.OverflowStep.WhenWaiting;
import org.city311.ivr.routing.OverflowStep.Widen;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.junit.jupiter.api.Test;

/// The ladder, closing time, and what follows from a new server or a new routing.
class AcdOverflowTest extends RoutingScene {
  @Test
  void ladder_widensTheSkillsWhenTheWaitIsLong_andTheCallKeepsItsPlace() {
    routing(
        List.of(
            ladder(
                new OverflowStep(
                    new AfterWait(Duration.ofSeconds(30)), new Widen(Map.of(SPANISH, 0))))),
        agent(ANA, Map.of()));
    asks("spanish", new Demand(WATER, Map.of(SPANISH, 1), 0, null));
    ready(ANA);
    Instant queued = call(new CallId("spanish")).times().queued();
    assertEquals(List.of(), rings());
    now = now.plusSeconds(30);
    fireTimers();
    assertEquals(List.of("spanish→ana"), rings());
    assertEquals(queued, call(new CallId("spanish")).times().queued());
  }

  @Test
  void ladder_addsAGroupForWhoFindsManyWaiting_notForTheOthers() {
    SkillGroup water = ladder(new OverflowStep(new WhenWaiting(1), new AddGroups(Set.of(STREETS))));
    routing(
        List.of(water, SkillGroup.plain(STREETS, Map.of("en", "Streets"))),
        new AgentProfile(ANA, "Ana", "ana", Map.of(STREETS, 1), Map.of()));
    asks("first", Demand.of(WATER));
    ready(ANA);
    assertEquals(List.of(), rings());
    asks("second", Demand.of(WATER));
    assertEquals(List.of("second→ana"), rings());
  }

  @Test
  void ladder_tellsWeAreFull_theCallerIsTakenOut_hangsUp_andCountsAsOverflowed() {
    routing(
        List.of(ladder(new OverflowStep(new WhenWaiting(0), new Treat(Treatment.FULL)))),
        agent(ANA, Map.of()));
    asks("c1", Demand.of(WATER));
    assertTrue(commands.stream().anyMatch(AcdCommand.Treat.class::isInstance));
    ready(ANA);
    assertEquals(List.of(), rings());
    hangUp("c1");
    assertEnded("c1", Result.OVERFLOWED, Reason.TOLD_FULL);
  }

  @Test
  void callbackRefused_callerIsBackInTheOldPlace_andNotAskedAgain() {
    routing(
        List.of(
            ladder(
                new OverflowStep(
                    new AfterWait(Duration.ofSeconds(30)), new Treat(Treatment.CALLBACK)))),
        agent(ANA, Map.of()));
    asks("first", Demand.of(WATER));
    asks("second", Demand.of(WATER));
    now = now.plusSeconds(30);
    fireTimers();
    parked("second");
    parked("first");
    ready(ANA);
    assertEquals(List.of("first→ana"), rings());
    assertEquals(2, commands.stream().filter(AcdCommand.Treat.class::isInstance).count());
  }

  @Test
  void messageLeft_theHangUpCameFirst_theFlowsWordCounts() {
    leavesForAMessage();
    hangUp("c1");
    assertInstanceOf(CallState.Treated.class, call(new CallId("c1")).state());
    outcome("c1", CallInput.Outcome.LEFT_A_MESSAGE);
    assertEnded("c1", Result.OVERFLOWED, Reason.LEFT_A_MESSAGE);
  }

  @Test
  void hangUpInAMessage_noWordFromTheFlow_isAbandonedByTheLease() {
    leavesForAMessage();
    hangUp("c1");
    now = now.plus(AcdSettings.TREATMENT_LEASE);
    fireTimers();
    assertEnded("c1", Result.ABANDONED, Reason.HUNG_UP_IN_OVERFLOW);
  }

  @Test
  void messageLeft_aLookSawThatTheCallerHasGone_theFlowsWordCounts() {
    leavesForAMessage();
    now = now.plusSeconds(1);
    seen(Map.of(), Map.of(), false);
    now = now.plusSeconds(1);
    seen(Map.of(), Map.of(), false);
    outcome("c1", CallInput.Outcome.LEFT_A_MESSAGE);
    assertEnded("c1", Result.OVERFLOWED, Reason.LEFT_A_MESSAGE);
  }

  @Test
  void hangUpInAMessage_noWordFromTheFlow_isAbandonedAlsoByTheNextServer() {
    leavesForAMessage();
    hangUp("c1");
    takenOver();
    now = now.plusSeconds(1);
    seen(Map.of(), Map.of(), false);
    assertInstanceOf(CallState.Treated.class, call(new CallId("c1")).state());
    now = now.plus(AcdSettings.TREATMENT_LEASE);
    fireTimers();
    assertEnded("c1", Result.ABANDONED, Reason.HUNG_UP_IN_OVERFLOW);
  }

  @Test
  void lookThatSawTheCallerOnTheWayOut_doesNotBringItBack_oneThatSeesItStillThereDoes() {
    leavesForAMessage();
    ready(ANA);
    now = now.plusSeconds(1);
    seen(Map.of(new CallId("c1"), parkedCaller()), Map.of(), false);
    assertInstanceOf(CallState.Treated.class, call(new CallId("c1")).state());
    assertEquals(List.of(), rings());
    now = now.plus(AcdSettings.ORDER_ON_ITS_WAY);
    fireTimers();
    assertTrue(commands.contains(new AcdCommand.LookAgain()));
    seen(Map.of(new CallId("c1"), parkedCaller()), Map.of(), false);
    assertEquals(List.of("c1→ana"), rings());
  }

  @Test
  void rungDueWhileThePhoneRings_isTakenWhenTheOfferCameToNothing() {
    routing(
        List.of(
            ladder(
                new OverflowStep(
                    new AfterWait(Duration.ofSeconds(10)), new Treat(Treatment.MESSAGE)))),
        agent(ANA, Map.of()));
    ready(ANA);
    asks("c1", Demand.of(WATER));
    now = now.plusSeconds(10);
    fireTimers();
    assertInstanceOf(CallState.Offered.class, call(new CallId("c1")).state());
    over(offerOf("c1", 1), OfferFailure.DECLINED);
    assertInstanceOf(CallState.Treated.class, call(new CallId("c1")).state());
  }

  @Test
  void newServer_setsTheLaddersTimersAnew_andTakesTheRungsThatAreDue() {
    routing(
        List.of(
            ladder(
                new OverflowStep(
                    new AfterWait(Duration.ofSeconds(30)), new Treat(Treatment.MESSAGE)))),
        agent(ANA, Map.of()));
    asks("due", Demand.of(WATER));
    now = now.plusSeconds(20);
    asks("later", Demand.of(WATER));
    var calls = List.of(call(new CallId("due")), call(new CallId("later")));
    commands.clear();
    now = now.plusSeconds(15);
    acd = acd(calls, List.of());
    seen(
        Map.of(new CallId("due"), AcdScene.parkedCaller(), new CallId("later"), parkedCaller()),
        Map.of(),
        false);
    assertInstanceOf(CallState.Treated.class, call(new CallId("due")).state());
    assertInstanceOf(CallState.Waiting.class, call(new CallId("later")).state());
    now = now.plusSeconds(20);
    fireTimers();
    assertInstanceOf(CallState.Treated.class, call(new CallId("later")).state());
  }

  // ---- opening hours

  @Test
  void closingTime_whoWaitsIsAskedForAMessage_whenTheGroupSaysSo() {
    routing(List.of(untilFour(Closing.MESSAGE)), agent(ANA, Map.of()));
    asks("c1", Demand.of(WATER));
    now = Instant.parse("2026-01-01T16:00:00Z");
    fireTimers();
    assertInstanceOf(CallState.Treated.class, call(new CallId("c1")).state());
    asks("late", Demand.of(WATER));
    assertInstanceOf(CallState.Treated.class, call(new CallId("late")).state());
  }

  @Test
  void closingTime_whoWaitsIsStillServed_whenTheGroupSaysSo() {
    routing(List.of(untilFour(Closing.SERVE)), agent(ANA, Map.of()));
    asks("c1", Demand.of(WATER));
    now = Instant.parse("2026-01-01T16:00:00Z");
    fireTimers();
    ready(ANA);
    assertEquals(List.of("c1→ana"), rings());
  }

  @Test
  void phoneRingsAtClosingTime_missed_theCallerIsAskedForAMessage() {
    routing(List.of(untilFour(Closing.MESSAGE)), agent(ANA, Map.of()));
    now = Instant.parse("2026-01-01T15:59:55Z");
    ready(ANA);
    asks("c1", Demand.of(WATER));
    now = Instant.parse("2026-01-01T16:00:00Z");
    fireTimers();
    assertInstanceOf(CallState.Offered.class, call(new CallId("c1")).state());
    told.clear();
    over(offerOf("c1", 1), OfferFailure.NO_ANSWER);
    assertInstanceOf(CallState.Treated.class, call(new CallId("c1")).state());
    assertEquals(
        List.of("AgentChanged", "OfferFailed", "CallTreated"),
        told.stream().map(event -> event.getClass().getSimpleName()).toList());
  }

  @Test
  void closedWhileNoServerLed_whoWaitsIsAskedForAMessageByTheNext() {
    routing(List.of(untilFour(Closing.MESSAGE)), agent(ANA, Map.of()));
    now = Instant.parse("2026-01-01T15:59:55Z");
    asks("c1", Demand.of(WATER));
    takenOver();
    now = Instant.parse("2026-01-01T16:00:05Z");
    seen(Map.of(new CallId("c1"), parkedCaller()), Map.of(), false);
    assertInstanceOf(CallState.Treated.class, call(new CallId("c1")).state());
  }

  @Test
  void hoursChangedSoThatTheGroupIsClosed_whoWaitsIsAskedForAMessage() {
    agents(agent(ANA, Map.of()));
    asks("c1", Demand.of(WATER));
    now = Instant.parse("2026-01-01T16:30:00Z");
    groupBecomes(untilFour(Closing.MESSAGE));
    assertInstanceOf(CallState.Treated.class, call(new CallId("c1")).state());
  }

  @Test
  void routingChangedAgainAndAgain_oneTimerWatchesAGroupsHours() {
    routing(List.of(untilFour(Closing.MESSAGE)), agent(ANA, Map.of()));
    for (int i = 0; i < 10; i++) {
      groupBecomes(untilFour(Closing.MESSAGE));
    }
    assertEquals(1, hoursWatched());
    now = Instant.parse("2026-01-01T16:00:00Z");
    fireTimers();
    fireTimers();
    assertEquals(2, hoursWatched(), "the next opening too");
  }

  @Test
  void closingTimesTimerIsEarlyByTheClock_itIsSetAgain() {
    routing(List.of(untilFour(Closing.MESSAGE)), agent(ANA, Map.of()));
    asks("c1", Demand.of(WATER));
    Instant four = Instant.parse("2026-01-01T16:00:00Z");
    now = four.minusSeconds(2);
    decide(new AcdEvent.TimerFired(new AcdTimer.HoursChange(WATER, four)));
    assertEquals(2, hoursWatched());
    now = four;
    fireTimers();
    assertInstanceOf(CallState.Treated.class, call(new CallId("c1")).state());
  }

  // ---- joining, and coming back

  @Test
  void callbackRefused_manyHaveComeMeanwhile_isNotToldThatWeAreFull() {
    routing(
        List.of(
            ladder(
                after(30, new Treat(Treatment.CALLBACK)),
                new OverflowStep(new WhenWaiting(2), new Treat(Treatment.FULL)))),
        agent(ANA, Map.of()));
    asks("first", Demand.of(WATER));
    now = now.plusSeconds(30);
    fireTimers();
    asks("second", Demand.of(WATER));
    asks("third", Demand.of(WATER));
    parked("first");
    assertInstanceOf(CallState.Waiting.class, call(new CallId("first")).state());
    asks("fourth", Demand.of(WATER));
    assertInstanceOf(CallState.Treated.class, call(new CallId("fourth")).state());
  }

  @Test
  void takenUpByAServerThatKnowsNobody_theyHaveJoinedLongAgo_andAreNotToldThatWeAreFull() {
    routing(
        List.of(ladder(new OverflowStep(new WhenWaiting(1), new Treat(Treatment.FULL)))),
        agent(ANA, Map.of()));
    seen(
        Map.of(
            new CallId("one"), waiterWithPlace(now.minusSeconds(30)),
            new CallId("two"), waiterWithPlace(now.minusSeconds(20))),
        Map.of(),
        false);
    assertInstanceOf(CallState.Waiting.class, call(new CallId("one")).state());
    assertInstanceOf(CallState.Waiting.class, call(new CallId("two")).state());
  }

  @Test
  void directAgentLeavesBeforeTheCallerIsInTheBridge_theGroupTakesItAtOnce() {
    agents(agent(ANA, Map.of()), agent(BEN, Map.of()));
    ready(ANA);
    asks("busy", Demand.of(WATER));
    decide(new AcdEvent.OfferConnected(offerOf("busy", 1)));
    ready(BEN);
    decide(new AcdEvent.CallArrived(new CallId("c1"), "", "311", "PJSIP/t-c1"));
    Demand direct = new Demand(WATER, Map.of(), 0, ANA);
    decide(new AcdEvent.ForCall(new CallId("c1"), new CallInput.AskedForPerson(direct)));
    decide(new AcdEvent.PresenceSet(ANA, new Presence.SignedOut()));
    parked("c1");
    assertEquals(List.of("busy→ana", "c1→ben"), rings());
  }

  // ---- another server, another ladder

  @Test
  void newServer_aPhoneWasRinging_theLadderGoesOnWhenTheOfferCameToNothing() {
    routing(List.of(ladder(after(30, new Treat(Treatment.MESSAGE)))), agent(ANA, Map.of()));
    ready(ANA);
    asks("c1", Demand.of(WATER));
    takenOver();
    now = now.plusSeconds(5);
    seen(
        Map.of(new CallId("c1"), parkedCaller()),
        Map.of(offerOf("c1", 1), new SwitchView.AgentLeg("ana", null)),
        false);
    over(offerOf("c1", 1), OfferFailure.NO_ANSWER);
    assertInstanceOf(CallState.Waiting.class, call(new CallId("c1")).state());
    now = now.plusSeconds(30);
    fireTimers();
    assertInstanceOf(CallState.Treated.class, call(new CallId("c1")).state());
  }

  @Test
  void timerThatGotLost_theNextLookTakesTheRung() {
    routing(List.of(ladder(after(30, new Treat(Treatment.MESSAGE)))), agent(ANA, Map.of()));
    asks("c1", Demand.of(WATER));
    now = now.plusSeconds(40);
    seen(Map.of(new CallId("c1"), parkedCaller()), Map.of(), false);
    assertInstanceOf(CallState.Treated.class, call(new CallId("c1")).state());
  }

  @Test
  void rungAdded_reachesThoseWhoWaitAlready() {
    agents(agent(ANA, Map.of()));
    asks("long", Demand.of(WATER));
    now = now.plusSeconds(40);
    asks("short", Demand.of(WATER));
    groupBecomes(ladder(after(30, new Treat(Treatment.CALLBACK))));
    assertInstanceOf(CallState.Treated.class, call(new CallId("long")).state());
    assertInstanceOf(CallState.Waiting.class, call(new CallId("short")).state());
    now = now.plusSeconds(30);
    fireTimers();
    assertInstanceOf(CallState.Treated.class, call(new CallId("short")).state());
  }

  @Test
  void rungRemoved_theOneThatHasItsNumberNowIsStillTaken() {
    OverflowStep callback = after(30, new Treat(Treatment.CALLBACK));
    routing(
        List.of(ladder(after(10, new Widen(Map.of(SPANISH, 0))), callback)), agent(ANA, Map.of()));
    asks("c1", Demand.of(WATER));
    now = now.plusSeconds(10);
    fireTimers();
    groupBecomes(ladder(callback));
    now = now.plusSeconds(20);
    fireTimers();
    assertInstanceOf(CallState.Treated.class, call(new CallId("c1")).state());
  }

  @Test
  void rungsTimeChanged_whoHasRefusedIsNotAskedAgain() {
    routing(List.of(ladder(after(30, new Treat(Treatment.CALLBACK)))), agent(ANA, Map.of()));
    asks("c1", Demand.of(WATER));
    now = now.plusSeconds(30);
    fireTimers();
    parked("c1");
    groupBecomes(ladder(after(60, new Treat(Treatment.CALLBACK))));
    now = now.plusSeconds(60);
    fireTimers();
    assertInstanceOf(CallState.Waiting.class, call(new CallId("c1")).state());
  }

  /// Two rungs that do the same are told apart by their times.
  @Test
  void rungsThatDoTheSame_eachIsItself() {
    OverflowStep early = after(30, new Treat(Treatment.CALLBACK));
    OverflowStep late = after(300, new Treat(Treatment.CALLBACK));
    OverflowStep later = after(600, new Treat(Treatment.CALLBACK));
    assertEquals(0b1, Rungs.carriedOver(0b01, List.of(early, late), List.of(early, later)));
    assertEquals(0b0, Rungs.carriedOver(0b01, List.of(early, late), List.of(late)));
    assertEquals(0b10, Rungs.carriedOver(0b01, List.of(early, late), List.of(late, early)));
  }

  private static OverflowStep after(int seconds, OverflowStep.Action action) {
    return new OverflowStep(new AfterWait(Duration.ofSeconds(seconds)), action);
  }

  private void groupBecomes(SkillGroup group) {
    decide(new AcdEvent.RoutingChanged(new Routing(List.of(group), routing.agents())));
  }

  private long hoursWatched() {
    return commands.stream()
        .filter(AcdCommand.Wake.class::isInstance)
        .map(AcdCommand.Wake.class::cast)
        .filter(wake -> wake.timer() instanceof AcdTimer.HoursChange)
        .count();
  }
}
