package org.city311.metrics.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.estimate.WaitEstimate;
import org.city311.metrics.live.LiveView;
import org.jspecify.annotations.Nullable;

/// The live figures as the JSON of `/api/live`. Seconds have at most three decimals.
final class LiveJson {
  private static final DateTimeFormatter UTC_MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private LiveJson() {}

  static JsonObject of(LiveView view) {
    JsonObject json = new JsonObject().put("at", time(view.at())).put("city", view.city().name());
    putQueue(json, view.queue());
    json.put("in_ivr", view.inIvr()).put("talking", view.talking());
    putToday(json, view.today());
    json.put("callbacks", callbacks(view.callbacks()));
    putWait(json, view.waits().centre());
    json.put("agents", agents(view.agents()));
    JsonArray groups = new JsonArray();
    view.groups()
        .forEach(
            group -> {
              JsonObject of = group(group);
              putWait(of, view.waits().byGroup().get(group.id()));
              groups.add(of);
            });
    return json.put("groups", groups);
  }

  private static JsonObject group(LiveView.GroupView group) {
    JsonObject names = new JsonObject();
    group.group().names().forEach(names::put);
    JsonObject json = new JsonObject().put("id", group.id().value()).put("name", names);
    json.put("open", group.open()).put("ready_agents", group.readyAgents());
    putQueue(json, group.queue());
    putToday(json, group.today());
    return json;
  }

  private static void putQueue(JsonObject json, LiveView.Queue queue) {
    json.put("waiting", queue.waiting())
        .put("longest_waiting_since", time(queue.since()))
        .put("longest_wait_seconds", seconds(queue.longestWait()));
  }

  /// Null while nothing is known.
  private static void putWait(JsonObject json, @Nullable WaitEstimate wait) {
    json.put("estimated_wait_seconds", seconds(wait == null ? null : wait.remaining()))
        .put("estimate_error_seconds", seconds(wait == null ? null : wait.error()));
  }

  private static void putToday(JsonObject json, LiveView.Today today) {
    json.put("offered", today.offered())
        .put("answered", today.answered())
        .put("abandoned", today.abandoned())
        .put("overflowed", today.overflowed())
        .put("called_back", today.calledBack())
        .put("asa_seconds", seconds(today.asa()));
  }

  private static JsonObject callbacks(LiveView.Callbacks callbacks) {
    return new JsonObject()
        .put("asked", callbacks.asked())
        .put("waiting", callbacks.waiting())
        .put("placed", callbacks.placed())
        .put("answered", callbacks.answered())
        .put("machines", callbacks.machines())
        .put("connected", callbacks.connected())
        .put("gave_up", callbacks.gaveUp())
        .put("expired", callbacks.expired())
        .put("cancelled", callbacks.cancelled());
  }

  private static JsonObject agents(Map<AgentState, Integer> agents) {
    JsonObject json = new JsonObject();
    for (AgentState state : AgentState.values()) {
      json.put(state.name().toLowerCase(Locale.ROOT), agents.getOrDefault(state, 0));
    }
    return json;
  }

  private static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : UTC_MILLIS.format(instant);
  }

  private static @Nullable Double seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis() / 1000.0;
  }
}
