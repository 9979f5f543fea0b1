package org.city311.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/// How this interface answers.
public final class Answers {
  /// Largest skill group or agent taken, in bytes: a thousand holidays, or 500 groups.
  public static final long MAX_ROUTING_BYTES = 65_536;

  /// Largest wish of an agent taken, in bytes.
  public static final long MAX_WISH_BYTES = 4096;

  private Answers() {}

  /// Lets a route take a body of at most so many bytes.
  public static void taking(Route route, long bytes, Handler<RoutingContext> handler) {
    route
        .handler(BodyHandler.create(false).setBodyLimit(bytes))
        .handler(handler)
        .failureHandler(context -> refuse(context, bytes));
  }

  /// A body that is too large fails before the handler is asked.
  private static void refuse(RoutingContext context, long bytes) {
    if (context.statusCode() == 413) {
      error(context, 413, "send at most " + bytes + " bytes");
    } else {
      context.next();
    }
  }

  public static void json(RoutingContext context, Object body) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.toString());
  }

  /// @param whatToDo what the client can do about it
  public static void error(RoutingContext context, int status, String whatToDo) {
    context.response().setStatusCode(status);
    json(context, new JsonObject().put("error", whatToDo));
  }
}
