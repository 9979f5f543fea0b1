package org.city311.server.config;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// A YAML file as nodes that know their lines.
final class YamlFile {
  private YamlFile() {}

  /// @return null for a file with nothing in it
  /// @throws ConfigurationException if it is no YAML
  static @Nullable Node parse(String text, Mistakes mistakes) throws ConfigurationException {
    LoadSettings settings =
        LoadSettings.builder().setUseMarks(true).setAllowDuplicateKeys(true).build();
    try {
      return new Compose(settings).composeString(text).orElse(null);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      mistakes.addSyntax(line, e.getProblem());
    } catch (YamlEngineException e) {
      mistakes.addSyntax(1, String.valueOf(e.getMessage()));
    }
    mistakes.throwIfAny();
    return null;
  }
}
