package org.city311.server.http;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.function.Supplier;
import org.city311.ivr.leadership.Standing;

/// `/health/live`: the process works. `/health/ready`: it can take calls. Public on purpose: they say
/// nothing about residents.
public final class HealthRoutes {
  private final Supplier<Health> health;

  public HealthRoutes(Supplier<Health> health) {
    this.health = health;
  }

  public void mount(Router router) {
    router.get("/health/live").handler(context -> answer(context, health.get().live()));
    router.get("/health/ready").handler(context -> answer(context, health.get().ready()));
  }

  private void answer(RoutingContext context, boolean good) {
    Health now = health.get();
    context
        .response()
        .setStatusCode(good ? 200 : 503)
        .putHeader("Content-Type", "application/json; charset=utf-8")
        .putHeader("Cache-Control", "no-store")
        .end(json(now).encode());
  }

  static JsonObject json(Health now) {
    return new JsonObject()
        .put("ready", now.ready())
        .put("acd", now.live())
        .put("asterisk", now.asterisk())
        .put("database", now.database())
        .put("draining", now.draining())
        .put("members", now.members())
        .put("standing", now.standing().name().toLowerCase(Locale.ROOT))
        .put("leader", now.leader());
  }

  /// How the server is.
  ///
  /// @param live the thread that decides is alive
  /// @param asterisk the link is up, and the leader has seen the switch
  /// @param database PostgreSQL answers; calls go on without it
  /// @param draining new calls are kept away because the server is about to stop
  /// @param members nodes of the cluster, this one included
  /// @param standing what this node is to the others
  /// @param leader the number of the node that leads; 0 for none
  public record Health(
      boolean live,
      boolean asterisk,
      boolean database,
      boolean draining,
      int members,
      Standing standing,
      int leader) {
    /// Whether calls can be taken.
    public boolean ready() {
      return live && asterisk && !draining && standing != Standing.MINORITY;
    }
  }
}
