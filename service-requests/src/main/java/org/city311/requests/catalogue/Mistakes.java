package org.city311.requests.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/// The mistakes found in a catalogue's files.
final class Mistakes {
  /// More of a text than this does not help to find it, characters.
  private static final int MAX_SHOWN = 120;

  private record Mistake(String file, int line, String what) {}

  private final List<Mistake> found = new ArrayList<>();

  void add(String file, Node at, String key, String what, String allowed) {
    add(file, line(at), shown(key) + ": found " + shown(what) + ", allowed: " + allowed);
  }

  /// @param line from 1
  void add(String file, int line, String what) {
    found.add(new Mistake(file, line, what));
  }

  void throwIfAny() throws CatalogueException {
    if (!found.isEmpty()) {
      throw new CatalogueException(
          found.stream()
              .sorted(Comparator.comparing(Mistake::file).thenComparingInt(Mistake::line))
              .map(mistake -> mistake.file() + ":" + mistake.line() + ": " + mistake.what())
              .toList());
    }
  }

  static String shown(String text) {
    String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "?");
    return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
