package org.city311.ivr.routing;

import java.util.List;
import java.util.Map;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;

/// A queue and the way in which it is served.
///
/// @param names language tag to what residents hear and see; never empty
/// @param skills what an agent of the group must be able to do to take its calls: skill to least
///     level
/// @param priority added to the priority of each of its calls
/// @param overflow the ladder, in order
public record SkillGroup(
    SkillGroupId id,
    Map<String, String> names,
    Map<SkillId, Integer> skills,
    Strategy strategy,
    int priority,
    List<OverflowStep> overflow,
    OpeningHours hours,
    Closing closing) {
  public SkillGroup {
    names = Map.copyOf(names);
    skills = Map.copyOf(skills);
    overflow = List.copyOf(overflow);
  }

  /// A group that is always open, asks for nothing, and rings the longest idle.
  public static SkillGroup plain(SkillGroupId id, Map<String, String> names) {
    return new SkillGroup(
        id,
        names,
        Map.of(),
        Strategy.LONGEST_IDLE,
        0,
        List.of(),
        OpeningHours.always(),
        Closing.SERVE);
  }
}
