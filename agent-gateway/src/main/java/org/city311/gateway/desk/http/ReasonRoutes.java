package org.city311.gateway.desk.http;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.city311.gateway.http.Answers;

/// `GET /api/desk/not-ready-reasons`: why an agent may be not ready, in the order of the configuration.
public final class ReasonRoutes {
  private final Map<String, Boolean> reasons;

  /// @param reasons in their order, and whether each is planned
  public ReasonRoutes(Map<String, Boolean> reasons) {
    this.reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
  }

  /// @param rule lets through who may; it answers the others
  public void mount(Router router, Handler<RoutingContext> rule) {
    router.get("/api/desk/not-ready-reasons").handler(rule).handler(this::list);
  }

  private void list(RoutingContext context) {
    JsonArray all = new JsonArray();
    reasons.forEach(
        (reason, planned) ->
            all.add(new JsonObject().put("reason", reason).put("planned", planned)));
    Answers.json(context, all);
  }
}
