package org.city311.ivr.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Callback;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Termination.Result;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.routing.OpeningHours;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Residents who asked to be called back in a city that calls them before any agent.
class ResidentFirstTest extends RoutingScene {
  private static final Duration PAUSE = Duration.ofMinutes(5);
  private static final Duration KEEP = Duration.ofHours(24);
  private static final Duration RING = Duration.ofSeconds(25);
  private static final CallId BACK = new CallId("callback-second");
  private static final CallId OTHER = new CallId("callback-third");

  @BeforeEach
  void begin() {
    settings =
        new AcdSettings(
            settings.ring(),
            Duration.ZERO,
            2,
            Duration.ZERO,
            settings.directWait(),
            new CallbackTerms(
                2, PAUSE, KEEP, RING, OpeningHours.always(), CallbackTerms.First.RESIDENT));
    agents(agent(ANA, Map.of()), agent(BEN, Map.of()));
  }

  private void isToBeCalledBack(String id) {
    asks(id, Demand.of(WATER));
    decide(new AcdEvent.ForCall(new CallId(id), new CallInput.TakenOut(Treatment.CALLBACK)));
    decide(new AcdEvent.CallbackAsked(call(new CallId(id)), "410555" + id.hashCode()));
    hangUp(id);
  }

  private void happens(CallInput input) {
    decide(new AcdEvent.ForCall(BACK, input));
  }

  private void picksUp() {
    happens(new CallInput.ResidentAnswered());
  }

  /// The key brings them into the waiting bridge.
  private void saysToBeThere() {
    picksUp();
    happens(new CallInput.Parked());
  }

  /// Whoever is called first, in the order of the calls.
  private List<CallId> calledFirst() {
    return commands.stream()
        .filter(AcdCommand.CallResidentFirst.class::isInstance)
        .map(command -> ((AcdCommand.CallResidentFirst) command).call().id())
        .toList();
  }

  private Callback wish() {
    return Objects.requireNonNull(call(BACK).callback());
  }

  private void later(Duration time) {
    now = now.plus(time);
    fireTimers();
  }

  private List<String> told(CallId id) {
    return told.stream()
        .filter(event -> event instanceof CentreEvent.OfCall of && of.call().id().equals(id))
        .map(event -> event.getClass().getSimpleName())
        .toList();
  }

  private void assertState(Class<? extends CallState> state) {
    assertInstanceOf(state, call(BACK).state());
  }

  @Test
  void turnHasCome_theResidentIsCalled_andTheAgentServesWhoComesNextMeanwhile() {
    isToBeCalledBack("second");
    asks("later", Demand.of(WATER));
    assertEquals(List.of(), calledFirst(), "nobody is free for them");
    ready(ANA);
    assertEquals(List.of(BACK), calledFirst());
    assertEquals(List.of("later→ana"), rings());
    asks("last", Demand.of(WATER));
    saysToBeThere();
    assertState(CallState.Waiting.class);
    assertTrue(call(BACK).isThere());

    finish("later", ANA);
    assertEquals(List.of("later→ana", BACK + "→ana"), rings(), "in the place it has kept");
    decide(new AcdEvent.OfferAnswered(offerOf(BACK.value(), 1)));
    decide(new AcdEvent.OfferConnected(offerOf(BACK.value(), 1)));
    assertEquals(AgentState.TALKING, agent(ANA).state());
    happens(new CallInput.HungUp());
    over(offerOf(BACK.value(), 1), OfferFailure.NO_ANSWER);

    assertEnded(BACK.value(), Result.CALLBACK_CONNECTED, Reason.CALLER_HUNG_UP);
    assertEquals(List.of("later→ana", BACK + "→ana", "last→ana"), rings());
    assertEquals(
        List.of(
            "CallbackAsked",
            "CallbackPlaced",
            "CallbackReached",
            "CallBack",
            "CallOffered",
            "CallAnswered",
            "TalkEnded",
            "CallEnded"),
        told(BACK));
    assertEquals(List.of(1, 1, 0), List.of(wish().tries(), wish().answers(), wish().machines()));
    assertFalse(commands.contains(new AcdCommand.HangUpResident(BACK)));
  }

  @Test
  void agentIsFreeStill_hasTheResidentAsSoonAsTheyAreThere() {
    ready(ANA);
    asks("first", Demand.of(WATER));
    isToBeCalledBack("second");
    finish("first", ANA);
    assertEquals(AgentState.READY, agent(ANA).state(), "reserved for nobody");
    saysToBeThere();
    assertEquals(List.of("first→ana", BACK + "→ana"), rings());
  }

  @Test
  void oneAgentIsFree_residentsAreCalledOneAfterTheOther() {
    isToBeCalledBack("second");
    isToBeCalledBack("third");
    ready(ANA);
    assertEquals(List.of(BACK), calledFirst());
    happens(new CallInput.HungUp());
    assertEquals(List.of(BACK, OTHER), calledFirst());
    decide(new AcdEvent.ForCall(OTHER, new CallInput.Parked()));
    assertEquals(List.of(OTHER + "→ana"), rings());
  }

  @Test
  void twoAgentsAreFree_twoAreCalled() {
    isToBeCalledBack("second");
    isToBeCalledBack("third");
    isToBeCalledBack("fourth");
    ready(ANA);
    ready(BEN);
    assertEquals(List.of(BACK, OTHER), calledFirst());
  }

  @Test
  void machinePicksUp_pressesNothing_andIsCalledAgain_untilTheTriesAreOver() {
    isToBeCalledBack("second");
    ready(ANA);
    picksUp();
    happens(new CallInput.HungUp());
    assertState(CallState.Postponed.class);
    later(PAUSE);
    assertEquals(List.of(BACK, BACK), calledFirst());
    picksUp();
    happens(new CallInput.HungUp());
    assertEnded(BACK.value(), Result.CALLBACK_EXPIRED, Reason.NOT_REACHED);
    assertEquals(List.of(2, 2, 2), List.of(wish().tries(), wish().answers(), wish().machines()));
    assertEquals(
        List.of(
            "CallbackAsked",
            "CallbackPlaced",
            "CallbackReached",
            "CallbackMachine",
            "CallbackMoved",
            "CallbackMoved",
            "CallbackPlaced",
            "CallbackReached",
            "CallbackMachine",
            "CallEnded"),
        told(BACK));
    assertEquals(List.of(), rings(), "no agent was bothered");
  }

  @Test
  void nobodyPicksUp_isNoMachine() {
    isToBeCalledBack("second");
    ready(ANA);
    happens(new CallInput.HungUp());
    assertState(CallState.Postponed.class);
    assertEquals(List.of(1, 0, 0), List.of(wish().tries(), wish().answers(), wish().machines()));
  }

  @Test
  void residentIsThere_andHangsUp_hasGivenUp_whetherOrNotAPhoneRang() {
    isToBeCalledBack("second");
    isToBeCalledBack("third");
    asks("later", Demand.of(WATER));
    ready(ANA);
    saysToBeThere();
    happens(new CallInput.HungUp());
    assertEnded(BACK.value(), Result.CALLBACK_GAVE_UP, Reason.HUNG_UP_WAITING);

    finish("later", ANA);
    decide(new AcdEvent.ForCall(OTHER, new CallInput.Parked()));
    assertEquals(List.of("later→ana", OTHER + "→ana"), rings());
    decide(new AcdEvent.ForCall(OTHER, new CallInput.HungUp()));
    assertEnded(OTHER.value(), Result.CALLBACK_GAVE_UP, Reason.HUNG_UP_WHILE_RINGING);
    assertTrue(commands.contains(new AcdCommand.HangUpOffer(offerOf(OTHER.value(), 1))));
    over(offerOf(OTHER.value(), 1), OfferFailure.NO_ANSWER);
    assertEquals(AgentState.READY, agent(ANA).state());
  }

  @Test
  void residentNeedsNobodyAnyMore_itIsCancelled() {
    isToBeCalledBack("second");
    ready(ANA);
    picksUp();
    happens(new CallInput.GivenUp(Reason.CANCELLED_BY_RESIDENT));
    assertEnded(BACK.value(), Result.CALLBACK_CANCELLED, Reason.CANCELLED_BY_RESIDENT);
  }

  @Test
  void residentCancelsByAnotherTelephone_theirPhoneIsSilenced() {
    isToBeCalledBack("second");
    ready(ANA);
    happens(new CallInput.GivenUp(Reason.CANCELLED_BY_RESIDENT));
    assertTrue(commands.contains(new AcdCommand.HangUpResident(BACK)));
  }

  @Test
  void agentDoesNotPickUp_theResidentWaitsOnInTheirPlace() {
    isToBeCalledBack("second");
    ready(ANA);
    saysToBeThere();
    over(offerOf(BACK.value(), 1), OfferFailure.DECLINED);
    assertState(CallState.Waiting.class);
    assertFalse(commands.contains(new AcdCommand.HangUpResident(BACK)));
    asks("later", Demand.of(WATER));
    ready(BEN);
    assertEquals(List.of(BACK + "→ana", BACK + "→ben"), rings());
  }

  @Test
  void nothingIsHeardOfTheCall_itsLeaseEndsIt() {
    isToBeCalledBack("second");
    ready(ANA);
    picksUp();
    later(RING.plus(CallbackTerms.QUESTION_LEASE));
    assertState(CallState.Postponed.class);
    assertTrue(commands.contains(new AcdCommand.HangUpResident(BACK)));
    happens(new CallInput.Parked());
    assertState(CallState.Postponed.class);
  }

  /// A talk that is about to begin is not given up, and nobody is put off who waits on the line.
  @Test
  void residentIsThere_theCallbackExpiresNoMore() {
    isToBeCalledBack("second");
    ready(ANA);
    saysToBeThere();
    over(offerOf(BACK.value(), 1), OfferFailure.DECLINED);
    later(KEEP.plusMinutes(1));
    assertState(CallState.Waiting.class);
  }

  // ---- servers and switches that die

  @Test
  void newServer_findsThemThere_orStillAsked_orGone() {
    isToBeCalledBack("second");
    ready(ANA);
    takenOver();
    now = now.plusSeconds(30);
    seen(Map.of(BACK, caller()), Map.of(), false);
    assertState(CallState.Calling.class);
    assertFalse(commands.contains(new AcdCommand.HangUpResident(BACK)));
    seen(Map.of(BACK, parkedCaller()), Map.of(), false);
    assertEquals(List.of(BACK + "→ana"), rings());
    assertEquals(List.of(1, 0), List.of(wish().answers(), wish().machines()));
    assertEquals(List.of("CallbackReached", "CallBack", "CallOffered"), told(BACK).subList(2, 5));
  }

  @Test
  void newServer_findsNoChannel_theCallbackIsPutOff_andTheLeaseIsItsOwn() {
    isToBeCalledBack("second");
    ready(ANA);
    takenOver();
    now = now.plusSeconds(30);
    seen(Map.of(), Map.of(), false);
    assertState(CallState.Postponed.class);
    later(PAUSE);
    takenOver();
    seen(Map.of(BACK, caller()), Map.of(), false);
    later(RING.plus(CallbackTerms.QUESTION_LEASE));
    assertState(CallState.Ended.class);
  }

  @Test
  void orderIsOnItsWay_aLookDoesNotJudgeIt() {
    isToBeCalledBack("second");
    ready(ANA);
    seen(Map.of(), Map.of(), false);
    assertState(CallState.Calling.class);
  }

  @Test
  void switchStartsAnewWhileTheyWait_theyAreCalledAgain_andWhoIsGoneUnseenHasGivenUp() {
    isToBeCalledBack("second");
    asks("later", Demand.of(WATER));
    ready(ANA);
    saysToBeThere();
    now = now.plusSeconds(10);
    seen(Map.of(), Map.of(), true);
    assertState(CallState.Postponed.class);
    later(PAUSE);
    saysToBeThere();
    now = now.plusSeconds(10);
    seen(Map.of(), Map.of(), false);
    assertEnded(BACK.value(), Result.CALLBACK_GAVE_UP, Reason.ENDED_UNSEEN);
  }

  @Test
  void whatAnOlderServerSaved_isAnAgentFirst() {
    Call asker =
        Call.arriving(new CallId("second"), "", "311", "PJSIP/t-1", now)
            .queuedFor(Demand.of(WATER), now);
    Callback wish = new Callback("4105550100", 2, PAUSE, now.plus(KEEP), null);
    acd = acd(List.of(Call.back(asker, wish, now)), List.of());
    linkUp();
    ready(ANA);
    assertEquals(List.of(BACK + "→ana"), rings());
  }
}
