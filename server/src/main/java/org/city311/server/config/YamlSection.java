package org.city311.server.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// One mapping of the file, read key by key. What is wrong is noted, and a default is returned, so
/// that all mistakes are found in one go. [#end] notes the keys nobody asked for.
final class YamlSection {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,7})(ms|s|m|h)");

  private final String path;
  private final Mistakes mistakes;
  private final @Nullable Node at;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final TreeSet<String> asked = new TreeSet<>();

  /// @param path the section's key, empty for the file itself
  /// @param node what stands there; null if the file has no such section
  YamlSection(String path, @Nullable Node node, Mistakes mistakes) {
    this.path = path;
    this.mistakes = mistakes;
    this.at = node;
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::add);
    } else if (node != null && !isNull(node)) {
      mistakes.add(node, path, text(node), "keys and values");
    }
  }

  private void add(NodeTuple tuple) {
    String key = text(tuple.getKeyNode());
    if (values.put(key, tuple.getValueNode()) != null) {
      mistakes.add(tuple.getKeyNode(), full(key), "the key twice", "once");
    }
  }

  String string(String key, String fallback, Pattern allowed, String explained) {
    return scalar(key).flatMap(node -> check(key, node, allowed, explained)).orElse(fallback);
  }

  Optional<String> optional(String key, Pattern allowed, String explained) {
    return scalar(key).flatMap(node -> check(key, node, allowed, explained));
  }

  int integer(String key, int fallback, int least, int most) {
    String explained = "a whole number from " + least + " to " + most;
    return scalar(key)
        .flatMap(node -> check(key, node, Pattern.compile("-?\\d{1,9}"), explained))
        .map(Integer::valueOf)
        .filter(
            value -> {
              if (value < least || value > most) {
                mistakes.add(node(key), full(key), value.toString(), explained);
              }
              return value >= least && value <= most;
            })
        .orElse(fallback);
  }

  boolean bool(String key, boolean fallback) {
    return scalar(key)
        .flatMap(node -> check(key, node, Pattern.compile("true|false"), "true or false"))
        .map(Boolean::valueOf)
        .orElse(fallback);
  }

  Duration duration(String key, Duration fallback, Duration least, Duration most) {
    String explained = "a time such as 20s or 500ms, from " + show(least) + " to " + show(most);
    Optional<Duration> read =
        scalar(key).flatMap(node -> check(key, node, DURATION, explained)).map(YamlSection::parse);
    if (read.isPresent() && (read.get().compareTo(least) < 0 || read.get().compareTo(most) > 0)) {
      mistakes.add(node(key), full(key), text(values.get(key)), explained);
      return fallback;
    }
    return read.orElse(fallback);
  }

  YamlSection section(String key) {
    return new YamlSection(full(key), node(key), mistakes);
  }

  /// The entries of a list, each read as a section.
  <T> List<T> sections(String key, List<T> fallback, Function<YamlSection, Optional<T>> read) {
    return list(key, fallback, (name, node) -> read.apply(new YamlSection(name, node, mistakes)));
  }

  List<String> strings(String key, List<String> fallback, Pattern allowed, String explained) {
    return list(key, fallback, (name, node) -> check(name, node, allowed, explained));
  }

  /// A mapping whose keys are free.
  Map<String, String> entries(String key, Pattern allowedKey, String explainedKey) {
    YamlSection section = section(key);
    Map<String, String> entries = new LinkedHashMap<>();
    section.values.forEach(
        (name, node) -> {
          if (!allowedKey.matcher(name).matches()) {
            mistakes.add(node, section.full(name), "the key " + name, explainedKey);
          } else if (node instanceof ScalarNode) {
            entries.put(name, text(node));
          } else {
            mistakes.add(node, section.full(name), text(node), "a text");
          }
        });
    return entries;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /// Whether the key is there with something behind it.
  boolean hasValue(String key) {
    Node value = values.get(key);
    return value != null && !isNull(value);
  }

  /// Notes a mistake that only the reader can see.
  void mistake(String key, String found, String allowed) {
    mistakes.add(values.getOrDefault(key, at), full(key), found, allowed);
  }

  /// Notes the keys that mean nothing.
  void end() {
    values.forEach(
        (key, node) -> {
          if (!asked.contains(key)) {
            mistakes.add(node, full(key), "an unknown key", String.join(", ", asked));
          }
        });
  }

  private <T> List<T> list(String key, List<T> fallback, EntryReader<T> read) {
    Node node = node(key);
    if (node == null || isNull(node)) {
      return fallback;
    }
    if (!(node instanceof SequenceNode sequence)) {
      mistakes.add(node, full(key), text(node), "a list");
      return fallback;
    }
    List<T> entries = new ArrayList<>();
    int index = 0;
    for (Node entry : sequence.getValue()) {
      read.read(full(key) + "[" + index++ + "]", entry).ifPresent(entries::add);
    }
    return entries;
  }

  private Optional<ScalarNode> scalar(String key) {
    Node node = node(key);
    if (node == null || isNull(node)) {
      return Optional.empty();
    }
    if (node instanceof ScalarNode scalar) {
      return Optional.of(scalar);
    }
    mistakes.add(node, full(key), text(node), "a single value");
    return Optional.empty();
  }

  private Optional<String> check(String key, Node node, Pattern allowed, String explained) {
    String found = text(node);
    if (node instanceof ScalarNode && allowed.matcher(found).matches()) {
      return Optional.of(found);
    }
    mistakes.add(node, key.startsWith(path) ? key : full(key), found, explained);
    return Optional.empty();
  }

  private @Nullable Node node(String key) {
    asked.add(key);
    return values.get(key);
  }

  private String full(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /// Nothing, `null` or `~` (YAML 1.2, section 10.3.2; the parser's own schema has no `~`).
  private static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL)
        || (node instanceof ScalarNode scalar
            && scalar.getScalarStyle() == ScalarStyle.PLAIN
            && scalar.getValue().equals("~"));
  }

  private static String text(@Nullable Node node) {
    return switch (node) {
      case null -> "nothing";
      case ScalarNode scalar -> scalar.getValue();
      case SequenceNode _ -> "a list";
      default -> "keys and values";
    };
  }

  private static Duration parse(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private static String show(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }

  @FunctionalInterface
  private interface EntryReader<T> {
    Optional<T> read(String name, Node node);
  }
}
