package org.city311.ivr.acd;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.routing.SkillGroup;
import org.jspecify.annotations.Nullable;

/// Whom a waiting call may go to. Calls of equal need are served by the same agents, so they can wait
/// in one line.
///
/// @param group its own
/// @param groups all that may serve it, its own among them
/// @param skills skill to least level
/// @param direct the only agent who may take it; null for any
public record Need(
    SkillGroupId group,
    Set<SkillGroupId> groups,
    Map<SkillId, Integer> skills,
    @Nullable AgentId direct) {

  /// @param group the call's own group as it is now
  public static Need of(Call call, Demand demand, SkillGroup group) {
    Set<SkillGroupId> groups = Set.of(group.id());
    if (!call.reach().groups().isEmpty()) {
      Set<SkillGroupId> all = new HashSet<>(call.reach().groups());
      all.add(group.id());
      groups = Set.copyOf(all);
    }
    return new Need(
        group.id(),
        groups,
        skills(call, demand, group),
        call.reach().direct() ? demand.direct() : null);
  }

  private static Map<SkillId, Integer> skills(Call call, Demand demand, SkillGroup group) {
    if (demand.skills().isEmpty() && call.reach().levels().isEmpty()) {
      return group.skills();
    }
    Map<SkillId, Integer> all = new HashMap<>(group.skills());
    demand.skills().forEach((skill, level) -> all.merge(skill, level, Math::max));
    call.reach()
        .levels()
        .forEach(
            (skill, level) ->
                all.computeIfPresent(
                    skill,
                    (_, asked) -> {
                      int less = Math.min(asked, level);
                      return less == 0 ? null : less;
                    }));
    return Map.copyOf(all);
  }

  /// Whether this agent may take such a call, when free.
  public boolean canBeServedBy(AgentProfile agent) {
    if (direct != null) {
      return direct.equals(agent.id());
    }
    for (Map.Entry<SkillId, Integer> asked : skills.entrySet()) {
      if (agent.skills().getOrDefault(asked.getKey(), 0) < asked.getValue()) {
        return false;
      }
    }
    return preferenceOf(agent) != Integer.MAX_VALUE;
  }

  /// How soon this agent is rung among those who may: their best preference for any of the groups.
  int preferenceOf(AgentProfile agent) {
    int best = Integer.MAX_VALUE;
    for (SkillGroupId id : groups) {
      best = Math.min(best, agent.groups().getOrDefault(id, Integer.MAX_VALUE));
    }
    return best;
  }

  /// How good this agent is at what is asked for: the sum of levels.
  int fitnessOf(AgentProfile agent) {
    int sum = 0;
    for (SkillId skill : skills.keySet()) {
      sum += agent.skills().getOrDefault(skill, 0);
    }
    return sum;
  }
}
