package org.city311.ivr.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Termination;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CentreCodecTest {
  private static final Instant T0 = Instant.parse("2026-01-01T12:00:00.123456Z");
  private static final OfferId OFFER = new OfferId("offer-c1-1");
  private static final AgentId ANA = new AgentId("ana");
  private static final CallId C1 = new CallId("c1");

  private final CentreCodec codec = new CentreCodec();

  static Stream<CallState> callStates() {
    return Stream.of(
        new CallState.InFlow(),
        new CallState.Entering(),
        new CallState.Waiting(),
        new CallState.Offered(OFFER, ANA, false),
        new CallState.Offered(OFFER, ANA, true),
        new CallState.Talking(OFFER, ANA),
        new CallState.Leaving(),
        new CallState.Ended(
            new Termination(Termination.Result.LOST, Termination.Reason.SWITCH_FAILED)));
  }

  @ParameterizedTest
  @MethodSource("callStates")
  void call_writtenAndRead_isTheSame(CallState state) {
    Call call =
        Call.arriving(C1, "\"4105550100\"\t\n", "311", "PJSIP/trunk-00000001", T0)
            .withLanguage(Language.SPANISH, T0)
            .queuedFor(new SkillGroupId("water"), T0)
            .offeredTo(OFFER, ANA, T0);
    Call all = call.with(state, call.times().answered(T0).talkEnded(T0.plusNanos(1)).ended(T0));
    assertEquals(all, codec.readCall(codec.write(all)));
  }

  @Test
  void callThatHasJustArrived_writtenAndRead_isTheSame() {
    Call call = Call.arriving(C1, "", "311", "PJSIP/trunk-00000001", T0);
    assertEquals(call, codec.readCall(codec.write(call)));
  }

  static Stream<Agent> agents() {
    Agent out =
        Agent.signedOut(
            new AgentProfile(
                ANA, "Ana Ñandú", "ana", Set.of(new SkillGroupId("a"), new SkillGroupId("b"))),
            T0);
    Agent ready = out.withPresence(new Presence.Ready(), T0.plusSeconds(1));
    return Stream.of(
        out,
        ready,
        ready.withPresence(new Presence.NotReady("break"), T0.plusSeconds(2)),
        ready.withActivity(new Activity.Offered(OFFER, C1), T0),
        ready.withActivity(new Activity.Talking(OFFER, C1), T0),
        ready.withActivity(new Activity.WrapUp(C1, T0.plusSeconds(9)), T0));
  }

  @ParameterizedTest
  @MethodSource("agents")
  void agent_writtenAndRead_isTheSame(Agent agent) {
    assertEquals(agent, codec.readAgent(codec.write(agent)));
  }

  @Test
  void damagedEntry_saysWhatIsWrong() {
    assertThrows(IllegalArgumentException.class, () -> codec.readCall("{\"id\":\"c1\""));
    assertThrows(IllegalArgumentException.class, () -> codec.readCall("{\"id\":\"c1\"}"));
    assertThrows(IllegalArgumentException.class, () -> codec.readAgent("{}"));
  }
}
