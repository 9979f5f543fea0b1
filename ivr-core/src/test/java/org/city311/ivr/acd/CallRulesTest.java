package org.city311.ivr.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.city311.ivr.acd.CallInput.Outcome;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Callback;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Journey;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.Reach;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Termination;
import org.city311.ivr.call.Told;
import org.city311.ivr.call.Treatment;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every state of a call × every input.
class CallRulesTest {
  private static final Instant T0 = Instant.parse("2026-01-01T12:00:00Z");
  static final Instant NOW = T0.plusSeconds(60);
  private static final OfferId OFFER = new OfferId("offer-1");
  private static final OfferId OTHER = new OfferId("offer-2");
  private static final AgentId ANA = new AgentId("ana");
  private static final SkillGroupId WATER = new SkillGroupId("water");

  /// `-` ignored, `!` rejected, else the next state; `A:…` ends as answered, `B:…` as abandoned,
  /// `I:…` in the IVR, `O:…` overflowed, `C:…` to be called back, `L:…` lost, and a callback as
  /// `K:…` connected, `G:…` given up by the resident, `X:…` expired, `N:…` cancelled, each with the reason's initials.
  private static final String TABLE =
      """
      input         | InFlow   | Entering | Waiting | Ringing | Whisper | Treated | Gone    | Full    | Talking  | Leaving | LeftIvr  | Ended | Back      | BackOff   | BackRing | BackCalled | BackLast  | BackTalk | BackLeave | First     | Dial      | Asked     | AskedLast | There     | ThereRing | ThereHears | Outside
      step          | InFlow   | !        | !       | !       | !       | Treated | Treated | Treated | !        | !       | InFlow   | -     | !         | !         | !        | !          | !         | !        | !         | !         | !         | !         | !         | !         | !         | !          | !
      language      | InFlow   | !        | !       | !       | !       | !       | !       | !       | !        | !       | InFlow   | -     | !         | !         | !        | !          | !         | !        | !         | !         | !         | !         | !         | !         | !         | !          | !
      ask           | Entering | -        | -       | -       | -       | -       | -       | -       | !        | !       | Entering | -     | -         | !         | -        | -          | -         | !        | !         | -         | !         | !         | !         | -         | -         | -          | !
      flow-ended    | Leaving  | !        | !       | !       | !       | !       | !       | !       | !        | -       | -        | -     | !         | !         | !        | !          | !         | !        | -         | !         | !         | !         | !         | !         | !         | !          | -
      parked        | -        | Waiting  | -       | -       | -       | Waiting | -       | Waiting | -        | !       | -        | -     | -         | -         | -        | -          | -         | -        | !         | -         | Waiting   | Waiting   | Waiting   | -         | -         | -          | Waiting
      offer         | !        | !        | Offered | !       | !       | !       | !       | !       | !        | !       | !        | -     | Offered   | !         | !        | !          | !         | !        | !         | !         | !         | !         | !         | Offered   | !         | !          | !
      picked-up     | !        | !        | -       | Offered | Offered | -       | -       | -       | -        | -       | -        | -     | -         | -         | Offered  | Offered    | Offered   | -        | -         | -         | -         | -         | -         | -         | Offered   | Offered    | -
      picked-other  | !        | !        | -       | -       | -       | -       | -       | -       | -        | -       | -        | -     | -         | -         | -        | -          | -         | -        | -         | -         | -         | -         | -         | -         | -         | -          | -
      connected     | !        | !        | -       | Talking | Talking | -       | -       | -       | -        | -       | -        | -     | -         | -         | Talking  | Talking    | Talking   | -        | -         | -         | -         | -         | -         | -         | Talking   | Talking    | -
      connect-other | !        | !        | -       | -       | -       | -       | -       | -       | -        | -       | -        | -     | -         | -         | -        | -          | -         | -        | -         | -         | -         | -         | -         | -         | -         | -          | -
      failed        | !        | -        | -       | Waiting | Waiting | -       | -       | -       | -        | -       | -        | -     | -         | -         | Waiting  | Postponed  | Postponed | -        | -         | -         | -         | -         | -         | -         | Waiting   | Waiting    | -
      failed-other  | !        | -        | -       | -       | -       | -       | -       | -       | -        | -       | -        | -     | -         | -         | -        | -          | -         | -        | -         | -         | -         | -         | -         | -         | -         | -          | -
      agent-left    | !        | -        | -       | Waiting | Waiting | -       | -       | -       | Leaving  | -       | -        | -     | -         | -         | Waiting  | Postponed  | Postponed | Leaving  | -         | -         | -         | -         | -         | -         | Waiting   | Waiting    | -
      left-other    | !        | -        | -       | -       | -       | -       | -       | -       | -        | -       | -        | -     | -         | -         | -        | -          | -         | -        | -         | -         | -         | -         | -         | -         | -         | -          | -
      reached       | !        | Entering | Waiting | Offered | Offered | Treated | Treated | Treated | -        | -       | -        | -     | Waiting   | Postponed | Offered  | Offered    | Offered   | -        | -         | Waiting   | Calling   | Calling   | Calling   | Waiting   | Offered   | Offered    | -
      announced     | !        | Entering | Waiting | Offered | Offered | Treated | Treated | Treated | -        | -       | -        | -     | !         | !         | !        | !          | !         | -        | -         | !         | !         | !         | !         | Waiting   | Offered   | Offered    | -
      taken-out     | !        | Treated  | Treated | !       | !       | -       | -       | -       | !        | !       | !        | -     | !         | !         | !        | !          | !         | !        | !         | !         | !         | !         | !         | !         | !         | !          | !
      message       | !        | -        | -       | -       | -       | O:LAM   | O:LAM   | O:LAM   | -        | -       | -        | -     | -         | !         | -        | -          | -         | -        | -         | -         | !         | !         | !         | -         | -         | -          | -
      callback      | !        | -        | -       | -       | -       | C:ATBCB | C:ATBCB | C:ATBCB | -        | -       | -        | -     | -         | !         | -        | -          | -         | -        | -         | -         | !         | !         | !         | -         | -         | -          | -
      told          | !        | -        | -       | -       | -       | O:TF    | O:TF    | O:TF    | -        | -       | -        | -     | -         | !         | -        | -          | -         | -        | -         | -         | !         | !         | !         | -         | -         | -          | -
      nothing       | !        | -        | -       | -       | -       | B:HUIO  | B:HUIO  | O:TF    | -        | -       | -        | -     | -         | !         | -        | -          | -         | -        | -         | -         | !         | !         | !         | -         | -         | -          | -
      unheard       | !        | -        | -       | -       | -       | B:HUIO  | B:HUIO  | O:TF    | -        | -       | -        | -     | -         | !         | -        | -          | -         | -        | -         | -         | !         | !         | !         | -         | -         | -          | -
      called        | !        | !        | -       | !       | !       | !       | !       | !       | -        | -       | -        | -     | -         | -         | Offered  | -          | -         | -        | -         | -         | -         | -         | -         | -         | -         | -          | -
      called-other  | !        | !        | -       | !       | !       | !       | !       | !       | -        | -       | -        | -     | -         | -         | -        | -          | -         | -        | -         | -         | -         | -         | -         | -         | -         | -          | -
      called-first  | !        | !        | !       | !       | !       | !       | !       | !       | !        | !       | !        | -     | !         | !         | !        | !          | !         | !        | !         | Calling   | !         | !         | !         | !         | !         | !          | -
      res-answered  | !        | !        | -       | -       | -       | !       | !       | !       | -        | -       | -        | -     | -         | -         | -        | Offered    | Offered   | Talking  | -         | -         | Calling   | -         | -         | -         | -         | -          | -
      put-off       | !        | !        | !       | !       | !       | !       | !       | !       | !        | -       | -        | -     | Postponed | Postponed | !        | !          | !         | !        | -         | Postponed | !         | !         | !         | !         | !         | !          | -
      resumed       | !        | !        | -       | -       | -       | !       | !       | !       | -        | -       | -        | -     | -         | Waiting   | -        | -          | -         | -        | -         | -         | -         | -         | -         | -         | -         | -          | -
      cancelled     | !        | !        | !       | !       | !       | !       | !       | !       | -        | -       | -        | -     | N:CBR     | N:CBR     | N:CBR    | N:CBR      | N:CBR     | -        | -         | N:CBR     | N:CBR     | N:CBR     | N:CBR     | N:CBR     | N:CBR     | N:CBR      | -
      expired       | !        | !        | !       | !       | !       | !       | !       | !       | -        | -       | -        | -     | X:OOT     | X:OOT     | X:OOT    | X:OOT      | X:OOT     | -        | -         | X:OOT     | X:OOT     | X:OOT     | X:OOT     | X:OOT     | X:OOT     | X:OOT      | -
      survey        | !        | !        | !       | !       | !       | !       | !       | !       | Talking  | Leaving | !        | -     | !         | !         | !        | !          | !         | Talking  | Leaving   | !         | !         | !         | !         | !         | !         | !          | Outside
      hung-up       | I:HUIF   | B:HUW    | B:HUW   | B:HUWR  | B:HUDW  | Treated | -       | O:TF    | A:CHU    | A:AHU   | I:EBF    | -     | -         | -         | -        | Postponed  | X:NR      | K:CHU    | K:AHU     | -         | Postponed | Postponed | X:NR      | G:HUW     | G:HUWR    | G:HUDW     | A:T
      unseen        | I:EU     | B:EU     | B:EU    | B:EU    | B:EU    | Treated | -       | O:TF    | A:EU     | A:EU    | I:EU     | -     | -         | -         | -        | Postponed  | X:NR      | K:EU     | K:EU      | -         | Postponed | Postponed | X:NR      | G:EU      | G:EU      | G:EU       | A:EU
      switch-failed | I:SF     | L:SF     | L:SF    | L:SF    | L:SF    | L:SF    | -       | L:SF    | A:SF     | A:SF    | I:SF     | -     | -         | -         | -        | Postponed  | X:NR      | K:SF     | K:SF      | -         | Postponed | Postponed | X:NR      | Postponed | Postponed | Postponed  | A:SF
      sent-on       | !        | -        | -       | -       | -       | -       | -       | -       | Entering | -       | -        | -     | -         | !         | -        | -          | -         | Entering | -         | -         | !         | !         | !         | -         | -         | -          | -
      agent-lost    | !        | -        | -       | -       | -       | -       | -       | -       | Entering | -       | -        | -     | -         | !         | -        | -          | -         | Entering | -         | -         | !         | !         | !         | -         | -         | -          | -
      put-through   | !        | -        | -       | -       | -       | -       | -       | -       | Outside  | -       | -        | -     | -         | !         | -        | -          | -         | Outside  | -         | -         | !         | !         | !         | -         | -         | -          | -
      handed-over   | !        | -        | -       | -       | -       | -       | -       | -       | Talking  | -       | -        | -     | -         | !         | -        | -          | -         | Talking  | -         | -         | !         | !         | !         | -         | -         | -          | -
      moved         | !        | Entering | Waiting | -       | -       | Treated | Treated | Treated | -        | -       | -        | -     | Waiting   | Postponed | -        | -          | -         | -        | -         | Waiting   | Calling   | Calling   | Calling   | Waiting   | -         | -          | -
      """;

  static Map<String, CallInput> inputs() {
    Map<String, CallInput> inputs = new LinkedHashMap<>();
    inputs.put("step", new CallInput.ReachedStep("service"));
    inputs.put("language", new CallInput.ChoseLanguage(Language.SPANISH));
    inputs.put("ask", new CallInput.AskedForPerson(Demand.of(WATER)));
    inputs.put("flow-ended", new CallInput.FlowEnded());
    inputs.put("parked", new CallInput.Parked());
    inputs.put("offer", new CallInput.OfferMade(OFFER, ANA));
    inputs.put("picked-up", new CallInput.AgentPickedUp(OFFER));
    inputs.put("picked-other", new CallInput.AgentPickedUp(OTHER));
    inputs.put("connected", new CallInput.Connected(OFFER));
    inputs.put("connect-other", new CallInput.Connected(OTHER));
    inputs.put("failed", new CallInput.OfferFailed(OFFER));
    inputs.put("failed-other", new CallInput.OfferFailed(OTHER));
    inputs.put("agent-left", new CallInput.AgentLeft(OFFER));
    inputs.put("left-other", new CallInput.AgentLeft(OTHER));
    inputs.put("reached", new CallInput.Reached(Reach.ASKED.take(0)));
    inputs.put("announced", new CallInput.Announced(new Told(1, NOW, 3, null, null)));
    inputs.put("taken-out", new CallInput.TakenOut(Treatment.FULL));
    inputs.put("message", new CallInput.TreatmentEnded(Outcome.LEFT_A_MESSAGE));
    inputs.put("callback", new CallInput.TreatmentEnded(Outcome.ASKED_TO_BE_CALLED_BACK));
    inputs.put("told", new CallInput.TreatmentEnded(Outcome.TOLD));
    inputs.put("nothing", new CallInput.TreatmentEnded(Outcome.NOTHING));
    inputs.put("unheard", new CallInput.TreatmentUnheard());
    inputs.put("called", new CallInput.ResidentCalled(OFFER));
    inputs.put("called-other", new CallInput.ResidentCalled(OTHER));
    inputs.put("called-first", new CallInput.CalledFirst(ANA));
    inputs.put("res-answered", new CallInput.ResidentAnswered());
    inputs.put("put-off", new CallInput.Postponed(NOW.plusSeconds(60)));
    inputs.put("resumed", new CallInput.Resumed());
    inputs.put("cancelled", new CallInput.GivenUp(Termination.Reason.CANCELLED_BY_RESIDENT));
    inputs.put("expired", new CallInput.GivenUp(Termination.Reason.OUT_OF_TIME));
    inputs.put("survey", new CallInput.AnsweredSurvey("solved", 1));
    inputs.put("hung-up", new CallInput.HungUp());
    inputs.put("unseen", new CallInput.Missed(Termination.Reason.ENDED_UNSEEN));
    inputs.put("switch-failed", new CallInput.Missed(Termination.Reason.SWITCH_FAILED));
    inputs.put("sent-on", new CallInput.Transferred(Demand.of(WATER)));
    inputs.put("agent-lost", new CallInput.AgentLost(new Demand(WATER, Map.of(), 100, ANA)));
    inputs.put("put-through", new CallInput.PutThrough("shelter"));
    inputs.put("handed-over", new CallInput.HandedOver(OTHER, new AgentId("ben")));
    inputs.put("moved", new CallInput.Moved(Demand.of(WATER)));
    return inputs;
  }

  static Map<String, Call> states() {
    Call inFlow = Call.arriving(new CallId("c1"), "4105550100", "311", "PJSIP/t-1", T0);
    Call entering = inFlow.queuedFor(Demand.of(WATER), T0.plusSeconds(1));
    Call waiting = entering.withState(new CallState.Waiting());
    Call ringing = waiting.offeredTo(OFFER, ANA, T0.plusSeconds(2));
    Call talking =
        ringing.with(
            new CallState.Talking(OFFER, ANA), ringing.times().answered(T0.plusSeconds(3)));
    Map<String, Call> states = new LinkedHashMap<>();
    states.put("InFlow", inFlow);
    states.put("Entering", entering);
    states.put("Waiting", waiting);
    states.put("Ringing", ringing);
    states.put("Whisper", ringing.withState(new CallState.Offered(OFFER, ANA, true)));
    states.put("Treated", waiting.withState(new CallState.Treated(Treatment.MESSAGE, T0, false)));
    states.put("Gone", waiting.withState(new CallState.Treated(Treatment.MESSAGE, T0, true)));
    states.put("Full", waiting.withState(new CallState.Treated(Treatment.FULL, T0, false)));
    states.put("Talking", talking);
    states.put(
        "Leaving",
        talking.with(new CallState.Leaving(), talking.times().talkEnded(T0.plusSeconds(9))));
    states.put("LeftIvr", inFlow.withState(new CallState.Leaving()));
    states.put(
        "Ended",
        talking.withState(
            new CallState.Ended(
                new Termination(Termination.Result.ANSWERED, Termination.Reason.AGENT_HUNG_UP))));
    putCallbacks(states, entering);
    putThoseCalledFirst(states, entering);
    states.put("Outside", talking.withState(new CallState.Outside("shelter", T0)));
    return states;
  }

  /// `Back…` is a callback: nobody is on the line until the resident is called.
  private static void putCallbacks(Map<String, Call> states, Call asker) {
    Callback wish =
        new Callback("4105550100", 2, Duration.ofMinutes(10), T0.plusSeconds(3600), null);
    Call back = Call.back(asker, wish, T0);
    Call ringing = back.offeredTo(OFFER, ANA, T0);
    CallState waits = new CallState.Offered(OFFER, ANA, true);
    Callback once = wish.dialled(T0);
    Call called = ringing.withCallback(waits, once);
    Call talking = called.with(new CallState.Talking(OFFER, ANA), called.times().answered(T0));
    states.put("Back", back);
    states.put("BackOff", back.withState(new CallState.Postponed(NOW.plusSeconds(9))));
    states.put("BackRing", ringing);
    states.put("BackCalled", called);
    states.put("BackLast", ringing.withCallback(waits, once.offLine().dialled(T0)));
    states.put("BackTalk", talking);
    states.put(
        "BackLeave",
        talking.with(new CallState.Leaving(), talking.times().talkEnded(T0.plusSeconds(9))));
  }

  /// Their residents are called before any agent is rung: `Asked…` for a key, `There…` on the line.
  private static void putThoseCalledFirst(Map<String, Call> states, Call asker) {
    Callback wish =
        new Callback(
            "4105550100",
            2,
            Duration.ofMinutes(10),
            T0.plusSeconds(3600),
            Callback.ResidentFirst.NOT_YET);
    Call first = Call.back(asker, wish, T0);
    Callback once = wish.dialled(T0);
    CallState asked = new CallState.Calling(ANA, true);
    Call there = first.withCallback(new CallState.Waiting(), once.answered().there(T0));
    Call ringing = there.offeredTo(OFFER, ANA, T0);
    states.put("First", first);
    states.put("Dial", first.withCallback(new CallState.Calling(ANA, false), once));
    states.put("Asked", first.withCallback(asked, once.answered()));
    states.put("AskedLast", first.withCallback(asked, once.offLine().dialled(T0).answered()));
    states.put("There", there);
    states.put("ThereRing", ringing);
    states.put("ThereHears", ringing.withState(new CallState.Offered(OFFER, ANA, true)));
  }

  @TestFactory
  List<DynamicTest> everyStateTimesEveryInput() {
    return StateTable.tests(
        TABLE,
        states().keySet(),
        inputs().keySet(),
        (state, input) -> show(CallRules.next(in(state), input(input), NOW)));
  }

  @Test
  void tableHasEveryKindOfInput_whenOneIsAdded_thisFails() {
    Set<Class<?>> covered =
        inputs().values().stream().map(Object::getClass).collect(Collectors.toSet());
    assertEquals(kindsOf(CallInput.class).collect(Collectors.toSet()), covered);
  }

  private static Stream<Class<?>> kindsOf(Class<?> family) {
    return family.isSealed()
        ? Arrays.stream(family.getPermittedSubclasses()).flatMap(CallRulesTest::kindsOf)
        : Stream.of(family);
  }

  @Test
  void failedOffer_costsNothingOfThePlace() {
    Call offered = in("Ringing");
    Call back = applied(CallRules.next(offered, new CallInput.OfferFailed(OFFER), NOW));
    assertEquals(offered.times().queued(), back.times().queued());
    assertEquals(1, back.offers());
  }

  @Test
  void bothChannelsEndTogether_theAgentsToldFirst_itWasTheCaller() {
    Call leaving = applied(CallRules.next(in("Talking"), new CallInput.AgentLeft(OFFER), NOW));
    Call ended = applied(CallRules.next(leaving, new CallInput.HungUp(), NOW.plusMillis(1)));
    assertEquals("A:CHU", show(((CallState.Ended) ended.state()).termination()));
  }

  @Test
  void hangUpInTalk_endsTheTalkAtTheSameInstant() {
    Call ended = applied(CallRules.next(in("Talking"), new CallInput.HungUp(), NOW));
    assertEquals(NOW, ended.times().talkEnded());
    assertEquals(NOW, ended.times().ended());
  }

  @Test
  void stepsAndAnswers_areRemembered_eachStepOnce_andTheLastAnswerOfEachQuestion() {
    Call call = in("InFlow");
    for (String step : List.of("language", "service", "language", "status")) {
      call = applied(CallRules.next(call, new CallInput.ReachedStep(step), NOW));
    }
    assertEquals("status", call.step());
    assertEquals(List.of("language", "service", "status"), call.journey().steps());

    Call asked = in("Leaving");
    for (int key : List.of(2, 1)) {
      asked = applied(CallRules.next(asked, new CallInput.AnsweredSurvey("solved", key), NOW));
    }
    asked = applied(CallRules.next(asked, new CallInput.AnsweredSurvey("overall", 5), NOW));
    assertEquals(Map.of("solved", 1, "overall", 5), asked.journey().answers());
  }

  @Test
  void keysOfMenus_areRemembered_inTheirOrder_beyondWhatComesLater() {
    Call call = in("InFlow");
    for (String key : List.of("3", "#", "1")) {
      call = applied(CallRules.next(call, new CallInput.ReachedStep("menu:main", null, key), NOW));
    }
    call = applied(CallRules.next(call, new CallInput.ReachedStep("menu:streets", "v1"), NOW));

    assertEquals(
        List.of("3", "#", "1"), call.journey().presses().stream().map(Journey.Press::key).toList());
    assertEquals(List.of("menu:main", "menu:streets"), call.journey().steps());
  }

  @Test
  void whoHandedACallOn_isKnown() {
    Call talking = in("Talking");
    Call sent =
        applied(
            CallRules.next(
                talking, new CallInput.Transferred(Demand.of(new SkillGroupId("water"))), NOW));
    assertEquals(talking.agent(), sent.journey().handedBy());
    AgentId sue = new AgentId("sue");
    Call taken =
        applied(
            CallRules.next(talking, new CallInput.HandedOver(new OfferId("offer-9"), sue), NOW));
    assertEquals(talking.agent(), taken.journey().handedBy());
  }

  @Test
  void flowThatGoesRoundForEver_isRememberedWithinBounds() {
    Call call = in("InFlow");
    Call asked = in("Leaving");
    Call keyed = in("InFlow");
    for (int i = 0; i < 1_000; i++) {
      keyed = applied(CallRules.next(keyed, new CallInput.ReachedStep("m", null, "#"), NOW));
    }
    assertEquals(Journey.MOST_KEYS, keyed.journey().presses().size());
    for (int i = 0; i < 1_000; i++) {
      call = applied(CallRules.next(call, new CallInput.ReachedStep("step-" + i), NOW));
      asked = applied(CallRules.next(asked, new CallInput.AnsweredSurvey("q" + i, 1), NOW));
    }
    assertEquals("step-999", call.step());
    assertEquals(Journey.MOST_STEPS, call.journey().steps().size());
    assertEquals(Journey.MOST_ANSWERS, asked.journey().answers().size());
  }

  private static Call applied(Step<Call> step) {
    return ((Step.Applied<Call>) step).next();
  }

  private static Call in(String state) {
    return Objects.requireNonNull(states().get(state), state);
  }

  private static CallInput input(String name) {
    return Objects.requireNonNull(inputs().get(name), name);
  }

  private static String show(Step<Call> step) {
    return switch (step) {
      case Step.Ignored<Call> _ -> "-";
      case Step.Rejected<Call> _ -> "!";
      case Step.Applied<Call> applied ->
          applied.next().state() instanceof CallState.Ended ended
              ? show(ended.termination())
              : applied.next().state().getClass().getSimpleName();
    };
  }

  private static String show(Termination termination) {
    String result =
        switch (termination.result()) {
          case ANSWERED -> "A";
          case ABANDONED -> "B";
          case LEFT_IN_IVR -> "I";
          case OVERFLOWED -> "O";
          case CALLED_BACK -> "C";
          case LOST -> "L";
          case CALLBACK_CONNECTED -> "K";
          case CALLBACK_GAVE_UP -> "G";
          case CALLBACK_EXPIRED -> "X";
          case CALLBACK_CANCELLED -> "N";
        };
    return result
        + ":"
        + Arrays.stream(termination.reason().name().split("_"))
            .map(word -> word.substring(0, 1))
            .collect(Collectors.joining());
  }
}
