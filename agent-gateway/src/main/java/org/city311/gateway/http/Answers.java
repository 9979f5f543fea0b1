package org.city311.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/// How this interface answers.
final class Answers {
  /// Largest skill group or agent taken, in bytes: a thousand holidays, or 500 groups.
  static final long MAX_ROUTING_BYTES = 65_536;

  private Answers() {}

  /// Of a route that takes a body of at most [#MAX_ROUTING_BYTES].
  static void tooLarge(RoutingContext context) {
    if (context.statusCode() == 413) {
      error(context, 413, "send at most " + MAX_ROUTING_BYTES + " bytes");
    } else {
      context.next();
    }
  }

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
