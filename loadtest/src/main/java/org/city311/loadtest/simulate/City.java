package org.city311.loadtest.simulate;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.OverflowStep;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.ivr.routing.Strategy;

/// A city's skill groups and agents, made up by chance, and changed by chance.
final class City {
  private static final List<SkillId> SKILLS =
      List.of(new SkillId("es"), new SkillId("water"), new SkillId("streets"));

  private final Dice dice;
  private Routing routing;
  private int agentsSoFar;
  private int groupsSoFar;

  City(Plan plan, Dice dice) {
    this.dice = dice;
    List<SkillGroupId> ids = new ArrayList<>();
    for (int n = 0; n < plan.groups(); n++) {
      ids.add(nextGroup());
    }
    List<SkillGroup> groups = new ArrayList<>();
    ids.forEach(id -> groups.add(group(id, ids)));
    List<AgentProfile> agents = new ArrayList<>();
    for (int n = 0; n < plan.agents(); n++) {
      agents.add(agent(nextAgent(), ids));
    }
    Collections.shuffle(agents, new java.util.Random(dice.between(0, Integer.MAX_VALUE - 1)));
    routing = new Routing(groups, agents);
  }

  Routing routing() {
    return routing;
  }

  /// Takes away, adds or changes some of each.
  Routing change() {
    List<SkillGroupId> ids = new ArrayList<>();
    for (SkillGroup group : routing.groups()) {
      if (!dice.chance(0.15)) {
        ids.add(group.id());
      }
    }
    if (ids.isEmpty() || dice.chance(0.3)) {
      ids.add(nextGroup());
    }
    List<SkillGroup> groups = new ArrayList<>();
    for (SkillGroupId id : ids) {
      SkillGroup old = routing.group(id).orElse(null);
      // A ladder may name a group that is no longer there.
      groups.add(
          old == null || dice.chance(0.3) || !old.overflow().isEmpty() ? group(id, ids) : old);
    }
    List<AgentProfile> agents = new ArrayList<>();
    for (AgentProfile agent : routing.agents()) {
      if (!dice.chance(0.1)) {
        boolean same = dice.chance(0.6) && ids.containsAll(agent.groups().keySet());
        agents.add(same ? agent : agent(agent.id(), ids));
      }
    }
    for (int more = dice.between(0, 2); more > 0; more--) {
      agents.add(agent(nextAgent(), ids));
    }
    routing = new Routing(groups, agents);
    return routing;
  }

  /// What a resident asks for.
  Demand demand() {
    Map<SkillId, Integer> skills = new HashMap<>();
    if (dice.chance(0.2)) {
      skills.put(dice.one(SKILLS), dice.between(1, 4));
    }
    boolean direct = dice.chance(0.1) && !routing.agents().isEmpty();
    return new Demand(
        dice.one(routing.groups()).id(),
        skills,
        dice.chance(0.7) ? 0 : dice.between(-2, 4),
        direct ? dice.one(routing.agents()).id() : null);
  }

  private SkillGroupId nextGroup() {
    return new SkillGroupId("group-" + ++groupsSoFar);
  }

  private AgentId nextAgent() {
    return new AgentId("agent-" + ++agentsSoFar);
  }

  private AgentProfile agent(AgentId id, List<SkillGroupId> groups) {
    Map<SkillGroupId, Integer> served = new HashMap<>();
    served.put(dice.one(groups), dice.between(1, 3));
    while (dice.chance(0.4)) {
      served.put(dice.one(groups), dice.between(1, 3));
    }
    Map<SkillId, Integer> skills = new HashMap<>();
    for (SkillId skill : SKILLS) {
      if (dice.chance(0.6)) {
        skills.put(skill, dice.between(1, SkillId.MAX_LEVEL));
      }
    }
    return new AgentProfile(id, id.value(), "phone-" + id, served, skills);
  }

  private SkillGroup group(SkillGroupId id, List<SkillGroupId> all) {
    return new SkillGroup(
        id,
        Map.of("en", id.value()),
        dice.chance(0.3) ? Map.of(dice.one(SKILLS), dice.between(1, 5)) : Map.of(),
        dice.one(List.of(Strategy.values())),
        dice.chance(0.7) ? 0 : dice.between(-3, 3),
        ladder(id, all),
        hours(),
        dice.one(List.of(Closing.values())));
  }

  private List<OverflowStep> ladder(SkillGroupId id, List<SkillGroupId> all) {
    List<OverflowStep> rungs = new ArrayList<>();
    while (dice.chance(0.4)) {
      OverflowStep.Trigger when =
          dice.chance(0.7)
              ? new OverflowStep.AfterWait(dice.seconds(0, 120))
              : new OverflowStep.WhenWaiting(dice.between(0, 6));
      rungs.add(new OverflowStep(when, action(id, all)));
    }
    return rungs;
  }

  private OverflowStep.Action action(SkillGroupId id, List<SkillGroupId> all) {
    SkillGroupId other = dice.one(all);
    if (dice.chance(0.3) && !other.equals(id)) {
      return new OverflowStep.AddGroups(Set.of(other));
    }
    return dice.chance(0.4)
        ? new OverflowStep.Widen(Map.of(dice.one(SKILLS), dice.between(0, 3)))
        : new OverflowStep.Treat(
            dice.chance(0.4) ? Treatment.CALLBACK : dice.one(List.of(Treatment.values())));
  }

  /// Most groups never close; some do while residents call, which they do from eight o'clock on.
  private OpeningHours hours() {
    if (dice.chance(0.8)) {
      return OpeningHours.always();
    }
    LocalTime from = LocalTime.of(7, 30).plus(dice.seconds(0, 3_600));
    var span = new OpeningHours.Span(from, from.plus(Duration.ofSeconds(dice.between(60, 1_800))));
    Map<java.time.DayOfWeek, List<OpeningHours.Span>> week =
        new EnumMap<>(java.time.DayOfWeek.class);
    for (var day : java.time.DayOfWeek.values()) {
      week.put(day, List.of(span));
    }
    return new OpeningHours(ZoneOffset.UTC, week, Map.of());
  }
}
