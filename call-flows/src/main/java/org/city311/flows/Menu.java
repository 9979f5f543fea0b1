package org.city311.flows;

import java.util.Map;
import java.util.Objects;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;

/// What the keys of the welcome mean.
///
/// @param languages key to language, of the greeting
/// @param services key to skill group, of the menu
/// @param anyone the group that takes callers who chose nothing
public record Menu(
    Map<Character, Language> languages,
    Map<Character, SkillGroupId> services,
    SkillGroupId anyone) {
  public Menu {
    languages = Map.copyOf(languages);
    services = Map.copyOf(services);
    if (!languages.containsKey('1')) {
      throw new IllegalArgumentException("the first language has the key 1");
    }
  }

  /// The language of callers who chose none.
  Language firstLanguage() {
    return Objects.requireNonNull(languages.get('1'));
  }
}
