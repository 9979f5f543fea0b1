package org.city311.ivr.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.agent.ConsultId;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Termination;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;

/// An ACD, driven by events at instants that the test makes up, and what it decided.
abstract class AcdScene {
  static final SkillGroupId WATER = new SkillGroupId("water");
  static final SkillGroupId STREETS = new SkillGroupId("streets");
  static final AgentId ANA = new AgentId("ana");
  static final AgentId BEN = new AgentId("ben");
  static final Duration WRAP_UP = Duration.ofSeconds(10);

  final List<AcdCommand> commands = new ArrayList<>();
  final List<CentreEvent> told = new ArrayList<>();
  final Set<ConsultId> dialling = new HashSet<>();
  final Set<String> reachable = new HashSet<>();
  AcdSettings settings =
      new AcdSettings(Duration.ofSeconds(20), WRAP_UP, 1, Duration.ZERO, Duration.ofSeconds(30));
  Routing routing =
      new Routing(
          List.of(
              SkillGroup.plain(WATER, Map.of("en", "Water")),
              SkillGroup.plain(STREETS, Map.of("en", "Streets"))),
          List.of(
              new AgentProfile(ANA, "Ana", "ana", Map.of(WATER, 1, STREETS, 1), Map.of()),
              new AgentProfile(BEN, "Ben", "ben", Map.of(WATER, 1), Map.of())));
  Instant now = Instant.parse("2026-01-01T12:00:00Z");
  Acd acd = acd(List.of(), List.of());

  Acd acd(List<Call> calls, List<Agent> agents) {
    return new Acd(settings, routing, calls, agents, now);
  }

  Decision decide(AcdEvent event) {
    now = now.plusMillis(1);
    Decision decision = acd.decide(event, now);
    commands.addAll(decision.commands());
    told.addAll(decision.events());
    return decision;
  }

  void linkUp() {
    seen(Map.of(), Map.of(), false);
  }

  void seen(
      Map<CallId, SwitchView.Caller> callers,
      Map<OfferId, SwitchView.AgentLeg> offers,
      boolean restarted) {
    Instant started = restarted ? now : Instant.EPOCH;
    decide(
        new AcdEvent.SwitchSeen(
            now, new SwitchView(callers, offers, dialling, reachable, started)));
  }

  void ready(AgentId agent) {
    decide(new AcdEvent.PresenceSet(agent, new Presence.Ready()));
  }

  void asked(String id, SkillGroupId group) {
    decide(new AcdEvent.CallArrived(new CallId(id), "4105550100", "311", "PJSIP/t-" + id));
    decide(new AcdEvent.ForCall(new CallId(id), new CallInput.AskedForPerson(Demand.of(group))));
  }

  void parked(String id) {
    decide(new AcdEvent.ForCall(new CallId(id), new CallInput.Parked()));
  }

  CallId waiting(String id, SkillGroupId group) {
    asked(id, group);
    parked(id);
    return new CallId(id);
  }

  void talking(String id, AgentId agent) {
    waiting(id, WATER);
    decide(new AcdEvent.OfferAnswered(offerOf(id, 1)));
    decide(new AcdEvent.OfferConnected(offerOf(id, 1)));
    assertEquals(AgentState.TALKING, agent(agent).state());
  }

  void over(OfferId offer, OfferFailure failure) {
    decide(new AcdEvent.OfferOver(offer, failure));
  }

  void hangUp(String id) {
    decide(new AcdEvent.ForCall(new CallId(id), new CallInput.HungUp()));
  }

  void fireTimers() {
    for (AcdCommand command : List.copyOf(commands)) {
      if (command instanceof AcdCommand.Wake wake && !wake.at().isAfter(now)) {
        decide(new AcdEvent.TimerFired(wake.timer()));
      }
    }
  }

  List<String> rings() {
    return commands.stream()
        .filter(AcdCommand.RingAgent.class::isInstance)
        .map(AcdCommand.RingAgent.class::cast)
        .map(ring -> ring.call().id() + "→" + ring.agent().id())
        .toList();
  }

  void assertEnded(String id, Termination.Result result, Termination.Reason reason) {
    assertEquals(
        new CallState.Ended(new Termination(result, reason)), call(new CallId(id)).state());
  }

  static OfferId offerOf(String call, int number) {
    return new OfferId(OfferId.PREFIX + call + "-" + number);
  }

  static SwitchView.Caller parkedCaller() {
    return new SwitchView.Caller("PJSIP/t-1", "", "311", Language.ENGLISH, null, true, false);
  }

  static SwitchView.Caller caller() {
    return new SwitchView.Caller("PJSIP/t-1", "", "311", Language.ENGLISH, null, false, false);
  }

  static SwitchView.Caller waiterWithPlace(Instant queued) {
    return new SwitchView.Caller(
        "PJSIP/t-1",
        "",
        "311",
        Language.SPANISH,
        new SwitchView.Place(Demand.of(WATER), queued),
        true,
        false);
  }

  Call call(CallId id) {
    return Objects.requireNonNull(acd.call(id));
  }

  Agent agent(AgentId id) {
    return Objects.requireNonNull(acd.agent(id));
  }
}
