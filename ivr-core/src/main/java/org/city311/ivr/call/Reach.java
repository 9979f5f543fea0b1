package org.city311.ivr.call;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// How far a waiting call has been opened to agents beyond what it first asked for: what its skill
/// group's overflow ladder did for it, and whether it still waits for one named agent.
///
/// @param rungs which rungs of the ladder were taken: bit n for the rung at index n
/// @param groups the groups that may take it beside its own
/// @param levels skills of which less is asked: skill to the new least level, 0 for none
/// @param direct whether only the agent of [Demand#direct] may take it
public record Reach(
    int rungs, Set<SkillGroupId> groups, Map<SkillId, Integer> levels, boolean direct) {
  /// Rungs that a ladder can have.
  public static final int MAX_RUNGS = 31;

  /// Only what was asked for.
  public static final Reach ASKED = new Reach(0, Set.of(), Map.of(), false);

  /// Only the named agent.
  public static final Reach DIRECT = new Reach(0, Set.of(), Map.of(), true);

  public Reach {
    groups = Set.copyOf(groups);
    levels = Map.copyOf(levels);
  }

  public boolean hasTaken(int rung) {
    return (rungs & (1 << rung)) != 0;
  }

  public Reach take(int rung) {
    return withRungs(rungs | (1 << rung));
  }

  /// The ladder is another one now.
  ///
  /// @param taken which of its rungs count as taken
  public Reach withRungs(int taken) {
    return new Reach(taken, groups, levels, direct);
  }

  public Reach toAnyone() {
    return new Reach(rungs, groups, levels, false);
  }

  public Reach withGroups(Set<SkillGroupId> more) {
    Set<SkillGroupId> all = new HashSet<>(groups);
    all.addAll(more);
    return new Reach(rungs, all, levels, direct);
  }

  public Reach withLevels(Map<SkillId, Integer> less) {
    Map<SkillId, Integer> all = new HashMap<>(levels);
    less.forEach((skill, level) -> all.merge(skill, level, Math::min));
    return new Reach(rungs, groups, all, direct);
  }
}
