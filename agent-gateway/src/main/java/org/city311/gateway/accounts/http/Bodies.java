package org.city311.gateway.accounts.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import java.util.function.BiConsumer;

/// What requests carry.
final class Bodies {
  private static final long MOST_BYTES = 8_192;

  private Bodies() {}

  /// Lets a route take a JSON object. It has to say that it is one: a form of another site can't (Fetch
  /// standard, CORS-safelisted request headers).
  static void taking(Route route, BiConsumer<RoutingContext, JsonObject> handler) {
    route
        .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
        .handler(context -> object(context).ifPresent(body -> handler.accept(context, body)))
        .failureHandler(Bodies::refuse);
  }

  private static Optional<JsonObject> object(RoutingContext context) {
    String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    try {
      JsonObject body = context.body().asJsonObject();
      if (body != null && type != null && type.startsWith("application/json")) {
        return Optional.of(body);
      }
    } catch (DecodeException | ClassCastException e) {
      // Answered below.
    }
    Guarded.error(context, 400, "send a JSON object, with Content-Type: application/json");
    return Optional.empty();
  }

  private static void refuse(RoutingContext context) {
    if (context.statusCode() == 413) {
      Guarded.error(context, 413, "send at most " + MOST_BYTES + " bytes");
    } else {
      context.next();
    }
  }
}
