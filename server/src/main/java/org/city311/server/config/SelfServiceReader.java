package org.city311.server.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.routing.SkillGroup;
import org.city311.server.config.Configuration.SelfService;
import org.city311.server.config.Configuration.ServiceRequests;

/// Reads `self-service`: what residents get done by phone without a person.
final class SelfServiceReader {
  /// A question of the catalogue that comes with City311.
  private static final List<String> URGENT = List.of("anyone-hurt");

  /// A type of the catalogue that comes with City311, which a person reads each morning.
  private static final String MESSAGES = "miscellaneous";

  /// Messages become no requests.
  private static final String NONE = "none";

  private SelfServiceReader() {}

  /// @param requests whose catalogue has the types
  /// @param groups for which messages are left
  /// @param fromHere makes a file's path of what is written
  static SelfService read(
      YamlSection section,
      ServiceRequests requests,
      List<SkillGroup> groups,
      UnaryOperator<Path> fromHere) {
    List<String> report = section.strings("report", List.of(), Shape.ID);
    section.distinct("report", report);
    SelfService selfService =
        new SelfService(
            report,
            Set.copyOf(section.strings("urgent", URGENT, Shape.ID)),
            section.bool("known-callers", true),
            section.optional("collection-days", Shape.FOLDER).map(Path::of).map(fromHere),
            messages(section, requests.catalogue().isEmpty() ? MESSAGES : NONE),
            messagesOf(section.section("messages-of"), groups));
    if (selfService.messages().isEmpty() && !selfService.messagesOf().isEmpty()) {
      section.mistake("messages-of", "types", "nothing, as long as messages is " + NONE);
    }
    section.end();
    return selfService;
  }

  private static Optional<String> messages(YamlSection section, String usual) {
    return Optional.of(section.string("messages", usual, Shape.ID)).filter(id -> !id.equals(NONE));
  }

  private static Map<SkillGroupId, String> messagesOf(
      YamlSection section, List<SkillGroup> groups) {
    List<String> ids = groups.stream().map(group -> group.id().value()).toList();
    Shape known = Shape.oneOf(ids, "skill groups: " + RoutingReader.sorted(Set.copyOf(ids)));
    Map<SkillGroupId, String> types = new HashMap<>();
    for (String id : section.keys(known)) {
      section.optional(id, Shape.ID).ifPresent(type -> types.put(new SkillGroupId(id), type));
    }
    return types;
  }
}
