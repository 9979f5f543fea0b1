package org.city311.server;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.city311.asteriskconfig.PromptException;
import org.city311.asteriskconfig.PromptSources;
import org.city311.asteriskconfig.Prompts;
import org.city311.asteriskconfig.Voice;
import org.city311.server.config.Configuration;

/// Speaks the prompts that are missing or have changed.
final class PromptPreparation {
  private PromptPreparation() {}

  /// @param progress is told of each prompt made
  static void run(Configuration configuration, PrintStream progress) throws StartException {
    SortedMap<Integer, String> menu = new TreeMap<>();
    configuration.menu().forEach((key, choice) -> menu.put(key - '0', choice.group().value()));
    Map<String, Voice> voices =
        configuration.voices().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> voice(entry.getValue())));
    PromptSources sources =
        new PromptSources(
            configuration.city(),
            configuration.languages(),
            configuration.routing().groups().stream()
                .map(group -> new PromptSources.Group(group.id().value(), group.names()))
                .toList(),
            menu,
            configuration.data().resolve("recordings"),
            voices);
    try {
      Prompts.render(
          configuration.data().resolve("sounds"),
          sources,
          (done, of, prompt) -> progress.println("prompt " + done + "/" + of + ": " + prompt));
    } catch (PromptException e) {
      throw new StartException(StartException.MACHINE, String.valueOf(e.getMessage()));
    }
  }

  private static Voice voice(List<String> command) {
    return new Voice(command, "install it, or set another under voices: in the configuration");
  }
}
