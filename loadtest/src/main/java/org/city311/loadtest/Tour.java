package org.city311.loadtest;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Callers of one city and what each of them does and is to hear: a file of `tour/`. `loadtest/README.md` says how it
/// is written.
///
/// @param name of the file
/// @param agents the agents, each with its skill groups
/// @param answering those of them whose phones answer, talk for a moment and hang up
/// @param inTurn whether callers in Spanish come after those in English, as they would change what those hear
/// @param services of `city311.yaml`: all that differs from other stacks
/// @param files that `services` names as `{NAME}`, by their names, and their texts
/// @param before what is ordered before anybody calls
/// @param callers by their names; each does this in each language
record Tour(
    String name,
    Map<String, List<String>> agents,
    List<String> answering,
    boolean inTurn,
    String services,
    Map<String, String> files,
    List<TourLine> before,
    SequencedMap<String, List<TourLine>> callers) {
  /// In the order in which they are gone.
  static final List<String> ALL =
      List.of(
          "self-service",
          "waiting",
          "offers",
          "announced",
          "guarded",
          "flood",
          "phones",
          "faults",
          "away");

  private static final String FOLDER = "tour/";

  /// One of the tours that come with the load test.
  static Tour load(String name) throws IOException {
    var yaml = yaml(name);
    var phrases = strings(yaml.get("phrases"));
    var callers = new LinkedHashMap<String, List<TourLine>>();
    map(yaml.get("callers"))
        .forEach((caller, lines) -> callers.put(caller, lines(lines, phrases, name, caller)));
    var agents = new LinkedHashMap<String, List<String>>();
    map(yaml.get("agents")).forEach((agent, groups) -> agents.put(agent, list(groups)));
    return new Tour(
        name,
        agents,
        list(yaml.get("answering")),
        Boolean.TRUE.equals(yaml.get("in-turn")),
        String.valueOf(yaml.get("services")),
        strings(yaml.get("files")),
        lines(yaml.get("before"), phrases, name, "before"),
        callers);
  }

  /// A file of `tour/`.
  static Map<String, Object> yaml(String name) throws IOException {
    var resource = FOLDER + name + ".yaml";
    try (var in = Tour.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("there is no " + resource);
      }
      var load = new Load(LoadSettings.builder().setLabel(resource).build());
      return map(load.loadFromInputStream(in));
    }
  }

  private static List<TourLine> lines(
      @Nullable Object written, Map<String, String> phrases, String file, String caller) {
    return list(written).stream()
        .map(
            line -> {
              try {
                return TourLine.parse(line, phrases);
              } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                    "%s.yaml, %s: %s".formatted(file, caller, e.getMessage()), e);
              }
            })
        .toList();
  }

  private static Map<String, Object> map(@Nullable Object yaml) {
    var map = new LinkedHashMap<String, Object>();
    if (yaml instanceof Map<?, ?> written) {
      written.forEach((key, value) -> map.put(String.valueOf(key), value));
    }
    return map;
  }

  private static Map<String, String> strings(@Nullable Object yaml) {
    var strings = new LinkedHashMap<String, String>();
    map(yaml).forEach((key, value) -> strings.put(key, String.valueOf(value)));
    return strings;
  }

  private static List<String> list(@Nullable Object yaml) {
    return yaml instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }
}
