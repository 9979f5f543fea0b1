package org.city311.server.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/// The mistakes found in one file, in the order they were found.
final class Mistakes {
  /// More of a text than this does not help to find it.
  private static final int MAX_SHOWN = 120;

  private final String file;
  private final List<String> found = new ArrayList<>();

  Mistakes(String file) {
    this.file = file;
  }

  /// @param node where; null for the file as a whole
  void add(@Nullable Node node, String key, String what, String allowed) {
    int line = node == null ? 1 : node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    found.add(
        file + ":" + line + ": " + shown(key) + ": found " + shown(what) + ", allowed: " + allowed);
  }

  /// @param line from 1
  void addSyntax(int line, String problem) {
    found.add(file + ":" + line + ": not YAML: " + shown(problem));
  }

  /// One line, short, without what steers a terminal, and without the password of a URL.
  private static String shown(String text) {
    String line =
        text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "?").replaceAll(":.*@", ":***@");
    return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
  }

  boolean any() {
    return !found.isEmpty();
  }

  void throwIfAny() throws ConfigurationException {
    if (!found.isEmpty()) {
      throw new ConfigurationException(found);
    }
  }
}
