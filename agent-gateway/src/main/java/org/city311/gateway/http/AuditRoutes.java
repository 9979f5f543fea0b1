package org.city311.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.city311.gateway.audit.AuditEntry;
import org.city311.gateway.audit.AuditLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `GET /api/audit?limit=100`: who changed what, the latest first.
public final class AuditRoutes {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;

  private static final Logger log = LoggerFactory.getLogger(AuditRoutes.class);

  private final AuditLog audit;
  private final Handler<RoutingContext> guard;

  /// @param guard lets through who may ask, and answers the others itself
  public AuditRoutes(AuditLog audit, Handler<RoutingContext> guard) {
    this.audit = audit;
    this.guard = guard;
  }

  public void mount(Router router) {
    router.route("/api/audit*").handler(guard);
    router.get("/api/audit").handler(this::list);
  }

  private void list(RoutingContext context) {
    String written = context.request().getParam("limit", String.valueOf(DEFAULT_LIMIT));
    int limit = written.matches("\\d{1,4}") ? Integer.parseInt(written) : 0;
    if (limit < 1 || limit > MAX_LIMIT) {
      Answers.error(context, 400, "limit is a whole number from 1 to " + MAX_LIMIT);
      return;
    }
    context
        .vertx()
        .executeBlocking(() -> audit.latest(limit), false)
        .onSuccess(
            entries -> {
              JsonArray all = new JsonArray();
              entries.forEach(entry -> all.add(json(entry)));
              Answers.json(context, all);
            })
        .onFailure(
            e -> {
              log.warn("the audit can't be read", e);
              Answers.error(
                  context,
                  503,
                  "the database is away; what is asked for now is kept until it is back");
            });
  }

  private static JsonObject json(AuditEntry entry) {
    return new JsonObject()
        .put("id", entry.id())
        .put("at", entry.at().toString())
        .put("who", entry.who())
        .put("address", entry.address())
        .put("what", entry.what())
        .put("before", value(entry.before()))
        .put("after", value(entry.after()))
        .put("outcome", entry.outcome());
  }

  private static @Nullable Object value(@Nullable String json) {
    return json == null ? null : Json.decodeValue(json);
  }
}
