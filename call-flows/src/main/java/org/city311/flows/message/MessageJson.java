package org.city311.flows.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.city311.flows.message.Message.Kind;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.requests.number.RequestNumber;
import org.jspecify.annotations.Nullable;

/// A message as it stands in `message.json`.
final class MessageJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private MessageJson() {}

  static String write(Messages.Draft draft) {
    Message message = draft.message();
    ObjectNode json = MAPPER.createObjectNode();
    json.put("id", message.id());
    json.put("call_id", message.call().value());
    json.put("kind", message.kind().name());
    json.put("number", message.number());
    json.put("language", message.language().tag());
    json.put("group", message.group() == null ? null : message.group().value());
    json.put("at", message.at().toString());
    json.put("kept", draft.kept());
    json.put("done", message.done() == null ? null : message.done().toString());
    if (message.request() != null) {
      json.put("request", message.request().value());
    }
    return json.toPrettyString() + "\n";
  }

  static Messages.Draft read(String text) throws IOException {
    try {
      JsonNode json = MAPPER.readTree(text);
      String group = nullable(json, "group");
      String done = nullable(json, "done");
      Message message =
          new Message(
              json.path("id").asText(),
              new CallId(json.path("call_id").asText()),
              Kind.valueOf(json.path("kind").asText()),
              json.path("number").asText(),
              new Language(json.path("language").asText()),
              group == null ? null : new SkillGroupId(group),
              Instant.parse(json.path("at").asText()),
              0,
              done == null ? null : Instant.parse(done),
              json.hasNonNull("request") ? new RequestNumber(json.path("request").asLong()) : null);
      return new Messages.Draft(message, json.path("kept").asBoolean());
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      throw new IOException("no message: " + e.getMessage(), e);
    }
  }

  private static @Nullable String nullable(JsonNode json, String key) {
    return json.hasNonNull(key) ? json.path(key).asText() : null;
  }
}
