package org.city311.flows;

import java.util.Map;
import java.util.Objects;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;

/// What the keys of the welcome mean.
///
/// @param languages key to language, of the greeting
/// @param services key to what it asks for, of the menu
/// @param anyone the group that takes callers who chose nothing
public record Menu(
    Map<Character, Language> languages, Map<Character, Choice> services, SkillGroupId anyone) {
  public Menu {
    languages = Map.copyOf(languages);
    services = Map.copyOf(services);
    if (!languages.containsKey('1')) {
      throw new IllegalArgumentException("the first language has the key 1");
    }
  }

  /// What a key of the menu asks for.
  ///
  /// @param priority added to the call's
  /// @param skills what the call asks for beside its group's skills: skill to least level
  public record Choice(SkillGroupId group, int priority, Map<SkillId, Integer> skills) {
    public Choice {
      skills = Map.copyOf(skills);
    }

    /// Nothing but a group.
    public static Choice of(SkillGroupId group) {
      return new Choice(group, 0, Map.of());
    }
  }

  /// The language of callers who chose none.
  public Language firstLanguage() {
    return Objects.requireNonNull(languages.get('1'));
  }
}
