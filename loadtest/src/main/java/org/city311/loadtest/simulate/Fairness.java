package org.city311.loadtest.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;

/// Who may serve whom, whose turn it is, and who is rung: the rules of `docs/acd.md`, written down a
/// second time, as plainly as possible and without any of the ACD's own code.
final class Fairness {
  private final Duration ageing;
  private final SkillGroup first;
  private final Map<SkillGroupId, SkillGroup> groups = new HashMap<>();
  private final Map<AgentId, Integer> places = new HashMap<>();

  Fairness(Routing routing, Duration ageing) {
    this.ageing = ageing;
    first = routing.groups().getFirst();
    routing.groups().forEach(group -> groups.put(group.id(), group));
    routing.agents().forEach(agent -> places.put(agent.id(), places.size()));
  }

  static Demand demand(Call call) {
    return Objects.requireNonNull(call.demand(), "a call that waits has asked for somebody");
  }

  static Instant queued(Call call) {
    return Objects.requireNonNull(call.times().queued(), "a call that waits has a place");
  }

  /// The group that the call asked for; when that was taken away, the first.
  SkillGroup groupOf(Call call) {
    return groups.getOrDefault(demand(call).group(), first);
  }

  boolean canServe(AgentProfile agent, Call call) {
    if (call.reach().direct()) {
      return agent.id().equals(demand(call).direct());
    }
    SkillGroup group = groupOf(call);
    return preference(agent, call, group) < Integer.MAX_VALUE
        && isGoodEnough(agent, call, group, group.skills())
        && isGoodEnough(agent, call, group, demand(call).skills());
  }

  private static boolean isGoodEnough(
      AgentProfile agent, Call call, SkillGroup group, Map<SkillId, Integer> skills) {
    for (SkillId skill : skills.keySet()) {
      if (agent.skills().getOrDefault(skill, 0) < asked(call, group, skill)) {
        return false;
      }
    }
    return true;
  }

  /// The level that an agent must have: what the group or the call asks for, or what the overflow
  /// ladder has lowered it to.
  private static int asked(Call call, SkillGroup group, SkillId skill) {
    int full =
        Math.max(
            group.skills().getOrDefault(skill, 0), demand(call).skills().getOrDefault(skill, 0));
    return Math.min(full, call.reach().levels().getOrDefault(skill, SkillId.MAX_LEVEL));
  }

  private static int preference(AgentProfile agent, Call call, SkillGroup group) {
    int best = agent.groups().getOrDefault(group.id(), Integer.MAX_VALUE);
    for (SkillGroupId other : call.reach().groups()) {
      best = Math.min(best, agent.groups().getOrDefault(other, Integer.MAX_VALUE));
    }
    return best;
  }

  /// Whether it is this call's turn before the other's.
  boolean isBefore(Call one, Call other) {
    int more = demand(one).priority() - demand(other).priority();
    if (ageing.isZero() && more != 0) {
      return more > 0;
    }
    // By how much the one has waited longer, in the eyes of ageing.
    Duration ahead = Duration.between(queued(one), queued(other)).plus(ageing.multipliedBy(more));
    if (!ahead.isZero()) {
      return ahead.isPositive();
    }
    int byWait = queued(one).compareTo(queued(other));
    return byWait != 0 ? byWait < 0 : one.id().value().compareTo(other.id().value()) < 0;
  }

  /// Whether this agent is to be rung for the call rather than the other, when both are free.
  ///
  /// @param one as it was when it was free; so the other
  boolean isRungBefore(Agent one, Agent other, Call call) {
    SkillGroup group = groupOf(call);
    int byPreference =
        preference(one.profile(), call, group) - preference(other.profile(), call, group);
    if (byPreference != 0) {
      return byPreference < 0;
    }
    int byStrategy =
        switch (group.strategy()) {
          case LONGEST_IDLE -> 0;
          case MOST_SKILLED -> fitness(other, call, group) - fitness(one, call, group);
          case CIRCULAR -> one.tally().rung().compareTo(other.tally().rung());
          case LINEAR -> place(one) - place(other);
          case FEWEST_CALLS -> one.tally().calls() - other.tally().calls();
        };
    if (byStrategy != 0) {
      return byStrategy < 0;
    }
    int byIdleTime = one.idleSince().compareTo(other.idleSince());
    return byIdleTime != 0 ? byIdleTime < 0 : one.id().compareTo(other.id()) < 0;
  }

  private static int fitness(Agent agent, Call call, SkillGroup group) {
    int sum = 0;
    Map<SkillId, Integer> skills = new HashMap<>(group.skills());
    skills.putAll(demand(call).skills());
    for (SkillId skill : skills.keySet()) {
      if (asked(call, group, skill) > 0) {
        sum += agent.profile().skills().getOrDefault(skill, 0);
      }
    }
    return sum;
  }

  private int place(Agent agent) {
    return places.getOrDefault(agent.id(), Integer.MAX_VALUE);
  }
}
