package org.city311.gateway.http;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.city311.ivr.routing.Naming;

/// What a request says.
public final class Requests {
  private Requests() {}

  /// The id in the path; empty if it is none.
  public static Optional<String> id(RoutingContext context) {
    return Optional.of(context.pathParam("id")).filter(id -> Naming.ID.matcher(id).matches());
  }

  /// The body as an object; answers 400 itself if it is none.
  public static Optional<JsonObject> body(RoutingContext context) {
    try {
      JsonObject body = context.body().asJsonObject();
      if (body != null) {
        return Optional.of(body);
      }
    } catch (DecodeException | ClassCastException e) {
      // Answered below.
    }
    Answers.error(context, 400, "send a JSON object");
    return Optional.empty();
  }
}
