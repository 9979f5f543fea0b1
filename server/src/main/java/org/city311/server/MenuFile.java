package org.city311.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.city311.flows.menu.MenuTree;
import org.city311.flows.menu.Target;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.server.config.Configuration;
import org.city311.server.config.Configuration.DialledNumber;
import org.city311.server.config.Configuration.MenuChoice;
import org.city311.server.config.ConfigurationException;
import org.city311.server.config.MenusReader;

/// The menus as they are written: in a file of their own, or in short in the configuration.
final class MenuFile {
  private MenuFile() {}

  /// @param text what it was read from, to be kept
  record Written(MenuTree tree, String text) {}

  /// @throws ConfigurationException with all mistakes, if there are any
  /// @throws IOException if the file can't be read
  static Written read(Configuration configuration) throws ConfigurationException, IOException {
    return configuration.menus().isPresent()
        ? read(configuration.menus().get(), configuration)
        : inShort(configuration);
  }

  static Written read(Path file, Configuration configuration)
      throws ConfigurationException, IOException {
    return parse(file.toString(), Files.readString(file), configuration);
  }

  /// @param file its name, for mistakes
  static Written parse(String file, String text, Configuration configuration)
      throws ConfigurationException {
    return new Written(MenusReader.read(file, text, known(configuration)), text);
  }

  /// What is to be said in it: prompt key to language to text.
  static Map<String, Map<String, String>> texts(MenuTree tree) {
    Map<String, Map<String, String>> texts = new TreeMap<>();
    tree.texts()
        .forEach(
            (key, words) ->
                words.forEach(
                    (language, text) ->
                        texts
                            .computeIfAbsent(key, _ -> new TreeMap<>())
                            .put(language.tag(), text)));
    return texts;
  }

  private static MenusReader.Known known(Configuration configuration) {
    return new MenusReader.Known(
        configuration.city(),
        configuration.timeZone(),
        configuration.languages(),
        configuration.routing().groups().stream().map(group -> group.id().value()).toList(),
        SelfServices.names(configuration),
        configuration.outside().numbers().stream()
            .map(Configuration.OutsideNumber::name)
            .collect(Collectors.toCollection(TreeSet::new)),
        configuration.numbers().stream().map(DialledNumber::number).collect(Collectors.toSet()));
  }

  private static Written inShort(Configuration configuration) {
    SkillGroupId person = configuration.routing().groups().getFirst().id();
    SortedMap<Character, Target.ToGroup> groups = new TreeMap<>();
    StringBuilder text = new StringBuilder("person: " + person + "\nmenu:\n");
    configuration
        .menu()
        .forEach(
            (key, choice) -> {
              groups.put(
                  key, new Target.ToGroup(choice.group(), choice.priority(), choice.skills()));
              text.append("  ").append(key).append(": ").append(yaml(choice)).append('\n');
            });
    String written = text.toString();
    return new Written(MenuTree.ofGroups(MenuTree.version(written), groups, person), written);
  }

  /// In an order that is the same at every node.
  private static String yaml(MenuChoice choice) {
    SortedMap<String, Integer> skills = new TreeMap<>();
    for (Map.Entry<SkillId, Integer> skill : choice.skills().entrySet()) {
      skills.put(skill.getKey().value(), skill.getValue());
    }
    return "{group: %s, priority: %d, skills: %s}"
        .formatted(choice.group(), choice.priority(), skills.toString().replace("=", ": "));
  }
}
