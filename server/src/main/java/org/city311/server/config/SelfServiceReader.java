package org.city311.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.city311.server.config.Configuration.SelfService;

/// Reads `self-service`: what residents get done by phone without a person.
final class SelfServiceReader {
  /// A question of the catalogue that comes with City311.
  private static final List<String> URGENT = List.of("anyone-hurt");

  private SelfServiceReader() {}

  /// @param fromHere makes a file's path of what is written
  static SelfService read(YamlSection section, UnaryOperator<Path> fromHere) {
    List<String> report = section.strings("report", List.of(), Shape.ID);
    section.distinct("report", report);
    SelfService selfService =
        new SelfService(
            report,
            Set.copyOf(section.strings("urgent", URGENT, Shape.ID)),
            section.bool("known-callers", true),
            section.optional("collection-days", Shape.FOLDER).map(Path::of).map(fromHere));
    section.end();
    return selfService;
  }
}
