package org.city311.flows.greeting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/// A greeting as the nodes share it, and as it lies on their disks.
public final class GreetingJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private GreetingJson() {}

  public static String write(Greeting greeting) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("on", greeting.on());
    json.put("key", greeting.key());
    ObjectNode words = json.putObject("words");
    greeting.words().forEach(words::put);
    json.put("by", greeting.by());
    json.put("since", greeting.since().toString());
    return json.toString();
  }

  /// @throws IOException for a text that is no greeting
  public static Greeting read(String text) throws IOException {
    try {
      JsonNode json = MAPPER.readTree(text);
      SortedMap<String, String> words = new TreeMap<>();
      json.path("words").properties().forEach(e -> words.put(e.getKey(), e.getValue().asText()));
      return new Greeting(
          json.path("on").asBoolean(),
          json.path("key").asText(),
          words,
          json.path("by").asText(),
          Instant.parse(json.path("since").asText()));
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      throw new IOException("no greeting: " + e.getMessage(), e);
    }
  }
}
