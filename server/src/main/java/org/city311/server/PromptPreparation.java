package org.city311.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.city311.asteriskconfig.PromptCache;
import org.city311.asteriskconfig.PromptSources;
import org.city311.asteriskconfig.Voice;
import org.city311.flows.speech.Say;
import org.city311.flows.waiting.WaitingRoom;
import org.city311.ivr.call.Language;
import org.city311.ivr.routing.SkillGroup;
import org.city311.server.config.Configuration;

/// What all prompts are made of, of a configuration.
final class PromptPreparation {
  private PromptPreparation() {}

  /// @param groups those that callers and agents hear of
  /// @param texts what is to be said beside the catalogue: key to language to text
  static PromptSources sources(
      Configuration configuration,
      List<SkillGroup> groups,
      Map<String, Map<String, String>> texts) {
    SortedMap<Integer, String> menu = new TreeMap<>();
    configuration.menu().forEach((key, choice) -> menu.put(key - '0', choice.group().value()));
    Map<String, Voice> voices =
        configuration.voices().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> voice(entry.getValue())));
    Map<String, Map<String, String>> all = new HashMap<>(numbers(configuration.languages()));
    all.putAll(texts);
    groups.forEach(group -> all.putAll(WaitingRoom.texts(group)));
    return new PromptSources(
        configuration.city(),
        configuration.languages(),
        groups.stream()
            .map(group -> new PromptSources.Group(group.id().value(), group.names()))
            .toList(),
        menu,
        configuration.data().resolve("recordings"),
        voices,
        all,
        PromptCache.ofThisUser());
  }

  /// The words of numbers, dates and times. Each language has keys of its own.
  private static Map<String, Map<String, String>> numbers(List<String> languages) {
    Map<String, Map<String, String>> texts = new HashMap<>();
    for (String language : languages) {
      Say.in(new Language(language))
          .words()
          .forEach(
              (key, text) -> texts.computeIfAbsent(key, _ -> new HashMap<>()).put(language, text));
    }
    return texts;
  }

  private static Voice voice(List<String> command) {
    return new Voice(command, "install it, or set another under voices: in the configuration");
  }
}
