package org.city311.ivr.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.city311.ivr.acd.CallbackTerms.First;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Callback;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Termination.Result;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.OverflowStep;
import org.city311.ivr.routing.OverflowStep.Treat;
import org.city311.ivr.routing.OverflowStep.WhenWaiting;
import org.city311.ivr.routing.SkillGroup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Residents who asked to be called back: their place, their turn, and what comes between.
class CallbacksTest extends RoutingScene {
  private static final String NUMBER = "4105550100";
  private static final Duration PAUSE = Duration.ofMinutes(5);
  private static final Duration KEEP = Duration.ofHours(24);
  private static final Duration RING = Duration.ofSeconds(25);
  private static final String BACK = "callback-second";
  private static final CallId CALLBACK = new CallId(BACK);

  @BeforeEach
  void begin() {
    callBack(OpeningHours.always());
  }

  private void callBack(OpeningHours hours) {
    settings =
        new AcdSettings(
            settings.ring(),
            Duration.ZERO,
            2,
            Duration.ZERO,
            settings.directWait(),
            new CallbackTerms(2, PAUSE, KEEP, RING, hours, First.AGENT));
    agents(agent(ANA, Map.of()), agent(BEN, Map.of()));
  }

  /// Three wait, and the second of them asks to be called back, and hangs up.
  private void threeOfWhomTheSecondIsToBeCalledBack() {
    asks("first", Demand.of(WATER));
    asks("second", Demand.of(WATER));
    asks("third", Demand.of(WATER));
    wantsToBeCalledBack("second", NUMBER);
    hangUp("second");
  }

  private void wantsToBeCalledBack(String id, String number) {
    decide(new AcdEvent.ForCall(new CallId(id), new CallInput.TakenOut(Treatment.CALLBACK)));
    decide(new AcdEvent.CallbackAsked(call(new CallId(id)), number));
  }

  /// Ana is rung for the callback, picks up, and waits for the resident, who is called.
  private void anaWaitsForTheResident() {
    asks("second", Demand.of(WATER));
    wantsToBeCalledBack("second", NUMBER);
    ready(ANA);
    anaPicksUpAndWaits(1);
  }

  private void anaPicksUpAndWaits(int offer) {
    decide(new AcdEvent.OfferAnswered(offerOf(BACK, offer)));
    decide(new AcdEvent.AgentWaits(offerOf(BACK, offer)));
  }

  private void residentDoesNotAnswer() {
    decide(new AcdEvent.ForCall(CALLBACK, new CallInput.HungUp()));
  }

  private List<AcdCommand> calledOut() {
    return commands.stream().filter(AcdCommand.CallResident.class::isInstance).toList();
  }

  private Callback wish() {
    return Objects.requireNonNull(call(CALLBACK).callback());
  }

  private void later(Duration time) {
    now = now.plus(time);
    fireTimers();
  }

  private void assertCallbackEnded(Result result, Reason reason) {
    assertEnded(BACK, result, reason);
  }

  @Test
  void callback_isServedInItsTurn_betweenTwoOrdinaryCallers() {
    threeOfWhomTheSecondIsToBeCalledBack();
    assertEnded("second", Result.CALLED_BACK, Reason.ASKED_TO_BE_CALLED_BACK);
    assertEquals(call(new CallId("second")).times().queued(), call(CALLBACK).times().queued());

    ready(ANA);
    finish("first", ANA);
    assertEquals(List.of("first→ana", BACK + "→ana"), rings());
    anaPicksUpAndWaits(1);
    assertEquals(
        List.of(new AcdCommand.CallResident(call(CALLBACK), offerOf(BACK, 1))), calledOut());
    decide(new AcdEvent.ForCall(CALLBACK, new CallInput.ResidentAnswered()));
    decide(new AcdEvent.OfferConnected(offerOf(BACK, 1)));
    assertEquals(AgentState.TALKING, agent(ANA).state());
    decide(new AcdEvent.ForCall(CALLBACK, new CallInput.HungUp()));
    over(offerOf(BACK, 1), OfferFailure.NO_ANSWER);

    assertCallbackEnded(Result.CALLBACK_CONNECTED, Reason.CALLER_HUNG_UP);
    assertEquals(List.of("first→ana", BACK + "→ana", "third→ana"), rings());
  }

  @Test
  void callback_isToldOnceAtEachStep() {
    threeOfWhomTheSecondIsToBeCalledBack();
    ready(ANA);
    finish("first", ANA);
    anaPicksUpAndWaits(1);
    decide(new AcdEvent.ForCall(CALLBACK, new CallInput.ResidentAnswered()));
    decide(new AcdEvent.OfferConnected(offerOf(BACK, 1)));
    decide(new AcdEvent.ForCall(CALLBACK, new CallInput.HungUp()));
    assertEquals(
        List.of(
            "CallbackAsked",
            "CallOffered",
            "CallbackPlaced",
            "CallbackReached",
            "CallAnswered",
            "TalkEnded",
            "CallEnded"),
        toldOf(CALLBACK));
    assertEquals(1, wish().tries());
    assertEquals(1, wish().answers());
  }

  private List<String> toldOf(CallId id) {
    return told.stream()
        .filter(event -> event instanceof CentreEvent.OfCall e && e.call().id().equals(id))
        .map(event -> event.getClass().getSimpleName())
        .toList();
  }

  @Test
  void residentDoesNotAnswer_agentIsFreeForTheNext_andTheCallbackGoesFirstAgainAfterThePause() {
    anaWaitsForTheResident();
    residentDoesNotAnswer();
    assertTrue(commands.contains(new AcdCommand.HangUpOffer(offerOf(BACK, 1))));
    over(offerOf(BACK, 1), OfferFailure.NO_ANSWER);
    assertEquals(AgentState.READY, agent(ANA).state());
    assertInstanceOf(CallState.Postponed.class, call(CALLBACK).state());

    asks("third", Demand.of(WATER));
    decide(new AcdEvent.OfferConnected(offerOf("third", 1)));
    asks("fourth", Demand.of(WATER));
    later(PAUSE);
    assertInstanceOf(CallState.Waiting.class, call(CALLBACK).state());
    over(offerOf("third", 1), OfferFailure.NO_ANSWER);
    assertEquals(List.of(BACK + "→ana", "third→ana", BACK + "→ana"), rings());
  }

  @Test
  void residentIsNeverReached_theCallbackExpires_andItIsTold() {
    anaWaitsForTheResident();
    residentDoesNotAnswer();
    over(offerOf(BACK, 1), OfferFailure.NO_ANSWER);
    later(PAUSE);
    anaPicksUpAndWaits(2);
    residentDoesNotAnswer();

    assertCallbackEnded(Result.CALLBACK_EXPIRED, Reason.NOT_REACHED);
    assertEquals("CallEnded", toldOf(CALLBACK).getLast());
    assertTrue(commands.contains(new AcdCommand.HangUpOffer(offerOf(BACK, 2))));
    assertEquals(2, wish().tries());
  }

  @Test
  void nobodyHasTimeForTheCallback_itExpires() {
    asks("second", Demand.of(WATER));
    wantsToBeCalledBack("second", NUMBER);
    later(KEEP.minusMinutes(1));
    assertInstanceOf(CallState.Waiting.class, call(CALLBACK).state());
    later(Duration.ofMinutes(1));
    assertCallbackEnded(Result.CALLBACK_EXPIRED, Reason.OUT_OF_TIME);
    ready(ANA);
    assertEquals(List.of(), rings());
  }

  @Test
  void agentHangsUpWhileTheResidentsPhoneRings_itIsSilenced_andTriedAgainInAMoment() {
    anaWaitsForTheResident();
    over(offerOf(BACK, 1), OfferFailure.NO_ANSWER);
    assertTrue(commands.contains(new AcdCommand.HangUpResident(CALLBACK)));
    assertEquals(AgentState.NOT_READY, agent(ANA).state(), "as after any offer");
    residentDoesNotAnswer();
    ready(BEN);
    assertEquals(List.of(BACK + "→ana"), rings());
    later(CallbackTerms.LEAST_PAUSE);
    assertEquals(List.of(BACK + "→ana", BACK + "→ben"), rings());
  }

  @Test
  void agentDoesNotPickUp_theResidentIsNotCalled_andNothingIsLostOfThePlace() {
    threeOfWhomTheSecondIsToBeCalledBack();
    ready(ANA);
    finish("first", ANA);
    over(offerOf(BACK, 1), OfferFailure.NO_ANSWER);
    assertEquals(List.of("first→ana", BACK + "→ana", BACK + "→ana"), rings());
    assertEquals(List.of(), calledOut());
  }

  @Test
  void residentCancels_whoeverIsRungForItIsFree() {
    anaWaitsForTheResident();
    decide(new AcdEvent.ForCall(CALLBACK, new CallInput.GivenUp(Reason.CANCELLED_BY_RESIDENT)));
    assertCallbackEnded(Result.CALLBACK_CANCELLED, Reason.CANCELLED_BY_RESIDENT);
    assertTrue(commands.contains(new AcdCommand.HangUpResident(CALLBACK)));
    assertTrue(commands.contains(new AcdCommand.HangUpOffer(offerOf(BACK, 1))));
    over(offerOf(BACK, 1), OfferFailure.NO_ANSWER);
    assertEquals(AgentState.READY, agent(ANA).state());
  }

  @ParameterizedTest
  @ValueSource(strings = {NUMBER, "1" + NUMBER, "+1" + NUMBER})
  void numberIsToBeCalledBackAlready_theEarlierPlaceIsKept_andThereIsOne(String written) {
    asks("second", Demand.of(WATER));
    wantsToBeCalledBack("second", NUMBER);
    asks("again", Demand.of(WATER));
    wantsToBeCalledBack("again", written);
    assertEnded("again", Result.CALLED_BACK, Reason.ASKED_TO_BE_CALLED_BACK);
    assertNull(acd.call(Callback.idFor(new CallId("again"))));
    assertInstanceOf(CallState.Waiting.class, call(CALLBACK).state());
  }

  @Test
  void askedTwice_orAgainAfterItsEndWasForgotten_thereIsOne() {
    asks("second", Demand.of(WATER));
    wantsToBeCalledBack("second", NUMBER);
    AcdEvent again = new AcdEvent.CallbackAsked(call(new CallId("second")), NUMBER);
    decide(again);
    assertEquals(1, told.stream().filter(CentreEvent.CallbackAsked.class::isInstance).count());
    decide(new AcdEvent.ForCall(CALLBACK, new CallInput.GivenUp(Reason.CANCELLED_BY_RESIDENT)));
    decide(new AcdEvent.RecordConfirmed(CALLBACK));
    decide(again);
    assertNull(acd.call(CALLBACK));
  }

  @Test
  void callerWentBackToWait_theWishComesTooLate() {
    asks("second", Demand.of(WATER));
    Call waiting = call(new CallId("second"));
    decide(new AcdEvent.CallbackAsked(waiting, NUMBER));
    assertNull(acd.call(CALLBACK));
    assertInstanceOf(CallState.Waiting.class, call(new CallId("second")).state());
  }

  /// A server that died had saved the end of the call, and neither the callback nor its word to the flow.
  @Test
  void halfOfTheWishWasSaved_theFlowAsksAgain_nothingIsLost() {
    asks("second", Demand.of(WATER));
    Call asker = call(new CallId("second"));
    wantsToBeCalledBack("second", NUMBER);
    Call ended = call(new CallId("second"));
    acd = acd(List.of(ended), List.of());
    linkUp();
    decide(new AcdEvent.RecordConfirmed(new CallId("second")));
    decide(new AcdEvent.CallbackAsked(asker, NUMBER));
    assertEquals(asker.times().queued(), call(CALLBACK).times().queued());
  }

  // ---- when nobody is there

  private static final Duration NIGHT = Duration.ofHours(14);

  /// A call that has not asked for a person: the office is closed.
  ///
  /// @return when it opens
  private Instant asksAtNight(String id, String number) {
    decide(new AcdEvent.CallArrived(new CallId(id), "4105550100", "311", "PJSIP/" + id));
    Instant opens = now.plus(NIGHT);
    AcdEvent.Later later = new AcdEvent.Later(Demand.of(WATER), opens);
    decide(new AcdEvent.CallbackAsked(call(new CallId(id)), number, later));
    return opens;
  }

  @Test
  void askedForWhenItIsClosed_isCalledWhenItOpens_beforeWhoCallsThen() {
    Instant opens = asksAtNight("second", NUMBER);
    assertEquals(new CallState.Postponed(opens), call(CALLBACK).state());
    assertEquals(call(CALLBACK).times().arrived(), call(CALLBACK).times().queued());
    assertEquals(opens.plus(KEEP), wish().expires());
    ready(ANA);
    decide(new AcdEvent.ForCall(new CallId("second"), new CallInput.FlowEnded()));
    hangUp("second");
    assertEnded("second", Result.LEFT_IN_IVR, Reason.ENDED_BY_FLOW);
    later(NIGHT.minusSeconds(1));
    assertEquals(List.of(), rings());
    later(Duration.ofSeconds(1));
    assertEquals(List.of(BACK + "→ana"), rings());
  }

  @Test
  void askedForWhenItIsFull_waitsForTheNextDay_inTheOldPlace() {
    asks("second", Demand.of(WATER));
    Instant queued = call(new CallId("second")).times().queued();
    now = now.plusSeconds(60);
    decide(new AcdEvent.ForCall(new CallId("second"), new CallInput.TakenOut(Treatment.FULL)));
    AcdEvent.Later later = new AcdEvent.Later(Demand.of(WATER), now.plus(NIGHT));
    decide(new AcdEvent.CallbackAsked(call(new CallId("second")), NUMBER, later));
    assertEnded("second", Result.CALLED_BACK, Reason.ASKED_TO_BE_CALLED_BACK);
    assertEquals(queued, call(CALLBACK).times().queued());
    assertEquals(new CallState.Postponed(later.from()), call(CALLBACK).state());
  }

  @Test
  void askedTwiceWhenItIsClosed_thereIsOne_andItOutlivesTheLeader() {
    asksAtNight("second", NUMBER);
    AcdEvent.Later later = new AcdEvent.Later(Demand.of(WATER), now.plus(NIGHT).plusSeconds(5));
    decide(new AcdEvent.CallbackAsked(call(new CallId("second")), NUMBER, later));
    Call saved = call(CALLBACK);
    acd = acd(List.of(saved), List.of());
    linkUp();
    ready(ANA);
    assertEquals(List.of(), rings());
    later(NIGHT);
    assertEquals(List.of(BACK + "→ana"), rings());
  }

  @Test
  void whatIsPromisedForAMomentThatHasPassed_waitsAtOnce() {
    decide(new AcdEvent.CallArrived(new CallId("second"), "4105550100", "311", "PJSIP/second"));
    AcdEvent.Later past = new AcdEvent.Later(Demand.of(WATER), now.minusSeconds(5));
    decide(new AcdEvent.CallbackAsked(call(new CallId("second")), NUMBER, past));
    assertInstanceOf(CallState.Waiting.class, call(CALLBACK).state());
    assertEquals(call(CALLBACK).times().arrived().plus(KEEP), wish().expires());
  }

  /// Only who has asked for a person has a place to keep.
  @Test
  void callInItsMenus_cannotAskForItsPlace() {
    decide(new AcdEvent.CallArrived(new CallId("second"), "4105550100", "311", "PJSIP/second"));
    decide(new AcdEvent.CallbackAsked(call(new CallId("second")), NUMBER));
    assertNull(acd.call(CALLBACK));
  }

  // ---- hours

  @Test
  void tooLateInTheDay_theCallbackWaitsForTheMorning_inItsOldPlace() {
    var day = List.of(new OpeningHours.Span(LocalTime.of(8, 0), LocalTime.of(16, 0)));
    callBack(
        new OpeningHours(
            ZoneOffset.UTC, Map.of(DayOfWeek.THURSDAY, day, DayOfWeek.FRIDAY, day), Map.of()));
    now = Instant.parse("2026-01-01T15:59:00Z");
    asks("second", Demand.of(WATER));
    wantsToBeCalledBack("second", NUMBER);
    later(Duration.ofMinutes(1));
    assertEquals(
        new CallState.Postponed(Instant.parse("2026-01-02T08:00:00Z")), call(CALLBACK).state());
    ready(ANA);
    assertEquals(List.of(), rings());
  }

  @Test
  void askedAtNight_isCalledInTheMorning_beforeWhoCalledLater() {
    var day = List.of(new OpeningHours.Span(LocalTime.of(8, 0), LocalTime.of(16, 0)));
    callBack(new OpeningHours(ZoneOffset.UTC, Map.of(DayOfWeek.THURSDAY, day), Map.of()));
    now = Instant.parse("2026-01-01T07:00:00Z");
    asks("second", Demand.of(WATER));
    wantsToBeCalledBack("second", NUMBER);
    assertInstanceOf(CallState.Postponed.class, call(CALLBACK).state());
    asks("third", Demand.of(WATER));
    now = Instant.parse("2026-01-01T08:00:00Z");
    fireTimers();
    ready(ANA);
    assertEquals(List.of(BACK + "→ana"), rings());
  }

  @Test
  void groupCloses_theCallbackIsNotAskedForAMessage() {
    SkillGroup closing = untilFour(Closing.MESSAGE);
    routing(List.of(closing), agent(ANA, Map.of()));
    now = Instant.parse("2026-01-01T15:00:00Z");
    asks("second", Demand.of(WATER));
    wantsToBeCalledBack("second", NUMBER);
    later(Duration.ofHours(1));
    assertInstanceOf(CallState.Waiting.class, call(CALLBACK).state());
  }

  @Test
  void rungThatTakesCallersOut_leavesCallbacksWhereTheyAre() {
    routing(
        List.of(
            ladder(
                new OverflowStep(
                    new OverflowStep.AfterWait(Duration.ofMinutes(1)),
                    new Treat(Treatment.MESSAGE)),
                new OverflowStep(new WhenWaiting(50), new Treat(Treatment.FULL)))),
        agent(ANA, Map.of()));
    asks("second", Demand.of(WATER));
    wantsToBeCalledBack("second", NUMBER);
    later(Duration.ofMinutes(2));
    assertInstanceOf(CallState.Waiting.class, call(CALLBACK).state());
    ready(ANA);
    assertEquals(List.of(BACK + "→ana"), rings());
  }

  // ---- servers and switches that die

  @Test
  void look_findsNoChannel_asThereIsNone_untilTheResidentIsCalled() {
    asks("second", Demand.of(WATER));
    wantsToBeCalledBack("second", NUMBER);
    now = now.plusSeconds(60);
    seen(Map.of(), Map.of(), true);
    assertInstanceOf(CallState.Waiting.class, call(CALLBACK).state());
  }

  @Test
  void newServer_hasTheCallbackInItsPlace_andItsTimers() {
    threeOfWhomTheSecondIsToBeCalledBack();
    takenOver();
    seen(
        Map.of(new CallId("first"), parkedCaller(), new CallId("third"), parkedCaller()),
        Map.of(),
        false);
    ready(ANA);
    finish("first", ANA);
    assertEquals(List.of("first→ana", BACK + "→ana"), rings());
    over(offerOf(BACK, 1), OfferFailure.DECLINED);
    later(KEEP);
    assertCallbackEnded(Result.CALLBACK_EXPIRED, Reason.OUT_OF_TIME);
  }

  @Test
  void switchStartsAnewWhileTheResidentIsCalled_itIsTriedAgainAfterThePause() {
    anaWaitsForTheResident();
    now = now.plusSeconds(10);
    seen(Map.of(), Map.of(), true);
    assertInstanceOf(CallState.Postponed.class, call(CALLBACK).state());
    assertEquals(AgentState.READY, agent(ANA).state());
    later(PAUSE);
    assertEquals(List.of(BACK + "→ana", BACK + "→ana"), rings());
  }

  @Test
  void orderToCallTheResidentIsOnItsWay_aLookDoesNotJudgeIt() {
    anaWaitsForTheResident();
    now = now.plusSeconds(1);
    seen(Map.of(), Map.of(offerOf(BACK, 1), new SwitchView.AgentLeg("ana", null)), false);
    assertTrue(call(CALLBACK).isDialled());
    now = now.plusSeconds(5);
    seen(Map.of(), Map.of(offerOf(BACK, 1), new SwitchView.AgentLeg("ana", null)), false);
    assertInstanceOf(CallState.Postponed.class, call(CALLBACK).state());
  }

  /// The server died that should have heard it.
  @Test
  void newServer_findsAnAgentWaitingForAResidentWhomNobodyCalled_theResidentIsCalled() {
    asks("second", Demand.of(WATER));
    wantsToBeCalledBack("second", NUMBER);
    ready(ANA);
    decide(new AcdEvent.OfferAnswered(offerOf(BACK, 1)));
    takenOver();
    now = now.plusSeconds(3);
    seen(Map.of(), Map.of(offerOf(BACK, 1), new SwitchView.AgentLeg("ana", null, true)), false);
    assertEquals(1, calledOut().size());
    assertTrue(call(CALLBACK).isDialled());
    seen(Map.of(), Map.of(offerOf(BACK, 1), new SwitchView.AgentLeg("ana", null, true)), false);
    assertEquals(1, calledOut().size(), "once");
  }

  @Test
  void newServer_findsAgentAndResidentTalking() {
    anaWaitsForTheResident();
    takenOver();
    now = now.plusSeconds(5);
    seen(
        Map.of(CALLBACK, caller()),
        Map.of(offerOf(BACK, 1), new SwitchView.AgentLeg("ana", CALLBACK)),
        false);
    assertEquals(AgentState.TALKING, agent(ANA).state());
    assertFalse(commands.contains(new AcdCommand.HangUpResident(CALLBACK)));
  }

  @Test
  void look_findsAResidentWhoIsCalledForNothing_theirPhoneIsSilenced() {
    seen(Map.of(CALLBACK, caller()), Map.of(), false);
    assertTrue(commands.contains(new AcdCommand.HangUpResident(CALLBACK)));
    assertNull(acd.call(CALLBACK));
  }

  @Test
  void nothingIsHeardOfTheResidentsCall_theLeaseEndsIt() {
    anaWaitsForTheResident();
    later(AcdSettings.WHISPER_LEASE);
    assertInstanceOf(CallState.Offered.class, call(CALLBACK).state());
    later(RING.plus(CallbackTerms.CONNECT_LEASE).minus(AcdSettings.WHISPER_LEASE));
    assertInstanceOf(CallState.Postponed.class, call(CALLBACK).state());
    assertTrue(commands.contains(new AcdCommand.HangUpResident(CALLBACK)));
    assertTrue(commands.contains(new AcdCommand.HangUpOffer(offerOf(BACK, 1))));
  }

  @Test
  void agentNeverComesToWait_theWhispersLeaseEndsTheOffer() {
    asks("second", Demand.of(WATER));
    wantsToBeCalledBack("second", NUMBER);
    ready(ANA);
    decide(new AcdEvent.OfferAnswered(offerOf(BACK, 1)));
    later(AcdSettings.WHISPER_LEASE);
    assertEquals(List.of(BACK + "→ana", BACK + "→ana"), rings());
  }

  /// The caller hears "you will be called back" still, and the channel has not forgotten the place.
  @Test
  void look_findsTheAskerWithItsPlace_itIsNotTakenUpAgain() {
    CallId second = new CallId("second");
    asks("second", Demand.of(WATER));
    Instant queued = call(second).times().queued();
    wantsToBeCalledBack("second", NUMBER);
    decide(new AcdEvent.RecordConfirmed(second));
    takenOver();
    seen(Map.of(second, waiterWithPlace(Objects.requireNonNull(queued))), Map.of(), false);
    assertNull(acd.call(second));
  }

  @Test
  void agentWaitsForNobody_isLetGo() {
    OfferId stray = offerOf("callback-stray", 1);
    decide(new AcdEvent.AgentWaits(stray));
    assertTrue(commands.contains(new AcdCommand.HangUpOffer(stray)));
    assertEquals(Set.of(), Set.copyOf(calledOut()));
  }
}
