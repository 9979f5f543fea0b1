package org.city311.requests.catalogue;

import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads a YAML text that is a configuration of its own, such as an import's mapping.
public final class YamlText {
  private YamlText() {}

  /// @param name how mistakes call the text, such as its file's name
  /// @param reader makes of it what it means; it notes mistakes, and what it returns then does not count
  /// @throws CatalogueException with all mistakes, if there are any
  public static <T> T read(String name, String text, Function<Fields, T> reader)
      throws CatalogueException {
    Mistakes mistakes = new Mistakes();
    LoadSettings settings =
        LoadSettings.builder().setUseMarks(true).setAllowDuplicateKeys(true).build();
    try {
      Node root = new Compose(settings).composeString(text).orElse(null);
      if (root != null) {
        Fields fields = new Fields(name, "", root, mistakes);
        T read = reader.apply(fields);
        fields.end();
        mistakes.throwIfAny();
        return read;
      }
      mistakes.add(name, 1, "nothing in it");
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      mistakes.add(name, line, "not YAML: " + Mistakes.shown(e.getProblem()));
    } catch (YamlEngineException e) {
      mistakes.add(name, 1, "not YAML: " + Mistakes.shown(String.valueOf(e.getMessage())));
    }
    mistakes.throwIfAny();
    throw new IllegalStateException("a mistake is always thrown");
  }
}
