package org.city311.ivr.call;

import java.util.Map;
import org.city311.ivr.agent.AgentId;
import org.jspecify.annotations.Nullable;

/// What a caller needs who asks for a person. Set once, when the caller first asks.
///
/// @param group the skill group that serves the call first
/// @param skills what the call itself asks for beside the group's own skills: skill to least level,
///     such as `es` to 1
/// @param priority higher is served first; 0 for most, at most [#MAX_PRIORITY], at least its negative
/// @param direct the agent who should take the call, for a while, before the group does; null for
///     none
public record Demand(
    SkillGroupId group, Map<SkillId, Integer> skills, int priority, @Nullable AgentId direct) {
  public static final int MAX_PRIORITY = 100;

  public Demand {
    skills = Map.copyOf(skills);
    if (Math.abs(priority) > MAX_PRIORITY) {
      throw new IllegalArgumentException(
          "priority " + priority + " is not between " + -MAX_PRIORITY + " and " + MAX_PRIORITY);
    }
    skills.forEach(Demand::checkLevel);
  }

  /// Nothing but the group.
  public static Demand of(SkillGroupId group) {
    return new Demand(group, Map.of(), 0, null);
  }

  private static void checkLevel(SkillId skill, int level) {
    if (level < 1 || level > SkillId.MAX_LEVEL) {
      throw new IllegalArgumentException(
          skill + ": level " + level + " is not between 1 and " + SkillId.MAX_LEVEL);
    }
  }
}
