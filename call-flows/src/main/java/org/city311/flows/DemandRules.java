package org.city311.flows;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.city311.flows.menu.Target;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerHistory.Past;

/// How what a caller dialled, chose and went through becomes what the call asks for. Priorities are
/// added up; of a skill asked for twice the higher level counts.
///
/// @param numbers number dialled to priority
/// @param languages what a caller's language asks for
/// @param abandonedPriority for a caller who lately gave up waiting; 0 for none
public record DemandRules(
    Map<String, Integer> numbers, LanguageSkills languages, int abandonedPriority) {
  /// How long a flow waits for a caller's past, counted from the call's beginning.
  static final Duration PATIENCE = Duration.ofMillis(200);

  public DemandRules {
    numbers = Map.copyOf(numbers);
  }

  /// The group and nothing else.
  public static DemandRules none() {
    return new DemandRules(Map.of(), LanguageSkills.none(), 0);
  }

  Demand demand(Target.ToGroup choice, Caller caller, Language language, Past past) {
    Map<SkillId, Integer> skills = new HashMap<>(choice.skills());
    languages
        .of(language, choice.group())
        .forEach((skill, level) -> skills.merge(skill, level, Math::max));
    int priority =
        choice.priority()
            + numbers.getOrDefault(caller.dnis(), 0)
            + (past.abandoned() ? abandonedPriority : 0);
    AgentId agent = past.cutOffFrom();
    return new Demand(
        choice.group(),
        skills,
        Math.clamp(priority, -Demand.MAX_PRIORITY, Demand.MAX_PRIORITY),
        agent);
  }
}
