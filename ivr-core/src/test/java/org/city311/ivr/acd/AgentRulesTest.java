package org.city311.ivr.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.Consult;
import org.city311.ivr.agent.ConsultId;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.agent.Presence.NotReady;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.event.OfferFailure;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every state of an agent × every input.
class AgentRulesTest {
  private static final Instant T0 = Instant.parse("2026-01-01T12:00:00Z");
  static final Instant NOW = T0.plusSeconds(60);
  private static final OfferId OFFER = new OfferId("offer-1");
  private static final OfferId OTHER = new OfferId("offer-2");
  private static final Consult CONSULT =
      new Consult(new ConsultId("7.7"), new AgentId("ana"), new AgentId("ben"), T0);
  private static final CallId CALL = new CallId("c1");

  /// `-` ignored, `!` rejected, else what the board shows: Out, Ready, Not(reason), Offered, Talking,
  /// WrapUp. A wish that shows only later stands behind a slash; so does what a consult hides.
  private static final String TABLE =
      """
      input          | Out         | Ready                | Break            | NoPhone                      | Offered              | Talking               | Hold               | WrapUp                      | Consult                      | HoldConsult
      ready          | Ready       | Ready                | Ready            | Ready                        | Offered/Ready        | Talking/Ready         | Hold/Ready         | Ready                       | Consult/Ready                | Consult/Hold/Ready
      sign-out       | Out         | Out                  | Out              | Out                          | Offered/Out          | Talking/Out           | Hold/Out           | WrapUp/Out                  | Consult/Out                  | Consult/Hold/Out
      lunch          | N(lunch)    | N(lunch)             | N(lunch)         | N(lunch)                     | Offered/N(lunch)     | Talking/N(lunch)      | Hold/N(lunch)      | WrapUp/N(lunch)             | Consult/N(lunch)             | Consult/Hold/N(lunch)
      offer          | !           | Offered/Ready        | !                | !                            | !                    | !                     | !                  | !                           | !                            | !
      connected      | -           | -                    | -                | -                            | Talking/Ready        | -                     | -                  | -                           | -                            | -
      connect-other  | -           | -                    | -                | -                            | -                    | -                     | -                  | -                           | -                            | -
      no-answer      | -           | -                    | -                | -                            | N(ring-no-answer)    | -                     | -                  | -                           | -                            | -
      no-answer-1of2 | -           | -                    | -                | -                            | Ready                | -                     | -                  | -                           | -                            | -
      hold           | -           | -                    | -                | -                            | -                    | Hold/Ready            | Hold/Ready         | -                           | -                            | Consult/Hold/Ready
      resume         | -           | -                    | -                | -                            | -                    | Talking/Ready         | Talking/Ready      | -                           | -                            | Consult/Talking/Ready
      hold-other     | -           | -                    | -                | -                            | -                    | -                     | -                  | -                           | -                            | -
      extend         | -           | -                    | -                | -                            | -                    | -                     | -                  | WrapUp/Ready                | -                            | -
      declined       | -           | -                    | -                | -                            | N(declined)          | -                     | -                  | -                           | -                            | -
      whisper-left   | -           | -                    | -                | -                            | N(declined)          | -                     | -                  | -                           | -                            | -
      unreachable    | -           | -                    | -                | -                            | N(phone-unreachable) | -                     | -                  | -                           | -                            | -
      caller-left    | -           | -                    | -                | -                            | Ready                | -                     | -                  | -                           | -                            | -
      switch-failed  | -           | -                    | -                | -                            | Ready                | -                     | -                  | -                           | -                            | -
      failed-other   | -           | -                    | -                | -                            | -                    | -                     | -                  | -                           | -                            | -
      talk-ended     | -           | -                    | -                | -                            | -                    | WrapUp/Ready          | WrapUp/Ready       | -                           | -                            | Consult/WrapUp/Ready
      ended-no-wrap  | -           | -                    | -                | -                            | -                    | Ready                 | Ready              | -                           | -                            | Consult/Ready
      ended-other    | -           | -                    | -                | -                            | -                    | -                     | -                  | -                           | -                            | -
      wrap-up-over   | -           | -                    | -                | -                            | -                    | -                     | -                  | Ready                       | -                            | -
      other-wrap-up  | -           | -                    | -                | -                            | -                    | -                     | -                  | -                           | -                            | -
      phone-back     | -           | -                    | -                | Ready                        | -                    | -                     | -                  | -                           | -                            | -
      phone-lost     | -           | N(phone-unreachable) | -                | -                            | -                    | -                     | -                  | WrapUp/N(phone-unreachable) | Consult/N(phone-unreachable) | -
      consult        | !           | Consult/Ready        | Consult/N(break) | Consult/N(phone-unreachable) | !                    | Consult/Talking/Ready | Consult/Hold/Ready | Consult/WrapUp/Ready        | !                            | !
      consult-over   | -           | -                    | -                | -                            | -                    | -                     | -                  | -                           | Ready                        | Hold/Ready
      consult-other  | -           | -                    | -                | -                            | -                    | -                     | -                  | -                           | -                            | -
      switch-hold    | -           | -                    | -                | -                            | -                    | Hold/Ready            | Hold/Ready         | -                           | -                            | Consult/Hold/Ready
      switch-back    | -           | -                    | -                | -                            | -                    | Talking/Ready         | Talking/Ready      | -                           | -                            | Consult/Talking/Ready
      switch-other   | -           | -                    | -                | -                            | -                    | -                     | -                  | -                           | -                            | -
      took-over      | Talking/Out | Talking/Ready        | Talking/N(break) | Talking/N(phone-unreachable) | !                    | !                     | !                  | Talking/Ready               | Consult/Talking/Ready        | !
      turned         | -           | -                    | -                | -                            | -                    | -                     | -                  | -                           | Consult/Ready                | Consult/Hold/Ready
      """;

  static Map<String, AgentInput> inputs() {
    Map<String, AgentInput> inputs = new LinkedHashMap<>();
    inputs.put("ready", new AgentInput.SetPresence(new Presence.Ready()));
    inputs.put("sign-out", new AgentInput.SetPresence(new Presence.SignedOut()));
    inputs.put("lunch", new AgentInput.SetPresence(new NotReady("lunch", false)));
    inputs.put("offer", new AgentInput.OfferMade(OFFER, CALL));
    inputs.put("connected", new AgentInput.Connected(OFFER));
    inputs.put("connect-other", new AgentInput.Connected(OTHER));
    inputs.put("no-answer", new AgentInput.OfferFailed(OFFER, OfferFailure.NO_ANSWER, 1));
    inputs.put("no-answer-1of2", new AgentInput.OfferFailed(OFFER, OfferFailure.NO_ANSWER, 2));
    inputs.put("hold", new AgentInput.Held(OFFER, true));
    inputs.put("resume", new AgentInput.Held(OFFER, false));
    inputs.put("hold-other", new AgentInput.Held(OTHER, true));
    inputs.put("extend", new AgentInput.WrapUpExtended(Duration.ofSeconds(30)));
    inputs.put("declined", new AgentInput.OfferFailed(OFFER, OfferFailure.DECLINED, 1));
    inputs.put(
        "whisper-left", new AgentInput.OfferFailed(OFFER, OfferFailure.HUNG_UP_DURING_WHISPER, 1));
    inputs.put("unreachable", new AgentInput.OfferFailed(OFFER, OfferFailure.PHONE_UNREACHABLE, 1));
    inputs.put("caller-left", new AgentInput.OfferFailed(OFFER, OfferFailure.CALLER_LEFT, 1));
    inputs.put("switch-failed", new AgentInput.OfferFailed(OFFER, OfferFailure.SWITCH_FAILED, 1));
    inputs.put("failed-other", new AgentInput.OfferFailed(OTHER, OfferFailure.NO_ANSWER, 1));
    inputs.put("talk-ended", new AgentInput.TalkEnded(OFFER, Duration.ofSeconds(10)));
    inputs.put("ended-no-wrap", new AgentInput.TalkEnded(OFFER, Duration.ZERO));
    inputs.put("ended-other", new AgentInput.TalkEnded(OTHER, Duration.ZERO));
    inputs.put("wrap-up-over", new AgentInput.WrapUpOver(CALL));
    inputs.put("other-wrap-up", new AgentInput.WrapUpOver(new CallId("c2")));
    inputs.put("phone-back", new AgentInput.PhoneReachable());
    inputs.put("phone-lost", new AgentInput.PhoneUnreachable());
    inputs.put("consult", new AgentInput.ConsultBegan(CONSULT));
    inputs.put("consult-over", new AgentInput.ConsultEnded(CONSULT.id()));
    inputs.put("consult-other", new AgentInput.ConsultEnded(new ConsultId("8.8")));
    inputs.put("switch-hold", new AgentInput.Placed(OFFER, true));
    inputs.put("switch-back", new AgentInput.Placed(OFFER, false));
    inputs.put("switch-other", new AgentInput.Placed(OTHER, true));
    inputs.put("took-over", new AgentInput.TookOver(OTHER, CALL));
    inputs.put("turned", new AgentInput.ConsultTurned(CONSULT));
    return inputs;
  }

  static Map<String, Agent> states() {
    Agent out =
        Agent.signedOut(
            new AgentProfile(
                new AgentId("ana"), "Ana", "ana", Map.of(new SkillGroupId("water"), 1), Map.of()),
            T0);
    Agent ready = out.withPresence(new Presence.Ready(), T0.plusSeconds(1));
    Map<String, Agent> states = new LinkedHashMap<>();
    states.put("Out", out);
    states.put("Ready", ready);
    states.put("Break", ready.withPresence(new NotReady("break", false), T0));
    states.put("NoPhone", ready.withPresence(new NotReady(NotReady.PHONE_UNREACHABLE, false), T0));
    states.put("Offered", ready.withActivity(new Activity.Offered(OFFER, CALL), T0));
    states.put("Talking", ready.withActivity(new Activity.Talking(OFFER, CALL, false), T0));
    states.put("Hold", ready.withActivity(new Activity.Talking(OFFER, CALL, true), T0));
    states.put("WrapUp", ready.withActivity(new Activity.WrapUp(CALL, NOW), T0));
    states.put("Consult", ready.withConsult(CONSULT, T0));
    states.put(
        "HoldConsult",
        ready.withActivity(new Activity.Talking(OFFER, CALL, true), T0).withConsult(CONSULT, T0));
    return states;
  }

  @TestFactory
  List<DynamicTest> everyStateTimesEveryInput() {
    return StateTable.tests(
        TABLE,
        states().keySet(),
        inputs().keySet(),
        (state, input) -> show(AgentRules.next(in(state), input(input), NOW)));
  }

  @Test
  void tableHasEveryKindOfInput_whenOneIsAdded_thisFails() {
    Set<Class<?>> covered =
        inputs().values().stream().map(Object::getClass).collect(Collectors.toSet());
    assertEquals(Set.of(AgentInput.class.getPermittedSubclasses()), covered);
  }

  @Test
  void missedCall_doesNotOverruleAgentWhoSignedOutWhileItRang() {
    Agent leaving = in("Offered").withPresence(new Presence.SignedOut(), T0);
    assertEquals("Out", show(AgentRules.next(leaving, input("no-answer"), NOW)));
  }

  /// The board shows how long they have been talking.
  @Test
  void wishUtteredDuringATalk_theTalkHasLastedAsLongAsBefore() {
    Agent talking = in("Talking");
    assertEquals(talking.since(), after(talking, "lunch").since());
    assertEquals(NOW, after(talking, "hold").since());
    assertEquals(NOW, after(in("Break"), "lunch").since());
  }

  @Test
  void wishUtteredInAWrapUp_doesNotMakeItsLongestLonger() {
    Agent wrapUp = after(in("WrapUp"), "lunch");
    AgentInput aDay = new AgentInput.WrapUpExtended(Duration.ofDays(1));
    Agent extended = ((Step.Applied<Agent>) AgentRules.next(wrapUp, aDay, NOW)).next();
    assertEquals(new Activity.WrapUp(CALL, T0.plus(AcdSettings.MAX_WRAP_UP)), extended.activity());
  }

  /// Whoever was asked has not been idle.
  @Test
  void consultIsOver_theIdleClockBeginsAnew() {
    Agent free = after(in("Consult"), "consult-over");
    assertEquals(NOW, free.idleSince());
    assertEquals(NOW, free.since());
  }

  @Test
  void wishUtteredInAConsult_itHasLastedAsLongAsBefore() {
    assertEquals(T0, after(in("Consult"), "lunch").since());
    assertEquals(T0, after(in("HoldConsult"), "talk-ended").since());
  }

  @Test
  void missedTooOften_backAgain_mayMissAsManyBeforeTheNextTime() {
    Agent missed = after(after(in("Offered"), "no-answer-1of2"), "offer");
    Agent notReady = after(missed, "no-answer-1of2");
    assertEquals("N(ring-no-answer)", show(notReady));
    Agent back = after(after(notReady, "ready"), "offer");
    assertEquals("Ready", show(after(back, "no-answer-1of2")));
  }

  private static Agent after(Agent agent, String input) {
    return ((Step.Applied<Agent>) AgentRules.next(agent, input(input), NOW)).next();
  }

  private static Agent in(String state) {
    return Objects.requireNonNull(states().get(state), state);
  }

  private static AgentInput input(String name) {
    return Objects.requireNonNull(inputs().get(name), name);
  }

  private static String show(Step<Agent> step) {
    return switch (step) {
      case Step.Ignored<Agent> _ -> "-";
      case Step.Rejected<Agent> _ -> "!";
      case Step.Applied<Agent> applied -> show(applied.next());
    };
  }

  private static String show(Agent agent) {
    return (agent.consult() == null ? "" : "Consult/") + doing(agent);
  }

  private static String doing(Agent agent) {
    String wish =
        switch (agent.presence()) {
          case Presence.SignedOut _ -> "Out";
          case Presence.Ready _ -> "Ready";
          case NotReady notReady -> "N(" + notReady.reason() + ")";
        };
    return switch (agent.activity()) {
      case Activity.Idle _ -> wish;
      case Activity.Talking talking when talking.held() -> "Hold/" + wish;
      case Activity doing -> doing.getClass().getSimpleName() + "/" + wish;
    };
  }
}
