package org.city311.requests.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// One mapping of a configuration file, read key by key. What is wrong is noted and something harmless
/// returned, so that all mistakes are found in one go. [#end] notes the keys that nobody asked for.
public final class Fields {
  static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  static final String ID_EXPLAINED = "small letters, digits and hyphens, at most 40";
  private static final int MAX_ID = 40;

  private final String file;
  private final String path;
  private final Node at;
  private final Mistakes mistakes;
  private final Map<String, NodeTuple> values = new LinkedHashMap<>();
  private final TreeSet<String> asked = new TreeSet<>();

  /// @param path the mapping's key, empty for the file itself
  Fields(String file, String path, Node node, Mistakes mistakes) {
    this.file = file;
    this.path = path;
    this.at = node;
    this.mistakes = mistakes;
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::add);
    } else {
      mistakes.add(file, node, path, written(node), "keys and values");
    }
  }

  private void add(NodeTuple tuple) {
    String key = written(tuple.getKeyNode());
    if (values.putIfAbsent(key, tuple) != null) {
      mistakes.add(file, tuple.getKeyNode(), full(key), "the key twice", "once");
    }
  }

  public boolean has(String key) {
    return values.containsKey(key);
  }

  /// What stands there, trimmed, 1 to `maxChars` characters; empty if the key is not there.
  public Optional<String> word(String key, int maxChars) {
    Node node = node(key);
    if (node == null) {
      return Optional.empty();
    }
    String found = written(node).strip();
    if (!(node instanceof ScalarNode) || found.isEmpty() || found.length() > maxChars) {
      mistakes.add(file, node, full(key), quoted(found), "1 to " + maxChars + " characters");
      return Optional.empty();
    }
    return Optional.of(found);
  }

  /// As [#word], where it must be there; empty words if it is not.
  public String requiredWord(String key, int maxChars) {
    if (!has(key)) {
      missing(key);
    }
    return word(key, maxChars).orElse("");
  }

  /// What matches the pattern, or the fallback.
  public String shaped(String key, String fallback, Pattern shape, String explained) {
    Optional<String> found = word(key, 200);
    if (found.isPresent() && !shape.matcher(found.get()).matches()) {
      mistake(key, quoted(found.get()), explained);
      return fallback;
    }
    return found.orElse(fallback);
  }

  int number(String key, int fallback, int least, int most) {
    String explained = "a whole number from " + least + " to " + most;
    String found = shaped(key, "" + fallback, Pattern.compile("-?\\d{1,9}"), explained);
    int number = Integer.parseInt(found);
    if (has(key) && (number < least || number > most)) {
      mistake(key, found, explained);
      return fallback;
    }
    return number;
  }

  /// False if the key is not there.
  public boolean flag(String key) {
    return shaped(key, "false", Pattern.compile("true|false"), "true or false").equals("true");
  }

  /// An enum's constant, written as `ONE_OF` is: `one-of`.
  <E extends Enum<E>> E constant(String key, E fallback) {
    Map<String, E> constants = new LinkedHashMap<>();
    for (E constant : fallback.getDeclaringClass().getEnumConstants()) {
      constants.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
    }
    String words = String.join("|", constants.keySet());
    return has(key)
        ? constants.getOrDefault(
            shaped(key, "", Pattern.compile(words), words.replace("|", ", ")), fallback)
        : fallback;
  }

  /// The same words in each language, which must be there.
  Text text(String key, int maxChars) {
    Optional<Fields> languages = section(key);
    if (languages.isEmpty()) {
      missing(key);
      return new Text("", "");
    }
    Text text =
        new Text(
            languages.get().requiredWord("en", maxChars),
            languages.get().requiredWord("es", maxChars));
    languages.get().end();
    return text;
  }

  /// The mapping under this key; empty if the key is not there.
  public Optional<Fields> section(String key) {
    Node node = node(key);
    return node == null
        ? Optional.empty()
        : Optional.of(new Fields(file, full(key), node, mistakes));
  }

  /// The keys of this mapping where it is one from ids to mappings, those that are ids.
  List<String> ids() {
    asked.addAll(values.keySet());
    List<String> ids = new ArrayList<>();
    values.forEach(
        (key, tuple) -> {
          if (ID.matcher(key).matches() && key.length() <= MAX_ID) {
            ids.add(key);
          } else {
            mistakes.add(file, tuple.getKeyNode(), full(key), quoted(key), ID_EXPLAINED);
          }
        });
    return ids;
  }

  /// The keys of this mapping, whatever they are.
  public List<String> keys() {
    asked.addAll(values.keySet());
    return List.copyOf(values.keySet());
  }

  /// The words of a list; those of a single value are a list of one.
  public List<String> words(String key) {
    Node node = node(key);
    return switch (node) {
      case null -> List.of();
      case ScalarNode scalar -> List.of(scalar.getValue());
      case SequenceNode list -> list.getValue().stream().map(Fields::written).toList();
      default -> {
        mistake(key, written(node), "a list");
        yield List.of();
      }
    };
  }

  /// The entries of a list: each a word, or a mapping of its own.
  List<Entry> entries(String key) {
    Node node = node(key);
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof SequenceNode list)) {
      mistake(key, written(node), "a list");
      return List.of();
    }
    List<Entry> entries = new ArrayList<>();
    for (Node entry : list.getValue()) {
      String name = full(key) + "[" + entries.size() + "]";
      entries.add(
          entry instanceof ScalarNode scalar
              ? new Entry.Word(scalar.getValue())
              : new Entry.Mapping(new Fields(file, name, entry, mistakes)));
    }
    return entries;
  }

  /// One entry of a list.
  sealed interface Entry {
    record Word(String word) implements Entry {}

    record Mapping(Fields fields) implements Entry {}
  }

  /// Notes a mistake that only the reader can see.
  public void mistake(String key, String found, String allowed) {
    NodeTuple tuple = values.get(key);
    mistakes.add(file, tuple == null ? at : tuple.getValueNode(), full(key), found, allowed);
  }

  /// Notes that a key is not there; once for all where there are no keys at all.
  void missing(String key) {
    if (at instanceof MappingNode) {
      mistakes.add(file, at, full(key), "nothing", "it must be there");
    }
  }

  /// Notes the keys that mean nothing.
  public void end() {
    values.forEach(
        (key, tuple) -> {
          if (!asked.contains(key)) {
            mistakes.add(
                file, tuple.getKeyNode(), full(key), "an unknown key", String.join(", ", asked));
          }
        });
  }

  public static String quoted(String word) {
    return "'" + word + "'";
  }

  private @Nullable Node node(String key) {
    asked.add(key);
    NodeTuple tuple = values.get(key);
    return tuple == null ? null : tuple.getValueNode();
  }

  private String full(String key) {
    return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
  }

  private static String written(Node node) {
    return switch (node) {
      case ScalarNode scalar -> scalar.getValue();
      case SequenceNode _ -> "a list";
      default -> "keys and values";
    };
  }
}
