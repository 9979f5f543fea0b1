package org.city311.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/// How this interface answers.
final class Answers {
  private Answers() {}

  static void json(RoutingContext context, Object body) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.toString());
  }

  /// @param whatToDo what the client can do about it
  static void error(RoutingContext context, int status, String whatToDo) {
    context.response().setStatusCode(status);
    json(context, new JsonObject().put("error", whatToDo));
  }
}
