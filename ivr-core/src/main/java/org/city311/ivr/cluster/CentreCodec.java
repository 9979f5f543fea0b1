package org.city311.ivr.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.CallTimes;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Termination;
import org.jspecify.annotations.Nullable;

/// Calls and agents as JSON, for the maps and the journal: readable by a person in trouble, and by a
/// newer version. Thread-safe.
final class CentreCodec {
  private final ObjectMapper json = new ObjectMapper();

  String write(Call call) {
    ObjectNode node = json.createObjectNode();
    node.put("id", call.id().value());
    node.put("ani", call.ani());
    node.put("dnis", call.dnis());
    node.put("channel", call.channel());
    node.put("language", call.language().tag());
    node.put("step", call.step());
    node.put("group", call.group() == null ? null : call.group().value());
    node.put("offers", call.offers());
    node.put("agent", call.agent() == null ? null : call.agent().value());
    writeState(node, call.state());
    CallTimes times = call.times();
    put(node, "arrived", times.arrived());
    put(node, "ivr_answered", times.ivrAnswered());
    put(node, "language_chosen", times.languageChosen());
    put(node, "queued", times.queued());
    put(node, "offered", times.offered());
    put(node, "answered", times.answered());
    put(node, "talk_ended", times.talkEnded());
    put(node, "ended", times.ended());
    return node.toString();
  }

  Call readCall(String text) {
    JsonNode node = parse(text);
    String group = optional(node, "group");
    String agent = optional(node, "agent");
    return new Call(
        new CallId(required(node, "id")),
        required(node, "ani"),
        required(node, "dnis"),
        required(node, "channel"),
        readState(node),
        new Language(required(node, "language")),
        required(node, "step"),
        group == null ? null : new SkillGroupId(group),
        node.path("offers").asInt(),
        agent == null ? null : new AgentId(agent),
        new CallTimes(
            Instant.parse(required(node, "arrived")),
            instant(node, "ivr_answered"),
            instant(node, "language_chosen"),
            instant(node, "queued"),
            instant(node, "offered"),
            instant(node, "answered"),
            instant(node, "talk_ended"),
            instant(node, "ended")));
  }

  String write(Agent agent) {
    ObjectNode node = json.createObjectNode();
    node.put("id", agent.id().value());
    node.put("name", agent.profile().name());
    node.put("phone", agent.profile().phone());
    agent.profile().groups().stream()
        .sorted()
        .forEach(group -> node.withArray("groups").add(group.value()));
    switch (agent.presence()) {
      case Presence.SignedOut _ -> node.put("presence", "signed-out");
      case Presence.Ready _ -> node.put("presence", "ready");
      case Presence.NotReady notReady ->
          node.put("presence", "not-ready").put("reason", notReady.reason());
    }
    switch (agent.activity()) {
      case Activity.Idle _ -> node.put("activity", "idle");
      case Activity.Offered offered ->
          node.put("activity", "offered")
              .put("offer", offered.offer().value())
              .put("call", offered.call().value());
      case Activity.Talking talking ->
          node.put("activity", "talking")
              .put("offer", talking.offer().value())
              .put("call", talking.call().value());
      case Activity.WrapUp wrapUp -> {
        node.put("activity", "wrap-up").put("call", wrapUp.call().value());
        put(node, "until", wrapUp.until());
      }
    }
    put(node, "since", agent.since());
    put(node, "idle_since", agent.idleSince());
    return node.toString();
  }

  Agent readAgent(String text) {
    JsonNode node = parse(text);
    Set<SkillGroupId> groups = new HashSet<>();
    node.path("groups").forEach(group -> groups.add(new SkillGroupId(group.asText())));
    return new Agent(
        new AgentProfile(
            new AgentId(required(node, "id")),
            required(node, "name"),
            required(node, "phone"),
            groups),
        switch (required(node, "presence")) {
          case "signed-out" -> new Presence.SignedOut();
          case "ready" -> new Presence.Ready();
          case "not-ready" -> new Presence.NotReady(required(node, "reason"));
          case String other -> throw unknown("presence", other);
        },
        switch (required(node, "activity")) {
          case "idle" -> new Activity.Idle();
          case "offered" -> new Activity.Offered(offer(node), call(node));
          case "talking" -> new Activity.Talking(offer(node), call(node));
          case "wrap-up" -> new Activity.WrapUp(call(node), Instant.parse(required(node, "until")));
          case String other -> throw unknown("activity", other);
        },
        Instant.parse(required(node, "since")),
        Instant.parse(required(node, "idle_since")));
  }

  private static void writeState(ObjectNode node, CallState state) {
    switch (state) {
      case CallState.InFlow _ -> node.put("state", "in-flow");
      case CallState.Entering _ -> node.put("state", "entering");
      case CallState.Waiting _ -> node.put("state", "waiting");
      case CallState.Offered offered ->
          node.put("state", "offered")
              .put("offer", offered.offer().value())
              .put("offered_to", offered.agent().value())
              .put("picked_up", offered.answered());
      case CallState.Talking talking ->
          node.put("state", "talking")
              .put("offer", talking.offer().value())
              .put("offered_to", talking.agent().value());
      case CallState.Leaving _ -> node.put("state", "leaving");
      case CallState.Ended ended ->
          node.put("state", "ended")
              .put("result", ended.termination().result().name())
              .put("end_reason", ended.termination().reason().name());
    }
  }

  private static CallState readState(JsonNode node) {
    return switch (required(node, "state")) {
      case "in-flow" -> new CallState.InFlow();
      case "entering" -> new CallState.Entering();
      case "waiting" -> new CallState.Waiting();
      case "offered" ->
          new CallState.Offered(
              offer(node),
              new AgentId(required(node, "offered_to")),
              node.path("picked_up").asBoolean());
      case "talking" ->
          new CallState.Talking(offer(node), new AgentId(required(node, "offered_to")));
      case "leaving" -> new CallState.Leaving();
      case "ended" ->
          new CallState.Ended(
              new Termination(
                  Termination.Result.valueOf(required(node, "result")),
                  Termination.Reason.valueOf(required(node, "end_reason"))));
      case String other -> throw unknown("state", other);
    };
  }

  private JsonNode parse(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a saved call or agent: " + text, e);
    }
  }

  private static OfferId offer(JsonNode node) {
    return new OfferId(required(node, "offer"));
  }

  private static CallId call(JsonNode node) {
    return new CallId(required(node, "call"));
  }

  private static void put(ObjectNode node, String name, @Nullable Instant instant) {
    if (instant != null) {
      node.put(name, instant.toString());
    }
  }

  private static @Nullable Instant instant(JsonNode node, String name) {
    String text = optional(node, name);
    return text == null ? null : Instant.parse(text);
  }

  private static String required(JsonNode node, String name) {
    String text = optional(node, name);
    if (text == null) {
      throw new IllegalArgumentException("a saved call or agent has no '" + name + "': " + node);
    }
    return text;
  }

  private static @Nullable String optional(JsonNode node, String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value.asText();
  }

  private static IllegalArgumentException unknown(String what, String found) {
    return new IllegalArgumentException("unknown " + what + " in a saved entry: " + found);
  }
}
