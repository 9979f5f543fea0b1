package org.city311.gateway.desk.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.city311.ivr.acd.Monitors;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.Consult;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.CallTimes;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.routing.SkillGroup;
import org.jspecify.annotations.Nullable;

/// What a desk shows, as JSON. Seconds have at most three decimals.
final class DeskJson {
  private static final DateTimeFormatter UTC_MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final CallCentre centre;

  DeskJson(CallCentre centre) {
    this.centre = centre;
  }

  JsonObject desk(Agent agent, Instant now) {
    Call call = callOf(agent);
    JsonObject json =
        new JsonObject()
            .put("at", time(now))
            .put("agent", agent(agent))
            .put("call", call == null ? null : call(agent, call, now))
            .put("consult", consultOf(agent))
            .put("monitor", monitor(agent));
    return json.put(
        "wrap_up",
        agent.activity() instanceof Activity.WrapUp(CallId of, Instant until)
            ? new JsonObject().put("call", of.value()).put("until", time(until))
            : null);
  }

  /// The call that this agent is asked about, as the one who asks sees it, but that nothing can be done in it from
  /// here; null for one who is not asked.
  @Nullable JsonObject asked(Agent agent, Instant now) {
    Consult consult = agent.consult();
    if (consult == null || consult.aside() == null || !agent.id().equals(consult.to())) {
      return null;
    }
    Agent asker = centre.agent(consult.from()).orElse(null);
    Call call = centre.call(consult.aside().call()).orElse(null);
    return asker == null || call == null
        ? null
        : call(asker, call, now).putNull("offer").put("acts", new JsonArray());
  }

  private @Nullable JsonObject consultOf(Agent agent) {
    Consult consult = agent.consult();
    return consult == null || consult.watch() != null ? null : consult(agent, consult);
  }

  /// Null for one who monitors nobody.
  static @Nullable JsonObject monitor(Agent agent) {
    Consult.Watch watch = Monitors.watchOf(agent);
    return watch == null || agent.consult() == null
        ? null
        : new JsonObject()
            .put("agent", watch.agent().value())
            .put("mode", word(watch.mode()))
            .put("call", watch.call().value())
            .put("since", time(agent.consult().since()));
  }

  static JsonObject agent(Agent agent) {
    JsonObject json =
        new JsonObject()
            .put("id", agent.id().value())
            .put("name", agent.profile().name())
            .put("phone", agent.profile().phone())
            .put("extension", agent.profile().extension())
            .put("state", word(agent.state()))
            .put("since", time(agent.since()));
    return presence(json, agent.presence()).put("calls_since_sign_in", agent.tally().calls());
  }

  static JsonObject presence(JsonObject json, Presence presence) {
    return switch (presence) {
      case Presence.Ready _ -> json.put("presence", "ready").putNull("reason").putNull("planned");
      case Presence.SignedOut _ ->
          json.put("presence", "signed-out").putNull("reason").putNull("planned");
      case Presence.NotReady not ->
          json.put("presence", "not-ready")
              .put("reason", not.reason())
              .put("planned", not.planned());
    };
  }

  /// The call that an agent is offered or talks on.
  @Nullable Call callOf(Agent agent) {
    CallId id =
        switch (agent.activity()) {
          case Activity.Offered offered -> offered.call();
          case Activity.Talking talking -> talking.call();
          case Activity.Idle _, Activity.WrapUp _ -> null;
        };
    return id == null ? null : centre.call(id).orElse(null);
  }

  private JsonObject call(Agent agent, Call call, Instant now) {
    CallTimes times = call.times();
    JsonObject json =
        new JsonObject()
            .put("id", call.id().value())
            .put("offer", offerOf(agent))
            .put("stage", stage(agent, call))
            .put("since", time(agent.since()))
            .put("number", call.ani())
            .put("dialled", call.dnis())
            .put("language", call.language().tag())
            .put("group", group(call));
    putDemand(json, call);
    json.put("callback", call.callback() != null)
        .put("arrived", time(times.arrived()))
        .put("queued", time(times.queued()))
        .put("offered", time(times.offered()))
        .put("answered", time(times.answered()))
        .put("waited_seconds", waited(times, now))
        .put("path", new JsonArray(new ArrayList<Object>(call.journey().steps())))
        .put("keyed", keyed(call))
        .put("handed_by", handedBy(call));
    return json.put("acts", new JsonArray(new ArrayList<Object>(acts(agent))));
  }

  private static JsonArray keyed(Call call) {
    JsonArray keys = new JsonArray();
    call.journey()
        .presses()
        .forEach(
            press -> keys.add(new JsonObject().put("step", press.step()).put("key", press.key())));
    return keys;
  }

  private static @Nullable String handedBy(Call call) {
    AgentId by = call.journey().handedBy();
    return by == null ? null : by.value();
  }

  private static void putDemand(JsonObject json, Call call) {
    JsonObject skills = new JsonObject();
    if (call.demand() != null) {
      call.demand().skills().forEach((skill, level) -> skills.put(skill.value(), level));
    }
    json.put("skills", skills)
        .put("priority", call.demand() == null ? 0 : call.demand().priority());
  }

  @Nullable JsonObject group(Call call) {
    if (call.group() == null) {
      return null;
    }
    JsonObject names = new JsonObject();
    centre
        .routing()
        .group(call.group())
        .map(SkillGroup::names)
        .ifPresent(n -> n.forEach(names::put));
    return new JsonObject().put("id", call.group().value()).put("name", names);
  }

  private static @Nullable String offerOf(Agent agent) {
    return switch (agent.activity()) {
      case Activity.Offered offered -> offered.offer().value();
      case Activity.Talking talking -> talking.offer().value();
      case Activity.Idle _, Activity.WrapUp _ -> null;
    };
  }

  static String stage(Agent agent, Call call) {
    return switch (agent.activity()) {
      case Activity.Talking talking -> talking.held() ? "held" : "talking";
      case Activity.Offered _ ->
          call.state() instanceof CallState.Offered offered && offered.answered()
              ? "whisper"
              : "ringing";
      case Activity.Idle _, Activity.WrapUp _ -> "over";
    };
  }

  /// Those whose button is worth showing; what is refused all the same says why.
  private static List<String> acts(Agent agent) {
    if (!(agent.activity() instanceof Activity.Talking talking)) {
      return List.of();
    }
    Consult consult = agent.consult();
    if (consult != null && (consult.aside() == null || !consult.from().equals(agent.id()))) {
      return List.of("end");
    }
    if (consult == null) {
      boolean held = talking.hold() == Activity.Hold.BY_SWITCH;
      return List.of(held ? "resume" : "hold", "transfer", "consult", "end");
    }
    return switch (Objects.requireNonNull(consult.scene())) {
      case RINGING -> List.of("end-consult", "end");
      case ASKING, BACK -> List.of("swap", "conference", "complete", "end-consult", "end");
      case CONFERENCE -> List.of("complete", "end-consult", "end");
    };
  }

  private JsonObject consult(Agent agent, Consult consult) {
    boolean asks = consult.from().equals(agent.id());
    JsonObject with = new JsonObject();
    var other = consult.other(agent.id());
    if (other != null) {
      with.put("agent", other.value())
          .put("name", centre.agent(other).map(each -> each.profile().name()).orElse(""));
    } else {
      with.put("line", consult.line());
    }
    return new JsonObject()
        .put("id", consult.id().value())
        .put("scene", consult.scene() == null ? "by-phone" : word(consult.scene()))
        .put("asks", asks)
        .put("with", with)
        .put("call", consult.aside() == null ? null : consult.aside().call().value())
        .put("since", time(consult.since()));
  }

  private static @Nullable Double waited(CallTimes times, Instant now) {
    Instant queued = times.queued();
    if (queued == null) {
      return null;
    }
    Instant until = times.answered() == null ? now : times.answered();
    return Math.max(0, Duration.between(queued, until).toMillis()) / 1000.0;
  }

  /// A constant's name as the interface writes it.
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : UTC_MILLIS.format(instant);
  }
}
