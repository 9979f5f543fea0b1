package org.city311.gateway.desk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.city311.ivr.acd.CallOrder;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.centre.CallCentre;
import org.jspecify.annotations.Nullable;

/// What supervisors see: all agents, and who waits, in the order in which they are served. Callers' numbers are
/// masked but for the last four digits.
final class FloorJson {
  /// Of more than these the first are shown.
  static final int MOST_WAITING = 500;

  private static final int SHOWN_DIGITS = 4;

  private final CallCentre centre;
  private final CallOrder order;

  FloorJson(CallCentre centre, CallOrder order) {
    this.centre = centre;
    this.order = order;
  }

  JsonObject floor(Instant now) {
    JsonArray agents = new JsonArray();
    JsonArray monitors = new JsonArray();
    for (Agent agent : centre.agents()) {
      agents.add(agent(agent));
      JsonObject monitor = DeskJson.monitor(agent);
      if (monitor != null) {
        monitors.add(monitor.put("supervisor", agent.id().value()));
      }
    }
    JsonArray waiting = new JsonArray();
    JsonArray callbacks = new JsonArray();
    for (Call call : inLine()) {
      if (call.isOnTheLine()) {
        waiting.add(call(call));
      } else {
        callbacks.add(call(call));
      }
    }
    return new JsonObject()
        .put("at", DeskJson.time(now))
        .put("agents", agents)
        .put("waiting", waiting)
        .put("callbacks", callbacks)
        .put("monitors", monitors);
  }

  private List<Call> inLine() {
    return centre.calls().stream()
        .filter(call -> call.demand() != null && stage(call) != null)
        .sorted(order)
        .limit(MOST_WAITING)
        .toList();
  }

  private JsonObject agent(Agent agent) {
    CallId id =
        switch (agent.activity()) {
          case Activity.Offered offered -> offered.call();
          case Activity.Talking talking -> talking.call();
          case Activity.Idle _, Activity.WrapUp _ -> null;
        };
    Call call = id == null ? null : centre.call(id).orElse(null);
    var with = agent.consult() == null ? null : agent.consult().other(agent.id());
    JsonObject json = DeskJson.agent(agent);
    json.put("call", id == null ? null : id.value())
        .put("stage", call == null ? null : DeskJson.stage(agent, call))
        .put("group", call == null || call.group() == null ? null : call.group().value());
    return json.put(
        "consult",
        agent.consult() == null ? null : with == null ? agent.consult().line() : with.value());
  }

  private static JsonObject call(Call call) {
    return new JsonObject()
        .put("id", call.id().value())
        .put("group", call.group() == null ? null : call.group().value())
        .put("language", call.language().tag())
        .put("queued", DeskJson.time(call.times().queued()))
        .put("priority", call.demand() == null ? 0 : call.demand().priority())
        .put("number", masked(call.ani()))
        .put("callback", call.callback() != null)
        .put("stage", stage(call));
  }

  /// Null for one that is not in the line.
  private static @Nullable String stage(Call call) {
    return switch (call.state()) {
      case CallState.Entering _, CallState.Waiting _ -> "waiting";
      case CallState.Offered _ -> "ringing";
      case CallState.Treated _ -> "treated";
      case CallState.Postponed _ -> "put-off";
      case CallState.Calling _ -> "called";
      case CallState.InFlow _,
          CallState.Talking _,
          CallState.Outside _,
          CallState.Leaving _,
          CallState.Ended _ ->
          null;
    };
  }

  static String masked(String number) {
    return number.length() <= SHOWN_DIGITS
        ? ""
        : "…" + number.substring(number.length() - SHOWN_DIGITS);
  }
}
