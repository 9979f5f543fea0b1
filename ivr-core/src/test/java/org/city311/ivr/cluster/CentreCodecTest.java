package org.city311.ivr.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.Consult;
import org.city311.ivr.agent.ConsultId;
import org.city311.ivr.agent.Presence;
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
import org.city311.ivr.call.SkillId;
import org.city311.ivr.call.Termination;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.OverflowStep;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.ivr.routing.Strategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        new CallState.Treated(Treatment.CALLBACK, T0, true),
        new CallState.Offered(OFFER, ANA, false),
        new CallState.Offered(OFFER, ANA, true),
        new CallState.Talking(OFFER, ANA),
        new CallState.Leaving(),
        new CallState.Postponed(T0.plusSeconds(60)),
        new CallState.Ended(
            new Termination(Termination.Result.LOST, Termination.Reason.SWITCH_FAILED)));
  }

  @ParameterizedTest
  @MethodSource("callStates")
  void call_writtenAndRead_isTheSame(CallState state) {
    Call call =
        Call.arriving(C1, "\"4105550100\"\t\n", "311", "PJSIP/trunk-00000001", T0)
            .withLanguage(Language.SPANISH, T0)
            .queuedFor(
                new Demand(new SkillGroupId("water"), Map.of(new SkillId("es"), 2), 5, ANA), T0)
            .withReach(
                Reach.DIRECT
                    .take(3)
                    .withGroups(Set.of(new SkillGroupId("streets")))
                    .withLevels(Map.of(new SkillId("es"), 0)))
            .offeredTo(OFFER, ANA, T0)
            .atStep("language", null)
            .atStep("connecting", "0badcafe")
            .answered("solved", 2);
    Call all = call.with(state, call.times().answered(T0).talkEnded(T0.plusNanos(1)).ended(T0));
    assertEquals(all, codec.read(codec.write(all), Call.class));
  }

  @Test
  void callback_writtenAndRead_isTheSame() {
    Call asker =
        Call.arriving(C1, "", "311", "PJSIP/trunk-00000001", T0)
            .queuedFor(Demand.of(new SkillGroupId("water")), T0);
    Callback wish =
        new Callback("4105550100", 3, Duration.ofMinutes(10), T0.plusSeconds(3600), null);
    Call callback = Call.back(asker, wish, T0);
    assertEquals(callback, codec.read(codec.write(callback), Call.class));
    Callback first =
        new Callback("4105550100", 3, Duration.ofMinutes(10), T0, Callback.ResidentFirst.NOT_YET);
    Call calling =
        callback.withCallback(new CallState.Calling(new AgentId("ana"), true), first.machine());
    assertEquals(calling, codec.read(codec.write(calling), Call.class));
    Call there = callback.withCallback(new CallState.Waiting(), first.there(T0));
    assertEquals(there, codec.read(codec.write(there), Call.class));
    Call called =
        callback.withCallback(new CallState.Offered(OFFER, ANA, true), wish.dialled(T0).answered());
    assertEquals(called, codec.read(codec.write(called), Call.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"ani\":\"+15551234567\",\"state\":{\"is\":\"+15551234567\"}}", "+15551234567"})
  void damagedEntry_isToldByItsPlace_notByTheCallersNumber(String damaged) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> codec.read(damaged, Call.class));

    StringWriter logged = new StringWriter();
    e.printStackTrace(new PrintWriter(logged));
    assertTrue(logged.toString().contains("not a saved Call"), logged.toString());
    assertFalse(logged.toString().contains("5551234567"), logged.toString());
  }

  @Test
  void callThatHasJustArrived_writtenAndRead_isTheSame() {
    Call call = Call.arriving(C1, "", "311", "PJSIP/trunk-00000001", T0);
    assertEquals(call, codec.read(codec.write(call), Call.class));
  }

  /// As the version before wrote it.
  @Test
  void callWithoutAJourney_isReadAsOneThatHasHadNone() {
    Call call = Call.arriving(C1, "", "311", "PJSIP/trunk-00000001", T0);
    String before = codec.write(call).replace(",\"went\":null", "");
    assertFalse(before.contains("went"), before);
    assertEquals(call, codec.read(before, Call.class));
    assertEquals(Journey.NONE, call.journey());
  }

  static Stream<Agent> agents() {
    Agent out =
        Agent.signedOut(
            new AgentProfile(
                ANA,
                "Ana Ñandú",
                "ana",
                Map.of(new SkillGroupId("a"), 1, new SkillGroupId("b"), 2),
                Map.of(new SkillId("es"), 9)),
            T0);
    Agent ready = out.withPresence(new Presence.Ready(), T0.plusSeconds(1));
    return Stream.of(
        out,
        ready,
        ready.withPresence(new Presence.NotReady("break", true), T0.plusSeconds(2)),
        ready.withActivity(new Activity.Offered(OFFER, C1), T0),
        ready.withActivity(new Activity.Talking(OFFER, C1, true), T0),
        ready
            .withActivity(new Activity.Talking(OFFER, C1, true), T0)
            .withConsult(new Consult(new ConsultId("1.7"), ANA, new AgentId("ben"), T0), T0),
        ready.withActivity(new Activity.WrapUp(C1, T0.plusSeconds(9)), T0));
  }

  @ParameterizedTest
  @MethodSource("agents")
  void agent_writtenAndRead_isTheSame(Agent agent) {
    assertEquals(agent, codec.read(codec.write(agent), Agent.class));
  }

  /// As the version before wrote it.
  @Test
  void agentSavedBeforeThereWereConsultsAndExtensions_isRead() {
    Agent agent = agents().findFirst().orElseThrow();
    String written = codec.write(agent);
    String old = written.replace("\"consult\":null,", "").replace(",\"extension\":null", "");
    assertFalse(old.contains("consult") || old.contains("extension"), old);
    assertEquals(agent, codec.read(old, Agent.class));
  }

  @Test
  void damagedEntry_saysWhatIsWrong() {
    assertThrows(IllegalArgumentException.class, () -> codec.read("{\"id\":\"c1\"", Call.class));
    assertThrows(IllegalArgumentException.class, () -> codec.read("{\"id\":\"c1\"}", Call.class));
    assertThrows(IllegalArgumentException.class, () -> codec.read("{}", Agent.class));
  }

  static Stream<CentreEvent> events() {
    Call call = Call.arriving(C1, "", "311", "PJSIP/trunk-00000001", T0);
    Routing routing = routing();
    return Stream.of(
        new CentreEvent.Snapshot(T0, routing, List.of(call), agents().toList()),
        new CentreEvent.OfferFailed(T0, call, OFFER, ANA, OfferFailure.DECLINED),
        new CentreEvent.CallTreated(T0, call, Treatment.MESSAGE),
        new CentreEvent.RoutingChanged(T0, routing),
        new CentreEvent.AgentGone(T0, ANA));
  }

  private static Routing routing() {
    SkillGroupId water = new SkillGroupId("a");
    SkillGroupId streets = new SkillGroupId("b");
    return new Routing(
        List.of(
            new SkillGroup(
                water,
                Map.of("en", "Water", "es", "Agua"),
                Map.of(new SkillId("water"), 3),
                Strategy.MOST_SKILLED,
                4,
                List.of(
                    new OverflowStep(
                        new OverflowStep.AfterWait(Duration.ofSeconds(90)),
                        new OverflowStep.Widen(Map.of(new SkillId("water"), 1))),
                    new OverflowStep(
                        new OverflowStep.WhenWaiting(7),
                        new OverflowStep.AddGroups(Set.of(streets))),
                    new OverflowStep(
                        new OverflowStep.WhenWaiting(50), new OverflowStep.Treat(Treatment.FULL))),
                new OpeningHours(
                    ZoneId.of("America/New_York"),
                    Map.of(
                        DayOfWeek.MONDAY,
                        List.of(new OpeningHours.Span(LocalTime.of(8, 0), LocalTime.MIDNIGHT))),
                    Map.of(LocalDate.of(2026, 12, 25), List.of())),
                Closing.TELL),
            SkillGroup.plain(streets, Map.of("en", "Streets"))),
        agents().map(Agent::profile).limit(1).toList());
  }

  @ParameterizedTest
  @MethodSource("events")
  void event_writtenAndRead_isTheSame(CentreEvent event) {
    assertEquals(event, codec.read(codec.write(event), CentreEvent.class));
  }

  @Test
  void whatANewerVersionAdds_isLeftOut() {
    Call call = Call.arriving(C1, "", "311", "PJSIP/trunk-00000001", T0);
    String newer = codec.write(call).replaceFirst("\\{", "{\"mood\":\"good\",");
    assertEquals(call, codec.read(newer, Call.class));
  }

  @Test
  void call_isWrittenAsAPersonReadsIt() {
    Call call = Call.arriving(C1, "", "311", "PJSIP/trunk-00000001", T0);
    String written = codec.write(call);
    assertTrue(
        written.startsWith("{\"id\":\"c1\",\"ani\":\"\",\"dnis\":\"311\",\"channel\":"), written);
    assertTrue(written.contains("\"state\":{\"is\":\"InFlow\"}"), written);
    assertTrue(written.contains("\"arrived\":\"2026-01-01T12:00:00.123456Z\""), written);
  }
}
