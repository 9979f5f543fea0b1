package org.city311.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.city311.server.http.HealthRoutes.Health;

/// `/health/nodes`: every node of the centre, as each says of itself once a second over the event bus. One that
/// says nothing for a minute is left out. Public, as the rest of `/health` is.
public final class NodeRoutes {
  private static final String ADDRESS = "city311.nodes";
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration FORGOTTEN = Duration.ofMinutes(1);

  /// More names than any centre has nodes: what comes beyond is not kept.
  private static final int MAX_NODES = 100;

  private final Map<String, Word> words = new ConcurrentSkipListMap<>();

  /// What a node said, and when it was heard by `System.nanoTime()`.
  private record Word(JsonObject said, long heardNanos) {
    Duration age() {
      return Duration.ofNanos(System.nanoTime() - heardNanos);
    }
  }

  /// @param node this node's name
  public NodeRoutes(Vertx vertx, String node, Supplier<Health> health) {
    vertx
        .eventBus()
        .<JsonObject>consumer(
            ADDRESS, message -> hear(message.body().getString("node", ""), message.body()));
    vertx.setPeriodic(
        PERIOD.toMillis(),
        _ ->
            vertx
                .eventBus()
                .publish(
                    ADDRESS,
                    new JsonObject().put("node", node).mergeIn(HealthRoutes.json(health.get()))));
  }

  public void mount(Router router) {
    router.get("/health/nodes").handler(this::list);
  }

  private void hear(String node, JsonObject said) {
    words.values().removeIf(word -> word.age().compareTo(FORGOTTEN) > 0);
    if (words.containsKey(node) || words.size() < MAX_NODES) {
      words.put(node, new Word(said, System.nanoTime()));
    }
  }

  private void list(RoutingContext context) {
    JsonArray all = new JsonArray();
    words
        .values()
        .forEach(
            word -> all.add(word.said().copy().put("said_seconds_ago", word.age().toSeconds())));
    context
        .response()
        .putHeader("Content-Type", "application/json; charset=utf-8")
        .putHeader("Cache-Control", "no-store")
        .end(all.encode());
  }
}
