package org.city311.ivr.acd;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.OverflowStep;
import org.city311.ivr.routing.OverflowStep.Treat;
import org.city311.ivr.routing.OverflowStep.WhenWaiting;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.ivr.routing.Strategy;

/// An ACD whose skill groups and agents a test makes up.
abstract class RoutingScene extends AcdScene {
  static final SkillId SPANISH = new SkillId("es");

  void agents(AgentProfile... profiles) {
    routing(List.of(SkillGroup.plain(WATER, Map.of("en", "Water"))), profiles);
  }

  void routing(List<SkillGroup> groups, AgentProfile... profiles) {
    routing = new Routing(groups, List.of(profiles));
    acd = acd(List.of(), List.of());
    linkUp();
  }

  static AgentProfile agent(AgentId id, Map<SkillId, Integer> skills) {
    return new AgentProfile(id, id.value(), id.value(), Map.of(WATER, 1), skills);
  }

  static SkillGroup water(Map<SkillId, Integer> skills, Strategy strategy) {
    return new SkillGroup(
        WATER,
        Map.of("en", "Water"),
        skills,
        strategy,
        0,
        List.of(),
        OpeningHours.always(),
        Closing.SERVE);
  }

  static SkillGroup ladder(OverflowStep... steps) {
    return group(WATER, 0, List.of(steps), OpeningHours.always(), Closing.SERVE);
  }

  static SkillGroup untilFour(Closing closing) {
    var day = List.of(new OpeningHours.Span(LocalTime.of(8, 0), LocalTime.of(16, 0)));
    return group(
        WATER,
        0,
        List.of(),
        new OpeningHours(ZoneOffset.UTC, Map.of(DayOfWeek.THURSDAY, day), Map.of()),
        closing);
  }

  static SkillGroup group(
      SkillGroupId id,
      int priority,
      List<OverflowStep> overflow,
      OpeningHours hours,
      Closing closing) {
    return new SkillGroup(
        id,
        Map.of("en", id.value()),
        Map.of(),
        Strategy.LONGEST_IDLE,
        priority,
        overflow,
        hours,
        closing);
  }

  static Demand urgent(int priority) {
    return new Demand(WATER, Map.of(), priority, null);
  }

  /// Another server leads from here on: it knows what was saved, and no timer is left.
  void takenOver() {
    CentreEvent.Snapshot saved = acd.snapshot(now);
    commands.clear();
    acd = acd(saved.calls(), saved.agents());
  }

  void asks(String id, Demand demand) {
    decide(new AcdEvent.CallArrived(new CallId(id), "4105550100", "311", "PJSIP/t-" + id));
    decide(new AcdEvent.ForCall(new CallId(id), new CallInput.AskedForPerson(demand)));
    parked(id);
  }

  void outcome(String id, CallInput.Outcome outcome) {
    decide(new AcdEvent.ForCall(new CallId(id), new CallInput.TreatmentEnded(outcome)));
  }

  void leavesForAMessage() {
    routing(
        List.of(ladder(new OverflowStep(new WhenWaiting(0), new Treat(Treatment.MESSAGE)))),
        agent(ANA, Map.of()));
    asks("c1", Demand.of(WATER));
  }

  /// The talk of this call begins and ends, and its agent is ready again.
  void finish(String id, AgentId agent) {
    OfferFailure normal = OfferFailure.NO_ANSWER;
    decide(new AcdEvent.OfferConnected(offerOf(id, 1)));
    over(offerOf(id, 1), normal);
    ready(agent);
  }
}
