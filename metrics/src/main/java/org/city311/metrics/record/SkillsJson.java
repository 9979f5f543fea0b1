package org.city311.metrics.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.city311.ivr.call.SkillId;

/// The skills that a call asked for as JSON, in the outbox and in the database: skill to least level,
/// such as `{"es":1,"water":3}`.
final class SkillsJson {
  private static final JsonMapper JSON = new JsonMapper();

  private SkillsJson() {}

  static ObjectNode node(Map<SkillId, Integer> skills) {
    ObjectNode node = JSON.createObjectNode();
    new TreeMap<>(skills).forEach((skill, level) -> node.put(skill.value(), level));
    return node;
  }

  /// @param node an object; a missing one means none
  /// @throws IllegalArgumentException when a name is no skill's
  static Map<SkillId, Integer> skills(JsonNode node) {
    Map<SkillId, Integer> skills = new HashMap<>();
    node.properties()
        .forEach(entry -> skills.put(new SkillId(entry.getKey()), entry.getValue().intValue()));
    return skills;
  }

  /// @throws IllegalArgumentException when this is not what [#node] wrote
  static Map<SkillId, Integer> skills(String text) {
    try {
      return skills(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
