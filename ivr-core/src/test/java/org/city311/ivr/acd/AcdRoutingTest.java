package org.city311.ivr.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.ivr.routing.Strategy;
import org.junit.jupiter.api.Test;

/// Skills, priorities, strategies, and changes at run time.
class AcdRoutingTest extends RoutingScene {
  private static final AgentId CARLA = new AgentId("carla");
  private static final SkillId PIPES = new SkillId("pipes");

  // ---- skills and preference

  @Test
  void callAsksForSpanish_onlyWhoSpeaksItIsRung_evenIfIdleForLess() {
    agents(agent(ANA, Map.of()), agent(BEN, Map.of(SPANISH, 1)));
    ready(ANA);
    ready(BEN);
    asks("c1", new Demand(WATER, Map.of(SPANISH, 1), 0, null));
    assertEquals(List.of("c1→ben"), rings());
  }

  @Test
  void callAsksForALevel_lessIsNotEnough() {
    agents(agent(ANA, Map.of(SPANISH, 2)), agent(BEN, Map.of(SPANISH, 3)));
    ready(ANA);
    ready(BEN);
    asks("c1", new Demand(WATER, Map.of(SPANISH, 3), 0, null));
    assertEquals(List.of("c1→ben"), rings());
  }

  @Test
  void groupAsksForASkill_agentOfTheGroupWithoutItIsNotRung() {
    routing(List.of(water(Map.of(PIPES, 2), Strategy.LONGEST_IDLE)), agent(ANA, Map.of()));
    ready(ANA);
    asks("c1", Demand.of(WATER));
    assertEquals(List.of(), rings());
  }

  @Test
  void firstInLineNobodyCanServe_doesNotHoldUpTheOthers() {
    agents(agent(ANA, Map.of()));
    asks("spanish", new Demand(WATER, Map.of(SPANISH, 1), 0, null));
    asks("other", Demand.of(WATER));
    ready(ANA);
    assertEquals(List.of("other→ana"), rings());
  }

  @Test
  void agentWhoPrefersTheGroup_isRungBeforeTheLongerIdle() {
    agents(
        new AgentProfile(ANA, "Ana", "ana", Map.of(WATER, 2), Map.of()),
        new AgentProfile(BEN, "Ben", "ben", Map.of(WATER, 1), Map.of()));
    ready(ANA);
    ready(BEN);
    asks("c1", Demand.of(WATER));
    assertEquals(List.of("c1→ben"), rings());
  }

  // ---- who is next

  @Test
  void higherPriority_goesFirst_thenTheLongestWaiting() {
    agents(agent(ANA, Map.of()));
    asks("low", Demand.of(WATER));
    asks("high-1", urgent(5));
    asks("high-2", urgent(5));
    ready(ANA);
    finish("high-1", ANA);
    finish("high-2", ANA);
    assertEquals(List.of("high-1→ana", "high-2→ana", "low→ana"), rings());
  }

  @Test
  void groupsPriority_isAddedOnce_andAGroupChangedLaterCostsNothingOfThePlace() {
    routing(
        List.of(
            group(STREETS, 3, List.of(), OpeningHours.always(), Closing.SERVE),
            SkillGroup.plain(WATER, Map.of("en", "Water"))),
        new AgentProfile(ANA, "Ana", "ana", Map.of(WATER, 1, STREETS, 1), Map.of()));
    asks("w", Demand.of(WATER));
    asks("s", Demand.of(STREETS));
    decide(
        new AcdEvent.RoutingChanged(
            new Routing(
                List.of(
                    SkillGroup.plain(STREETS, Map.of("en", "Streets")),
                    SkillGroup.plain(WATER, Map.of("en", "Water"))),
                acd.routing().agents())));
    ready(ANA);
    assertEquals(List.of("s→ana"), rings());
  }

  @Test
  void ageing_aStepOfPriorityIsWorthAWait_soLowPriorityDoesNotStarve() {
    settings =
        new AcdSettings(settings.ring(), WRAP_UP, 1, Duration.ofSeconds(60), settings.directWait());
    agents(agent(ANA, Map.of()));
    asks("low", Demand.of(WATER));
    now = now.plusSeconds(50);
    asks("sooner", urgent(1));
    now = now.plusSeconds(20);
    asks("later", urgent(1));
    ready(ANA);
    finish("sooner", ANA);
    finish("low", ANA);
    assertEquals(List.of("sooner→ana", "low→ana", "later→ana"), rings());
  }

  // ---- which agent

  @Test
  void mostSkilled_isRungFirst() {
    routing(
        List.of(water(Map.of(PIPES, 1), Strategy.MOST_SKILLED)),
        agent(ANA, Map.of(PIPES, 3)),
        agent(BEN, Map.of(PIPES, 8)));
    ready(ANA);
    ready(BEN);
    asks("c1", Demand.of(WATER));
    assertEquals(List.of("c1→ben"), rings());
  }

  @Test
  void linear_theFirstOfTheListIsRung_howeverShortlyIdle() {
    routing(
        List.of(water(Map.of(), Strategy.LINEAR)),
        agent(CARLA, Map.of()),
        agent(ANA, Map.of()),
        agent(BEN, Map.of()));
    ready(BEN);
    ready(ANA);
    asks("c1", Demand.of(WATER));
    assertEquals(List.of("c1→ana"), rings());
  }

  @Test
  void circular_whoWasRungLeastRecently_alsoWhenTheOfferCameToNothing() {
    routing(
        List.of(water(Map.of(), Strategy.CIRCULAR)), agent(ANA, Map.of()), agent(BEN, Map.of()));
    ready(ANA);
    ready(BEN);
    asks("c1", Demand.of(WATER));
    hangUp("c1");
    over(offerOf("c1", 1), OfferFailure.CALLER_LEFT);
    asks("c2", Demand.of(WATER));
    assertEquals(List.of("c1→ana", "c2→ben"), rings());
  }

  @Test
  void fewestCalls_sinceSigningIn_isRungFirst() {
    routing(
        List.of(water(Map.of(), Strategy.FEWEST_CALLS)),
        agent(ANA, Map.of()),
        agent(BEN, Map.of()));
    ready(ANA);
    asks("c1", Demand.of(WATER));
    finish("c1", ANA);
    decide(new AcdEvent.PresenceSet(ANA, new Presence.Ready()));
    ready(BEN);
    asks("c2", Demand.of(WATER));
    assertEquals(List.of("c1→ana", "c2→ben"), rings());
  }

  // ---- misses, holds, wrap-up

  @Test
  void missedOnce_staysReadyAtTheEndOfTheLine_missedTwiceInARow_isNotReady() {
    settings = new AcdSettings(settings.ring(), WRAP_UP, 2, Duration.ZERO, settings.directWait());
    agents(agent(ANA, Map.of()), agent(BEN, Map.of()));
    ready(ANA);
    ready(BEN);
    asks("c1", Demand.of(WATER));
    over(offerOf("c1", 1), OfferFailure.NO_ANSWER);
    assertEquals(List.of("c1→ana", "c1→ben"), rings());
    assertEquals(AgentState.READY, agent(ANA).state());
    over(offerOf("c1", 2), OfferFailure.NO_ANSWER);
    over(offerOf("c1", 3), OfferFailure.NO_ANSWER);
    assertEquals(
        new Presence.NotReady(Presence.NotReady.RING_NO_ANSWER, false), agent(ANA).presence());
  }

  @Test
  void hold_showsOnTheBoard_andTheTalkEndsAsAnyOther() {
    agents(agent(ANA, Map.of()));
    ready(ANA);
    asks("c1", Demand.of(WATER));
    decide(new AcdEvent.OfferConnected(offerOf("c1", 1)));
    decide(new AcdEvent.OfferHeld(offerOf("c1", 1), true));
    assertEquals(AgentState.HOLD, agent(ANA).state());
    decide(new AcdEvent.OfferHeld(offerOf("c1", 1), false));
    assertEquals(AgentState.TALKING, agent(ANA).state());
    decide(new AcdEvent.OfferHeld(offerOf("c1", 1), true));
    over(offerOf("c1", 1), OfferFailure.NO_ANSWER);
    assertEquals(AgentState.WRAP_UP, agent(ANA).state());
  }

  @Test
  void wrapUpExtended_lastsLonger_neverAnHour() {
    agents(agent(ANA, Map.of()));
    ready(ANA);
    asks("c1", Demand.of(WATER));
    decide(new AcdEvent.OfferConnected(offerOf("c1", 1)));
    over(offerOf("c1", 1), OfferFailure.NO_ANSWER);
    Instant since = agent(ANA).since();
    decide(new AcdEvent.WrapUpExtended(ANA, Duration.ofSeconds(30)));
    now = since.plusSeconds(20);
    fireTimers();
    assertEquals(AgentState.WRAP_UP, agent(ANA).state());
    decide(new AcdEvent.WrapUpExtended(ANA, Duration.ofDays(1)));
    now = since.plus(AcdSettings.MAX_WRAP_UP);
    fireTimers();
    assertEquals(AgentState.READY, agent(ANA).state());
  }

  @Test
  void wrapUpsTimerIsEarlyByTheClock_itIsSetAgain() {
    agents(agent(ANA, Map.of()));
    ready(ANA);
    asks("c1", Demand.of(WATER));
    decide(new AcdEvent.OfferConnected(offerOf("c1", 1)));
    over(offerOf("c1", 1), OfferFailure.NO_ANSWER);
    commands.clear();
    decide(new AcdEvent.TimerFired(new AcdTimer.WrapUpOver(ANA, new CallId("c1"))));
    assertEquals(AgentState.WRAP_UP, agent(ANA).state());
    now = now.plus(WRAP_UP);
    fireTimers();
    assertEquals(AgentState.READY, agent(ANA).state());
  }

  // ---- direct offers

  @Test
  void directOffer_waitsForItsAgent_whileAnotherIsFree_untilItsTimeIsOver() {
    agents(agent(ANA, Map.of()), agent(BEN, Map.of()));
    ready(ANA);
    asks("busy", Demand.of(WATER));
    decide(new AcdEvent.OfferConnected(offerOf("busy", 1)));
    ready(BEN);
    asks("c1", new Demand(WATER, Map.of(), 0, ANA));
    assertEquals(List.of("busy→ana"), rings());
    now = now.plus(settings.directWait());
    fireTimers();
    assertEquals(List.of("busy→ana", "c1→ben"), rings());
  }

  @Test
  void directOffer_itsAgentComesFree_getsItBeforeEarlierOnesOfLowerRankOnly() {
    agents(agent(ANA, Map.of()));
    ready(ANA);
    asks("busy", Demand.of(WATER));
    asks("c1", new Demand(WATER, Map.of(), 1, ANA));
    finish("busy", ANA);
    assertEquals(List.of("busy→ana", "c1→ana"), rings());
  }

  @Test
  void directOffer_itsAgentSignsOutOrIsUnknown_theGroupTakesItAtOnce() {
    agents(agent(ANA, Map.of()), agent(BEN, Map.of()));
    ready(ANA);
    asks("busy", Demand.of(WATER));
    decide(new AcdEvent.OfferConnected(offerOf("busy", 1)));
    ready(BEN);
    asks("c1", new Demand(WATER, Map.of(), 0, ANA));
    decide(new AcdEvent.PresenceSet(ANA, new Presence.SignedOut()));
    assertEquals(List.of("busy→ana", "c1→ben"), rings());
    asks("c2", new Demand(WATER, Map.of(), 0, new AgentId("nobody")));
    finish("c1", BEN);
    assertEquals("c2→ben", rings().getLast());
  }

  // ---- changes at run time

  @Test
  void agentAdded_takesTheCallThatWaits() {
    agents(agent(ANA, Map.of()));
    asks("c1", Demand.of(WATER));
    decide(
        new AcdEvent.RoutingChanged(
            new Routing(routing.groups(), List.of(agent(ANA, Map.of()), agent(BEN, Map.of())))));
    ready(BEN);
    assertEquals(List.of("c1→ben"), rings());
  }

  @Test
  void agentGivenTheSkill_whileReady_isRungAtOnce() {
    agents(agent(ANA, Map.of()));
    ready(ANA);
    asks("c1", new Demand(WATER, Map.of(SPANISH, 1), 0, null));
    decide(
        new AcdEvent.RoutingChanged(
            new Routing(routing.groups(), List.of(agent(ANA, Map.of(SPANISH, 1))))));
    assertEquals(List.of("c1→ana"), rings());
  }

  @Test
  void agentRemoved_idle_isGoneAtOnce_talking_afterTheTalk() {
    agents(agent(ANA, Map.of()), agent(BEN, Map.of()));
    ready(ANA);
    asks("c1", Demand.of(WATER));
    decide(new AcdEvent.OfferConnected(offerOf("c1", 1)));
    ready(BEN);
    Decision change = decide(new AcdEvent.RoutingChanged(new Routing(routing.groups(), List.of())));
    assertEquals(Set.of(BEN), change.gone());
    assertNull(acd.agent(BEN));
    assertEquals(AgentState.TALKING, agent(ANA).state());
    over(offerOf("c1", 1), OfferFailure.NO_ANSWER);
    now = now.plus(WRAP_UP);
    fireTimers();
    assertNull(acd.agent(ANA));
    assertTrue(told.contains(new CentreEvent.AgentGone(now, ANA)));
  }

  @Test
  void agentRemovedInATalk_andTheServerDies_theTalkIsGoneOnWith() {
    agents(agent(ANA, Map.of()));
    ready(ANA);
    asks("c1", Demand.of(WATER));
    decide(new AcdEvent.OfferConnected(offerOf("c1", 1)));
    routing = new Routing(routing.groups(), List.of(agent(BEN, Map.of())));
    decide(new AcdEvent.RoutingChanged(routing));
    takenOver();
    CallId call = new CallId("c1");
    seen(
        Map.of(call, caller()),
        Map.of(offerOf("c1", 1), new SwitchView.AgentLeg("ana", call)),
        false);
    over(offerOf("c1", 1), OfferFailure.NO_ANSWER);
    assertInstanceOf(CallState.Leaving.class, call(call).state());
    now = now.plus(WRAP_UP);
    fireTimers();
    assertNull(acd.agent(ANA));
  }

  @Test
  void agentRemoved_andAnotherGetsThePhoneInTheSameChange_thePhoneIsTheOthers() {
    agents(agent(ANA, Map.of()), agent(BEN, Map.of()));
    ready(BEN);
    AgentProfile ben = new AgentProfile(BEN, "Ben", "ana", Map.of(WATER, 1), Map.of());
    decide(new AcdEvent.RoutingChanged(new Routing(routing.groups(), List.of(ben))));
    decide(new AcdEvent.PhoneSeen("ana", false));
    assertEquals(AgentState.NOT_READY, agent(BEN).state());
  }

  @Test
  void agentRemovedInATalk_andAnotherGetsThePhone_itStaysTheOthersWhenTheTalkIsOver() {
    agents(agent(ANA, Map.of()));
    ready(ANA);
    asks("c1", Demand.of(WATER));
    decide(new AcdEvent.OfferConnected(offerOf("c1", 1)));
    AgentProfile ben = new AgentProfile(BEN, "Ben", "ana", Map.of(WATER, 1), Map.of());
    decide(new AcdEvent.RoutingChanged(new Routing(routing.groups(), List.of(ben))));
    ready(BEN);
    over(offerOf("c1", 1), OfferFailure.NO_ANSWER);
    now = now.plus(WRAP_UP);
    fireTimers();
    assertNull(acd.agent(ANA));
    decide(new AcdEvent.PhoneSeen("ana", false));
    assertEquals(AgentState.NOT_READY, agent(BEN).state());
  }

  @Test
  void groupRemoved_itsCallersAreServedByTheFirstGroup_inTheirPlace() {
    linkUp();
    asks("orphan", Demand.of(STREETS));
    asks("later", Demand.of(WATER));
    decide(
        new AcdEvent.RoutingChanged(
            new Routing(
                List.of(SkillGroup.plain(WATER, Map.of("en", "Water"))),
                List.of(agent(ANA, Map.of())))));
    ready(ANA);
    assertEquals(List.of("orphan→ana"), rings());
  }

  @Test
  void strategyChanged_whileOneWaits_thePlaceStays() {
    agents(agent(ANA, Map.of()));
    asks("c1", Demand.of(WATER));
    asks("c2", Demand.of(WATER));
    decide(
        new AcdEvent.RoutingChanged(
            new Routing(List.of(water(Map.of(), Strategy.LINEAR)), List.of(agent(ANA, Map.of())))));
    ready(ANA);
    assertEquals(List.of("c1→ana"), rings());
    assertFalse(told.stream().anyMatch(CentreEvent.CallEnded.class::isInstance));
  }
}
