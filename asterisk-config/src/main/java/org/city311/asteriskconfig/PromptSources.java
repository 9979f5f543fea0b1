package org.city311.asteriskconfig;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What prompts are made of, beside the texts of the catalogue.
///
/// @param city the city's name as residents hear it
/// @param languages in the order in which callers are asked; the first is also the agents' own
/// @param groups the skill groups
/// @param menu the id of a group for each digit of the menu, 1 to 9
/// @param recordings folder of the city's own recordings, `LANGUAGE/KEY.wav` and `moh/*.wav`; it may
///     be missing
/// @param voices the voice of each language; one that is missing here gets [Voice#forLanguage]
/// @param texts what is to be said beside the catalogue, or in its place: key to language to text, which
///     may hold `{city}`
/// @param cache what voices have spoken before
public record PromptSources(
    String city,
    List<String> languages,
    List<Group> groups,
    SortedMap<Integer, String> menu,
    Path recordings,
    Map<String, Voice> voices,
    Map<String, Map<String, String>> texts,
    PromptCache cache) {
  private static final int MOST_CHARACTERS = 2_000;

  /// Checks languages, digits, texts, and that the menu names groups that are there.
  public PromptSources {
    languages = Allowed.listOf("languages", languages, 1, 9);
    languages.forEach(language -> Allowed.LANGUAGE.check("language", language));
    groups = Allowed.listOf("skill groups", groups, 0, 500);
    menu = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(menu));
    voices = Map.copyOf(voices);
    texts = checked(texts);
    for (var choice : menu.entrySet()) {
      Allowed.range("digit of the menu", choice.getKey(), 1, 9);
      if (groups.stream().noneMatch(group -> group.id().equals(choice.getValue()))) {
        throw new IllegalArgumentException(
            "menu %d: found '%s', allowed is the id of a skill group"
                .formatted(choice.getKey(), choice.getValue()));
      }
    }
  }

  private static Map<String, Map<String, String>> checked(Map<String, Map<String, String>> texts) {
    var all = new TreeMap<String, Map<String, String>>();
    texts.forEach(
        (key, byLanguage) -> {
          Allowed.PROMPT.check("prompt", key);
          byLanguage.forEach((language, text) -> checkText(key + " in " + language, text));
          all.put(key, Map.copyOf(byLanguage));
        });
    return java.util.Collections.unmodifiableSortedMap(all);
  }

  private static void checkText(String prompt, String text) {
    if (text.isBlank() || text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "text of %s: found %d characters, allowed is 1 to %d, not all of them blank"
              .formatted(prompt, text.length(), MOST_CHARACTERS));
    }
  }

  /// A skill group as callers and agents hear it.
  ///
  /// @param names its name in each language; where one is missing the first language's is said, and
  ///     the id when that is missing too
  public record Group(String id, Map<String, String> names) {
    /// Checks the id.
    public Group {
      Allowed.NAME.check("skill group", id);
      names = Map.copyOf(names);
    }
  }

  String groupName(Group group, String language) {
    var names = group.names();
    var ownLanguage = names.getOrDefault(languages.getFirst(), group.id());
    return names.getOrDefault(language, ownLanguage);
  }

  Group group(String id) {
    return groups.stream().filter(group -> group.id().equals(id)).findFirst().orElseThrow();
  }

  Voice voice(String language) {
    var voice = voices.get(language);
    return voice == null ? Voice.forLanguage(language) : voice;
  }
}
