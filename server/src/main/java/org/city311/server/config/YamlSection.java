package org.city311.server.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
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
  private final String path;
  private final Mistakes mistakes;
  private final @Nullable Node at;
  private final String shorthand;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final TreeSet<String> asked = new TreeSet<>();

  /// @param path the section's key, empty for the file itself
  /// @param node what stands there; null if the file has no such section
  YamlSection(String path, @Nullable Node node, Mistakes mistakes) {
    this(path, node, "", mistakes);
  }

  /// @param shorthand the key that is meant where a single value stands for the section; empty for none
  private YamlSection(String path, @Nullable Node node, String shorthand, Mistakes mistakes) {
    this.path = path;
    this.mistakes = mistakes;
    this.at = node;
    this.shorthand = node instanceof ScalarNode && !isNull(node) ? shorthand : "";
    if (!this.shorthand.isEmpty()) {
      values.put(shorthand, node);
    } else if (node instanceof MappingNode mapping) {
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

  String string(String key, String fallback, Shape shape) {
    return optional(key, shape).orElse(fallback);
  }

  Optional<String> optional(String key, Shape shape) {
    return scalar(key).flatMap(node -> check(key, node, shape));
  }

  /// As [#string], empty if it is not there, which is a mistake.
  String required(String key, Shape shape) {
    String value = string(key, "", shape);
    if (!hasValue(key)) {
      mistake(key, "nothing", "a value");
    }
    return value;
  }

  /// An enum's constant, written as `LONGEST_IDLE` is: `longest-idle`.
  <E extends Enum<E>> E constant(String key, E fallback) {
    Map<String, E> constants = new LinkedHashMap<>();
    for (E constant : fallback.getDeclaringClass().getEnumConstants()) {
      constants.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
    }
    List<String> words = List.copyOf(constants.keySet());
    return optional(key, Shape.oneOf(words, String.join(", ", words)))
        .map(constants::get)
        .orElse(fallback);
  }

  int integer(String key, int fallback, int least, int most) {
    String explained = "a whole number from " + least + " to " + most;
    return scalar(key)
        .flatMap(node -> check(key, node, Shape.of("-?\\d{1,9}", explained)))
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
        .flatMap(node -> check(key, node, Shape.of("true|false", "true or false")))
        .map(Boolean::valueOf)
        .orElse(fallback);
  }

  Duration duration(String key, Duration fallback, Duration least, Duration most) {
    Shape shape = Times.shape(least, most);
    Optional<Duration> read = optional(key, shape).map(Times::parse);
    if (read.isPresent() && (read.get().compareTo(least) < 0 || read.get().compareTo(most) > 0)) {
      mistake(key, text(values.get(key)), shape.explained());
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

  /// The entries of a list, each read as a section; a single value stands for the section in which it has
  /// the key `shorthand`.
  <T> List<T> sections(
      String key, String shorthand, List<T> fallback, Function<YamlSection, Optional<T>> read) {
    return list(
        key,
        fallback,
        (name, node) -> read.apply(new YamlSection(name, node, shorthand, mistakes)));
  }

  List<String> strings(String key, List<String> fallback, Shape shape) {
    return list(key, fallback, (name, node) -> check(name, node, shape));
  }

  /// A list, or a single value for a list of one.
  List<String> oneOrMore(String key, Shape shape) {
    return node(key) instanceof ScalarNode
        ? optional(key, shape).map(List::of).orElse(List.of())
        : strings(key, List.of(), shape);
  }

  /// The keys of a mapping whose keys are free: those of the right shape, each then to be read.
  List<String> keys(Shape shape) {
    asked.addAll(values.keySet());
    return values.keySet().stream().filter(name -> isKey(name, shape)).toList();
  }

  private boolean isKey(String name, Shape shape) {
    boolean isKey = shape.matches(name);
    if (!isKey) {
      mistakes.add(values.get(name), full(name), "the key " + name, shape.explained());
    }
    return isKey;
  }

  /// A section, or a single value that stands for the section in which it has the key `shorthand`.
  YamlSection section(String key, String shorthand) {
    return new YamlSection(full(key), node(key), shorthand, mistakes);
  }

  /// What each section of a list has under this key, in their order. Says nothing of mistakes: that is for who reads it.
  Set<String> peek(String key, String inner) {
    Set<String> found = new LinkedHashSet<>();
    if (values.get(key) instanceof SequenceNode sequence) {
      for (Node entry : sequence.getValue()) {
        if (entry instanceof MappingNode mapping) {
          mapping.getValue().stream()
              .filter(tuple -> text(tuple.getKeyNode()).equals(inner))
              .forEach(tuple -> found.add(text(tuple.getValueNode())));
        }
      }
    }
    return found;
  }

  /// Notes what stands twice in a list.
  void distinct(String key, List<String> ids) {
    Set<String> seen = new HashSet<>();
    for (String id : ids) {
      if (!seen.add(id)) {
        mistake(key, id + " twice", "each only once");
      }
    }
  }

  boolean isMapping(String key) {
    return values.get(key) instanceof MappingNode;
  }

  boolean isList(String key) {
    return values.get(key) instanceof SequenceNode;
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

  /// Notes a key that was of use before.
  ///
  /// @param instead what is to be written now
  void moved(String key, String instead) {
    if (values.containsKey(key)) {
      mistake(key, "a key of before", instead);
      values.remove(key);
    }
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

  private Optional<String> check(String key, Node node, Shape shape) {
    String found = text(node);
    if (node instanceof ScalarNode && shape.matches(found)) {
      return Optional.of(found);
    }
    mistakes.add(
        node, key.startsWith(path) ? key : full(key), shape.shown(found), shape.explained());
    return Optional.empty();
  }

  private @Nullable Node node(String key) {
    asked.add(key);
    return values.get(key);
  }

  private String full(String key) {
    if (key.isEmpty() || key.equals(shorthand)) {
      return path;
    }
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

  @FunctionalInterface
  private interface EntryReader<T> {
    Optional<T> read(String name, Node node);
  }
}
