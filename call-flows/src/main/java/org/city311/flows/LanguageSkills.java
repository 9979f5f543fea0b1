package org.city311.flows;

import java.util.Map;
import java.util.function.Supplier;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.routing.Routing;

/// What an agent of a group must be able to do for a caller who speaks a language.
@FunctionalInterface
public interface LanguageSkills {

  /// @return skill to least level; empty if any agent of the group will do
  Map<SkillId, Integer> of(Language language, SkillGroupId group);

  /// Everyone speaks everything.
  static LanguageSkills none() {
    return (_, _) -> Map.of();
  }

  /// A language other than the first is a skill of that name, where the group has an agent with it: a
  /// caller must not wait for one who does not exist.
  ///
  /// @param routing asked each time, as it may change at any moment
  static LanguageSkills byTag(Language first, Supplier<Routing> routing) {
    return (language, group) -> {
      SkillId skill = new SkillId(language.tag());
      boolean isSpoken =
          !language.equals(first)
              && routing.get().agents().stream()
                  .anyMatch(
                      agent ->
                          agent.groups().containsKey(group) && agent.skills().containsKey(skill));
      return isSpoken ? Map.of(skill, 1) : Map.of();
    };
  }
}
