package org.city311.ivr.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.Termination;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.OfferFailure;
import org.junit.jupiter.api.Test;

/// The ACD as a whole, driven by events at instants that the test makes up.
class AcdTest extends AcdScene {
  @Test
  void waitingCall_freeAgent_isOfferedAtOnce() {
    linkUp();
    ready(ANA);
    CallId call = waiting("c1", WATER);
    assertEquals(List.of("c1→ana"), rings());
    assertInstanceOf(CallState.Offered.class, call(call).state());
    assertEquals(AgentState.OFFERED, agent(ANA).state());
  }

  @Test
  void callOnTheWayIntoTheBridge_isNotOffered() {
    linkUp();
    ready(ANA);
    asked("c1", WATER);
    assertEquals(List.of(), rings());
  }

  @Test
  void twoCallersOneAgent_longestWaitingFirst_evenIfItEnteredTheBridgeLater() {
    linkUp();
    asked("first", WATER);
    waiting("second", WATER);
    parked("first");
    ready(BEN);
    assertEquals(List.of("first→ben"), rings());
  }

  @Test
  void twoAgents_longestIdleIsRung() {
    linkUp();
    ready(BEN);
    ready(ANA);
    waiting("c1", WATER);
    assertEquals(List.of("c1→ben"), rings());
  }

  @Test
  void agentOfTwoGroups_takesTheLongestWaitingOfBoth() {
    linkUp();
    waiting("s1", STREETS);
    waiting("w1", WATER);
    ready(ANA);
    assertEquals(List.of("s1→ana"), rings());
  }

  @Test
  void agentOfOtherGroup_isNotRung() {
    linkUp();
    ready(BEN);
    waiting("c1", STREETS);
    assertEquals(List.of(), rings());
  }

  @Test
  void noAnswer_agentIsNotReady_callGoesToTheNextAgentWithItsPlace() {
    linkUp();
    ready(BEN);
    ready(ANA);
    CallId call = waiting("c1", WATER);
    Instant queued = Objects.requireNonNull(call(call).times().queued());
    over(offerOf("c1", 1), OfferFailure.NO_ANSWER);
    assertEquals(List.of("c1→ben", "c1→ana"), rings());
    assertEquals(new Presence.NotReady("ring-no-answer", false), agent(BEN).presence());
    assertEquals(queued, call(call).times().queued());
  }

  @Test
  void onlyAgentDeclines_callWaits_andIsFirstWhenTheAgentIsReadyAgain() {
    linkUp();
    ready(BEN);
    waiting("c1", WATER);
    waiting("c2", WATER);
    over(offerOf("c1", 1), OfferFailure.DECLINED);
    assertEquals(List.of("c1→ben"), rings());
    ready(BEN);
    assertEquals(List.of("c1→ben", "c1→ben"), rings());
  }

  @Test
  void phoneUnreachable_comesBack_agentIsReadyAndServesTheWaiting() {
    linkUp();
    ready(BEN);
    waiting("c1", WATER);
    over(offerOf("c1", 1), OfferFailure.PHONE_UNREACHABLE);
    decide(new AcdEvent.PhoneSeen("ben", true));
    assertEquals(List.of("c1→ben", "c1→ben"), rings());
  }

  @Test
  void phoneCameBackWhileNoServerLooked_agentIsReadyAgain() {
    linkUp();
    ready(BEN);
    waiting("c1", WATER);
    over(offerOf("c1", 1), OfferFailure.PHONE_UNREACHABLE);
    reachable.add("ben");
    seen(Map.of(new CallId("c1"), parkedCaller()), Map.of(), false);
    assertEquals(List.of("c1→ben", "c1→ben"), rings());
  }

  @Test
  void callerLeft_agentKeepsTheTimeSpentIdle() {
    linkUp();
    ready(BEN);
    waiting("c1", WATER);
    ready(ANA);
    hangUp("c1");
    over(offerOf("c1", 1), OfferFailure.NO_ANSWER);
    waiting("c2", WATER);
    assertEquals(List.of("c1→ben", "c2→ben"), rings());
  }

  @Test
  void wholeCall_endsAnswered_agentWrapsUpAndIsReadyAgain() {
    linkUp();
    ready(ANA);
    talking("c1", ANA);
    over(offerOf("c1", 1), OfferFailure.NO_ANSWER);
    assertEquals(AgentState.WRAP_UP, agent(ANA).state());
    assertInstanceOf(CallState.Leaving.class, call(new CallId("c1")).state());
    now = now.plusSeconds(3);
    hangUp("c1");
    assertEnded("c1", Termination.Result.ANSWERED, Termination.Reason.AGENT_HUNG_UP);
    now = now.plus(WRAP_UP);
    fireTimers();
    assertEquals(AgentState.READY, agent(ANA).state());
  }

  @Test
  void callerHangsUpWhileRinging_phoneIsSilenced_agentStaysReady() {
    linkUp();
    ready(ANA);
    waiting("c1", WATER);
    hangUp("c1");
    assertEnded("c1", Termination.Result.ABANDONED, Termination.Reason.HUNG_UP_WHILE_RINGING);
    assertTrue(commands.contains(new AcdCommand.HangUpOffer(offerOf("c1", 1))));
    over(offerOf("c1", 1), OfferFailure.NO_ANSWER);
    assertEquals(AgentState.READY, agent(ANA).state());
  }

  @Test
  void agentHangsUpInWhisper_callerKeepsPlace_agentIsNotReady() {
    linkUp();
    ready(BEN);
    waiting("c1", WATER);
    decide(new AcdEvent.OfferAnswered(offerOf("c1", 1)));
    over(offerOf("c1", 1), OfferFailure.NO_ANSWER);
    assertInstanceOf(CallState.Waiting.class, call(new CallId("c1")).state());
    assertEquals(new Presence.NotReady("declined", false), agent(BEN).presence());
  }

  @Test
  void bridgeToldBeforeAnswer_theyTalk_andTheAnswerDoesNotHangUp() {
    linkUp();
    ready(ANA);
    waiting("c1", WATER);
    decide(new AcdEvent.OfferConnected(offerOf("c1", 1)));
    decide(new AcdEvent.OfferAnswered(offerOf("c1", 1)));
    assertInstanceOf(CallState.Talking.class, call(new CallId("c1")).state());
    assertTrue(commands.stream().noneMatch(AcdCommand.HangUpOffer.class::isInstance));
  }

  @Test
  void phoneThatRingsForEver_isGivenUpByTheLease() {
    linkUp();
    ready(BEN);
    waiting("c1", WATER);
    now = now.plus(settings.ring()).plus(AcdSettings.RING_GRACE);
    fireTimers();
    assertInstanceOf(CallState.Waiting.class, call(new CallId("c1")).state());
    assertEquals(new Presence.NotReady("ring-no-answer", false), agent(BEN).presence());
    assertTrue(commands.contains(new AcdCommand.LookAgain()));
  }

  @Test
  void whisperThatNeverEnds_isGivenUpByTheLease() {
    linkUp();
    ready(BEN);
    waiting("c1", WATER);
    decide(new AcdEvent.OfferAnswered(offerOf("c1", 1)));
    now = now.plus(AcdSettings.WHISPER_LEASE);
    fireTimers();
    assertTrue(commands.contains(new AcdCommand.HangUpOffer(offerOf("c1", 1))));
    assertEquals(List.of("c1→ben", "c1→ben"), rings());
  }

  @Test
  void callerGoneInTalk_agentsChannelStays_isEndedByTheLease() {
    linkUp();
    ready(BEN);
    talking("c1", BEN);
    hangUp("c1");
    now = now.plus(AcdSettings.LEG_LEASE);
    fireTimers();
    assertEquals(AgentState.WRAP_UP, agent(BEN).state());
  }

  @Test
  void linkDown_nothingIsOffered_untilTheSwitchIsSeen() {
    ready(ANA);
    waiting("c1", WATER);
    assertEquals(List.of(), rings());
    seen(Map.of(new CallId("c1"), parkedCaller()), Map.of(), false);
    assertEquals(List.of("c1→ana"), rings());
  }

  @Test
  void switchRestarted_allCallsAreEnded_agentsAreFreed() {
    linkUp();
    ready(ANA);
    ready(BEN);
    talking("talk", ANA);
    waiting("ring", WATER);
    now = now.plusSeconds(1);
    decide(new AcdEvent.SwitchLost());
    seen(Map.of(), Map.of(), true);
    assertEnded("talk", Termination.Result.ANSWERED, Termination.Reason.SWITCH_FAILED);
    assertEnded("ring", Termination.Result.LOST, Termination.Reason.SWITCH_FAILED);
    assertEquals(AgentState.WRAP_UP, agent(ANA).state());
    assertEquals(AgentState.READY, agent(BEN).state());
  }

  /// The leader's lease ran out while Asterisk was down; or nobody decided when it died.
  @Test
  void switchRestartedBetweenTwoLeaders_theSecondKnowsThatItsCallsAreLost() {
    linkUp();
    waiting("c1", WATER);
    CentreEvent.Snapshot saved = acd.snapshot(now);
    now = now.plusSeconds(5);
    Instant started = now;
    acd = acd(saved.calls(), saved.agents());
    CallId later = waiting("later", WATER);
    now = now.plusSeconds(60);
    decide(
        new AcdEvent.SwitchSeen(
            now, new SwitchView(Map.of(), Map.of(), Set.of(), reachable, started)));
    assertEnded("c1", Termination.Result.LOST, Termination.Reason.SWITCH_FAILED);
    assertEnded(later.value(), Termination.Result.ABANDONED, Termination.Reason.ENDED_UNSEEN);
  }

  /// One for each phone and minute would drown what the count of late events is for.
  @Test
  void phonesThatCanBeReached_areNoNewsOfTheirAgents() {
    reachable.add("ana");
    reachable.add("ben");
    linkUp();
    ready(ANA);
    Decision look =
        decide(
            new AcdEvent.SwitchSeen(
                now, new SwitchView(Map.of(), Map.of(), Set.of(), reachable, Instant.EPOCH)));
    assertEquals(List.of(), look.ignored());
  }

  @Test
  void serverRestarted_savedCallsGoOn_waitersKeepTheirOrder() {
    linkUp();
    ready(ANA);
    talking("talk", ANA);
    waiting("w1", WATER);
    waiting("w2", WATER);
    CentreEvent.Snapshot saved = acd.snapshot(now);
    acd = acd(saved.calls(), saved.agents());
    now = now.plusSeconds(5);
    seen(
        Map.of(
            new CallId("talk"), caller(),
            new CallId("w1"), parkedCaller(),
            new CallId("w2"), parkedCaller()),
        Map.of(offerOf("talk", 1), new SwitchView.AgentLeg("ana", new CallId("talk"))),
        false);
    assertEquals(AgentState.TALKING, agent(ANA).state());
    ready(BEN);
    assertEquals("w1→ben", rings().getLast());
  }

  @Test
  void serverRestartedWithNothingSaved_waitersAreTakenUpByTheirChannelsOwnWord() {
    Instant queued = now.minusSeconds(100);
    ready(BEN);
    seen(
        Map.of(
            new CallId("late"), waiterWithPlace(queued.plusSeconds(50)),
            new CallId("early"), waiterWithPlace(queued)),
        Map.of(),
        false);
    assertEquals(List.of("early→ben"), rings());
    assertEquals(queued, call(new CallId("early")).times().queued());
    assertEquals(Language.SPANISH, call(new CallId("early")).language());
  }

  @Test
  void serverRestartedWithNothingSaved_talkGoesOn_strayRingIsSilenced() {
    ready(ANA);
    OfferId talk = new OfferId("offer-x-1");
    OfferId stray = new OfferId("offer-y-1");
    seen(
        Map.of(new CallId("x"), waiterWithPlace(now.minusSeconds(9))),
        Map.of(
            talk, new SwitchView.AgentLeg("ana", new CallId("x")),
            stray, new SwitchView.AgentLeg("ben", null)),
        false);
    assertEquals(AgentState.TALKING, agent(ANA).state());
    assertTrue(commands.contains(new AcdCommand.HangUpOffer(stray)));
  }

  /// The channel of one who talks is in no waiting bridge.
  @Test
  void serverRestartedWithNothingSaved_oneTalks_andOneHearsTheGoodbye_neitherHasAbandoned() {
    SwitchView.Place place = new SwitchView.Place(Demand.of(WATER), now.minusSeconds(60));
    seen(
        Map.of(
            new CallId("talks"),
            leftTheBridge(place, false),
            new CallId("served"),
            leftTheBridge(place, true)),
        Map.of(new OfferId("offer-x-1"), new SwitchView.AgentLeg("ana", new CallId("talks"))),
        false);
    assertInstanceOf(CallState.Talking.class, call(new CallId("talks")).state());
    assertEquals(AgentState.TALKING, agent(ANA).state());
    assertNull(acd.call(new CallId("served")));
    hangUp("talks");
    assertEnded("talks", Termination.Result.ANSWERED, Termination.Reason.CALLER_HUNG_UP);
  }

  private static SwitchView.Caller leftTheBridge(SwitchView.Place place, boolean served) {
    return new SwitchView.Caller("PJSIP/t-1", "", "311", Language.ENGLISH, place, false, served);
  }

  @Test
  void serverDiedBeforeItWroteTheWishDown_theChannelsOwnWordCounts() {
    linkUp();
    decide(new AcdEvent.CallArrived(new CallId("c1"), "4105550100", "311", "PJSIP/t-c1"));
    Instant queued = now.minusSeconds(30);
    seen(Map.of(new CallId("c1"), waiterWithPlace(queued)), Map.of(), false);
    ready(BEN);
    assertEquals(List.of("c1→ben"), rings());
    assertEquals(queued, call(new CallId("c1")).times().queued());
  }

  @Test
  void offerJustDecided_isNotJudgedByALookThatMayHaveMissedIt() {
    linkUp();
    ready(BEN);
    waiting("c1", WATER);
    now = now.plusSeconds(1);
    seen(Map.of(new CallId("c1"), parkedCaller()), Map.of(), false);
    assertEquals(List.of("c1→ben"), rings());
    now = now.plus(AcdSettings.ORDER_ON_ITS_WAY);
    seen(Map.of(new CallId("c1"), parkedCaller()), Map.of(), false);
    assertTrue(commands.contains(new AcdCommand.HangUpOffer(offerOf("c1", 1))));
    assertEquals(List.of("c1→ben", "c1→ben"), rings());
  }

  /// A leader was killed between saving and ordering, or the order went into a link that broke.
  @Test
  void orderToRingThatGotLost_isLookedForOnceMore_costsSeconds_andIsNotTheAgentsFault() {
    linkUp();
    ready(BEN);
    CallId call = waiting("c1", WATER);
    acd = acd(List.of(call(call)), List.of(agent(BEN)));
    commands.clear();
    now = now.plusSeconds(2);
    seen(Map.of(call, parkedCaller()), Map.of(), false);
    assertEquals(AgentState.OFFERED, agent(BEN).state());
    now = now.plus(AcdSettings.ORDER_ON_ITS_WAY);
    fireTimers();
    assertTrue(commands.contains(new AcdCommand.LookAgain()));
    seen(Map.of(call, parkedCaller()), Map.of(), false);
    assertEquals(List.of("c1→ben"), rings());
    assertEquals(new Presence.Ready(), agent(BEN).presence());
  }

  /// It led until two seconds ago: what it ordered is there, or will never be.
  @Test
  void orderOfADeadLeaderThatGotLost_isJudgedByTheNextOnesFirstLook_soThatNobodyComesBefore() {
    linkUp();
    ready(BEN);
    CallId first = waiting("c1", WATER);
    now = now.plusSeconds(2);
    acd = acd(List.of(call(first)), List.of(agent(BEN)));
    commands.clear();
    now = now.plusMillis(100);
    seen(Map.of(first, parkedCaller()), Map.of(), false);
    assertTrue(commands.contains(new AcdCommand.HangUpOffer(offerOf("c1", 1))));
    assertEquals(List.of("c1→ben"), rings());
  }

  /// In a busy centre there always is one.
  @Test
  void offerDecidedAfterTheSwitchWasAsked_needsNoFurtherLook() {
    linkUp();
    ready(BEN);
    Instant asked = now;
    CallId call = waiting("c1", WATER);
    commands.clear();
    decide(
        new AcdEvent.SwitchSeen(
            asked,
            new SwitchView(
                Map.of(call, parkedCaller()), Map.of(), Set.of(), reachable, Instant.EPOCH)));
    assertTrue(
        commands.stream()
            .noneMatch(
                command ->
                    command instanceof AcdCommand.Wake wake
                        && wake.timer() instanceof AcdTimer.LookDue));
  }

  @Test
  void agentPickedUpWhileNoServerLooked_theyTalk() {
    linkUp();
    ready(BEN);
    waiting("c1", WATER);
    now = now.plusSeconds(5);
    seen(
        Map.of(new CallId("c1"), caller()),
        Map.of(offerOf("c1", 1), new SwitchView.AgentLeg("ben", new CallId("c1"))),
        false);
    assertInstanceOf(CallState.Talking.class, call(new CallId("c1")).state());
    assertEquals(AgentState.TALKING, agent(BEN).state());
  }

  @Test
  void talkThatBeganAndEndedWhileNoServerLooked_wasATalk_theCallerIsNotOfferedAgain() {
    linkUp();
    ready(ANA);
    CallId call = waiting("c1", WATER);
    seen(
        Map.of(
            call,
            new SwitchView.Caller("PJSIP/t-1", "", "311", Language.ENGLISH, null, false, true)),
        Map.of(),
        false);
    assertInstanceOf(CallState.Leaving.class, call(call).state());
    assertEquals(AgentState.WRAP_UP, agent(ANA).state());
    hangUp("c1");
    assertEquals(List.of("c1→ana"), rings());
  }

  @Test
  void offeredCallWhoseAgentIsNoLongerConfigured_waitsAgain() {
    linkUp();
    ready(BEN);
    CallId id = waiting("c1", WATER);
    Call offered = call(id);
    acd = acd(List.of(offered), List.of());
    now = now.plusSeconds(9);
    ready(ANA);
    seen(Map.of(id, parkedCaller()), Map.of(), false);
    assertEquals("c1→ana", rings().getLast());
    assertEquals(
        List.of(BEN),
        told.stream()
            .filter(CentreEvent.OfferFailed.class::isInstance)
            .map(event -> ((CentreEvent.OfferFailed) event).agent())
            .toList());
  }

  @Test
  void callThatEndedWhileNoServerLooked_isEndedUnseen() {
    linkUp();
    waiting("c1", WATER);
    now = now.plusSeconds(1);
    seen(Map.of(), Map.of(), false);
    assertEnded("c1", Termination.Result.ABANDONED, Termination.Reason.ENDED_UNSEEN);
  }

  @Test
  void callYoungerThanTheLook_isNotJudgedByIt() {
    linkUp();
    Instant asked = now;
    now = now.plusSeconds(1);
    waiting("c1", WATER);
    decide(
        new AcdEvent.SwitchSeen(
            asked, new SwitchView(Map.of(), Map.of(), Set.of(), Set.of(), Instant.EPOCH)));
    assertInstanceOf(CallState.Waiting.class, call(new CallId("c1")).state());
  }

  @Test
  void lookAskedForBeforeACallEnded_doesNotBringItBack() {
    linkUp();
    CallId call = waiting("c1", WATER);
    Instant asked = now;
    var slow =
        new SwitchView(
            Map.of(call, waiterWithPlace(asked)), Map.of(), Set.of(), reachable, Instant.EPOCH);
    hangUp("c1");
    decide(new AcdEvent.RecordConfirmed(call));
    decide(new AcdEvent.SwitchSeen(asked, slow));
    assertNull(acd.call(call));
    decide(new AcdEvent.CallArrived(call, "", "311", "PJSIP/t-c1"));
    assertNull(acd.call(call), "a flow's word that comes twice");
    now = now.plusSeconds(300);
    linkUp();
    decide(new AcdEvent.CallArrived(call, "", "311", "PJSIP/t-c1"));
    assertNull(acd.call(call), "the word of a node that was cut off for minutes");
  }

  @Test
  void serverDiedWhenOnlyTheCallsHalfOfATalkWasSaved_theLookMendsTheAgent() {
    linkUp();
    ready(ANA);
    CallId call = waiting("c1", WATER);
    Agent offered = agent(ANA);
    OfferId offer = offerOf("c1", 1);
    decide(new AcdEvent.OfferConnected(offer));
    acd = acd(List.of(call(call)), List.of(offered));
    seen(Map.of(call, caller()), Map.of(offer, new SwitchView.AgentLeg("ana", call)), false);
    assertEquals(AgentState.TALKING, agent(ANA).state());
    over(offer, OfferFailure.NO_ANSWER);
    assertInstanceOf(CallState.Leaving.class, call(call).state());
  }

  @Test
  void serverDiedWhenOnlyTheAgentsHalfOfATalkWasSaved_theLookMendsTheCall() {
    linkUp();
    ready(ANA);
    CallId call = waiting("c1", WATER);
    Call offered = call(call);
    OfferId offer = offerOf("c1", 1);
    decide(new AcdEvent.OfferConnected(offer));
    acd = acd(List.of(offered), List.of(agent(ANA)));
    seen(Map.of(call, caller()), Map.of(offer, new SwitchView.AgentLeg("ana", call)), false);
    assertInstanceOf(CallState.Talking.class, call(call).state());
  }

  @Test
  void serverDiedWhenOnlyTheCallsHalfOfAnOfferWasSaved_theyTalkByNow_theTalkIsTakenUp() {
    linkUp();
    ready(ANA);
    Agent free = agent(ANA);
    CallId call = waiting("c1", WATER);
    OfferId offer = offerOf("c1", 1);
    for (boolean sawTheTalk : new boolean[] {false, true}) {
      if (sawTheTalk) {
        decide(new AcdEvent.OfferConnected(offer));
      }
      acd = acd(List.of(call(call)), List.of(free));
      seen(Map.of(call, caller()), Map.of(offer, new SwitchView.AgentLeg("ana", call)), false);
      assertEquals(AgentState.TALKING, agent(ANA).state());
      assertInstanceOf(CallState.Talking.class, call(call).state());
      assertEquals(1, call(call).offers());
    }
  }

  @Test
  void serverDiedWhenOnlyTheCallsHalfOfAnOfferWasSaved_thePhoneRings_itIsSilencedAndRungAnew() {
    linkUp();
    ready(ANA);
    Agent free = agent(ANA);
    CallId call = waiting("c1", WATER);
    OfferId offer = offerOf("c1", 1);
    acd = acd(List.of(call(call)), List.of(free));
    commands.clear();
    seen(Map.of(call, parkedCaller()), Map.of(offer, new SwitchView.AgentLeg("ana", null)), false);
    assertTrue(commands.contains(new AcdCommand.HangUpOffer(offer)));
    assertEquals(List.of("c1→ana"), rings());
    assertEquals(2, call(call).offers());
  }

  @Test
  void serverDiedWhenOnlyTheAgentsHalfOfAnOfferWasSaved_theAgentIsFreed() {
    linkUp();
    CallId call = waiting("c1", WATER);
    Call waits = call(call);
    ready(ANA);
    ready(BEN);
    acd = acd(List.of(waits), List.of(agent(ANA), agent(BEN)));
    commands.clear();
    seen(Map.of(call, parkedCaller()), Map.of(), false);
    assertEquals(List.of("c1→ana"), rings());
    assertEquals(AgentState.OFFERED, agent(ANA).state());
    assertEquals(AgentState.READY, agent(BEN).state());
  }

  /// The call's half still told of the offer before.
  @Test
  void serverDiedWhenOnlyTheNextAgentsHalfWasSaved_nobodyIsOfferedTwice() {
    linkUp();
    ready(BEN);
    CallId call = waiting("c1", WATER);
    Call offeredToBen = call(call);
    now = now.plusSeconds(10);
    ready(ANA);
    over(offerOf("c1", 1), OfferFailure.NO_ANSWER);
    assertEquals(AgentState.OFFERED, agent(ANA).state());
    acd = acd(List.of(offeredToBen), List.of(agent(ANA), agent(BEN)));
    seen(Map.of(call, parkedCaller()), Map.of(), false);
    ready(BEN);
    assertEquals(
        1,
        List.of(ANA, BEN).stream().filter(id -> agent(id).state() == AgentState.OFFERED).count());
    assertEquals(agent(ANA).state() == AgentState.OFFERED ? ANA : BEN, call(call).agent());
  }

  @Test
  void serverDiedBeforeTheGoodbye_callerBeginsAnewAndAsksForAPerson_isServed() {
    linkUp();
    ready(ANA);
    decide(new AcdEvent.CallArrived(new CallId("c1"), "", "311", "PJSIP/t-c1"));
    decide(new AcdEvent.ForCall(new CallId("c1"), new CallInput.FlowEnded()));
    decide(new AcdEvent.ForCall(new CallId("c1"), new CallInput.ChoseLanguage(Language.SPANISH)));
    decide(new AcdEvent.ForCall(new CallId("c1"), new CallInput.AskedForPerson(Demand.of(WATER))));
    parked("c1");
    assertEquals(List.of("c1→ana"), rings());
  }

  @Test
  void endedCall_isKeptUntilItsRecordIsConfirmed() {
    linkUp();
    waiting("c1", WATER);
    hangUp("c1");
    assertEquals(1, acd.snapshot(now).calls().size());
    Decision decision = decide(new AcdEvent.RecordConfirmed(new CallId("c1")));
    assertEquals(Set.of(new CallId("c1")), decision.forgotten());
    assertEquals(0, acd.snapshot(now).calls().size());
  }

  @Test
  void lateAndUnknownEvents_areIgnoredAndCounted_notThrown() {
    linkUp();
    OfferId unknown = new OfferId("offer-unknown");
    assertEquals(
        1, decide(new AcdEvent.OfferOver(unknown, OfferFailure.NO_ANSWER)).ignored().size());
    assertEquals(1, decide(new AcdEvent.OfferConnected(unknown)).ignored().size());
    hangUp("nobody");
    assertEquals(List.of(), told.stream().filter(CentreEvent.CallEnded.class::isInstance).toList());
  }

  @Test
  void answeredButUnknownOffer_isHungUp() {
    linkUp();
    OfferId unknown = new OfferId("offer-unknown");
    decide(new AcdEvent.OfferAnswered(unknown));
    assertTrue(commands.contains(new AcdCommand.HangUpOffer(unknown)));
  }

  @Test
  void eventsOfACall_areToldInOrder() {
    linkUp();
    ready(ANA);
    talking("c1", ANA);
    over(offerOf("c1", 1), OfferFailure.NO_ANSWER);
    hangUp("c1");
    assertEquals(
        List.of(
            "CallArrived", "CallQueued", "CallOffered", "CallAnswered", "TalkEnded", "CallEnded"),
        told.stream()
            .filter(event -> !(event instanceof CentreEvent.AgentChanged))
            .map(event -> event.getClass().getSimpleName())
            .toList());
  }
}
