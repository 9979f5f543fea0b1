package org.city311.metrics.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallTimes;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Journey;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Termination;
import org.jspecify.annotations.Nullable;

/// A call record as one line of JSON, the form it has in the outbox. The keys are the table's
/// columns. Absent means null, zero or none; so a line that an older version wrote can be read.
final class CallRecordLine {
  private static final JsonMapper JSON = new JsonMapper();

  private CallRecordLine() {}

  /// The line in UTF-8, with the line feed that makes it whole.
  static byte[] encode(CallRecord call) {
    ObjectNode node = JSON.createObjectNode();
    node.put("call_id", call.id().value());
    node.put("ani", call.ani());
    node.put("dnis", call.dnis());
    node.put("language", call.language().tag());
    node.put("step", call.step());
    putText(node, "menus", call.menus());
    putDemand(node, call.demand());
    putRungs(node, call.rungs());
    node.put("offers", call.offers());
    putText(node, "agent_id", call.agent());
    putText(node, "arrived_at", call.times().arrived());
    putText(node, "ivr_answered_at", call.times().ivrAnswered());
    putText(node, "language_chosen_at", call.times().languageChosen());
    putText(node, "queued_at", call.times().queued());
    putText(node, "offered_at", call.times().offered());
    putText(node, "answered_at", call.times().answered());
    putText(node, "talk_ended_at", call.times().talkEnded());
    putText(node, "ended_at", call.times().ended());
    node.put("result", call.termination().result().name());
    node.put("reason", call.termination().reason().name());
    if (call.callback() != null) {
      node.put("callback_tries", call.callback().placed());
      node.put("callback_answers", call.callback().answered());
      node.put("callback_machines", call.callback().machines());
    }
    putJourney(node, call.journey());
    byte[] json = node.toString().getBytes(StandardCharsets.UTF_8);
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return line;
  }

  /// Reads a line, without its line feed.
  ///
  /// @throws Unreadable when it is not a whole record
  static CallRecord decode(String line) throws Unreadable {
    try {
      JsonNode node = JSON.readTree(line);
      String agent = text(node, "agent_id");
      return new CallRecord(
          new CallId(needed(node, "call_id")),
          needed(node, "ani"),
          needed(node, "dnis"),
          new Language(needed(node, "language")),
          needed(node, "step"),
          text(node, "menus"),
          demand(node),
          rungs(node),
          node.required("offers").intValue(),
          agent == null ? null : new AgentId(agent),
          times(node),
          new Termination(
              Termination.Result.valueOf(needed(node, "result")),
              Termination.Reason.valueOf(needed(node, "reason"))),
          node.has("callback_tries")
              ? new CallRecord.Tries(
                  node.path("callback_tries").asInt(),
                  node.path("callback_answers").asInt(),
                  node.path("callback_machines").asInt())
              : null,
          journey(node));
    } catch (JsonProcessingException
        | IllegalArgumentException
        | DateTimeException
        | NullPointerException e) {
      throw new Unreadable(e);
    }
  }

  private static void putDemand(ObjectNode node, @Nullable Demand demand) {
    if (demand == null) {
      return;
    }
    node.put("group_id", demand.group().value());
    if (demand.priority() != 0) {
      node.put("priority", demand.priority());
    }
    if (!demand.skills().isEmpty()) {
      node.set("skills", SkillsJson.node(demand.skills()));
    }
    putText(node, "direct_agent_id", demand.direct());
  }

  private static void putRungs(ObjectNode node, List<Integer> rungs) {
    if (!rungs.isEmpty()) {
      rungs.forEach(node.putArray("rungs")::add);
    }
  }

  private static void putJourney(ObjectNode node, Journey journey) {
    if (!journey.steps().isEmpty()) {
      journey.steps().forEach(node.putArray("steps")::add);
    }
    if (!journey.answers().isEmpty()) {
      node.set("survey", SurveyJson.node(journey.answers()));
    }
  }

  private static Journey journey(JsonNode node) {
    List<String> steps = new ArrayList<>();
    node.path("steps").forEach(step -> steps.add(step.textValue()));
    return new Journey(steps, SurveyJson.answers(node.path("survey")));
  }

  private static @Nullable Demand demand(JsonNode node) {
    String group = text(node, "group_id");
    String direct = text(node, "direct_agent_id");
    return group == null
        ? null
        : new Demand(
            new SkillGroupId(group),
            SkillsJson.skills(node.path("skills")),
            node.path("priority").asInt(),
            direct == null ? null : new AgentId(direct));
  }

  private static List<Integer> rungs(JsonNode node) {
    List<Integer> rungs = new ArrayList<>();
    node.path("rungs").forEach(rung -> rungs.add(rung.intValue()));
    return rungs;
  }

  private static CallTimes times(JsonNode node) {
    return new CallTimes(
        Instant.parse(needed(node, "arrived_at")),
        instant(node, "ivr_answered_at"),
        instant(node, "language_chosen_at"),
        instant(node, "queued_at"),
        instant(node, "offered_at"),
        instant(node, "answered_at"),
        instant(node, "talk_ended_at"),
        instant(node, "ended_at"));
  }

  private static void putText(ObjectNode node, String key, @Nullable Object value) {
    if (value != null) {
      node.put(key, value.toString());
    }
  }

  private static String needed(JsonNode node, String key) {
    return node.required(key).textValue();
  }

  private static @Nullable String text(JsonNode node, String key) {
    JsonNode value = node.get(key);
    return value == null ? null : value.textValue();
  }

  private static @Nullable Instant instant(JsonNode node, String key) {
    String text = text(node, key);
    return text == null ? null : Instant.parse(text);
  }

  /// A line that is not a record: damaged on disk, or written by a newer version.
  static final class Unreadable extends Exception {
    Unreadable(Throwable cause) {
      super(cause);
    }
  }
}
