package org.city311.metrics.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// What was answered after the talk as JSON, in the outbox and in the database: question to key, such as
/// `{"overall":5,"solved":1}`.
final class SurveyJson {
  private static final JsonMapper JSON = new JsonMapper();

  private SurveyJson() {}

  static ObjectNode node(Map<String, Integer> answers) {
    ObjectNode node = JSON.createObjectNode();
    new TreeMap<>(answers).forEach(node::put);
    return node;
  }

  /// @param node an object; a missing one means none
  static Map<String, Integer> answers(JsonNode node) {
    Map<String, Integer> answers = new HashMap<>();
    node.properties().forEach(entry -> answers.put(entry.getKey(), entry.getValue().intValue()));
    return answers;
  }

  /// @throws IllegalArgumentException when this is not what [#node] wrote
  static Map<String, Integer> answers(String text) {
    try {
      return answers(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
