package org.city311.requests.http.staff;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is answered when it is done: a status, headers, and JSON or a file.
///
/// @param body empty text for none
record Answer(int status, Map<String, String> headers, String body, Optional<Path> file) {
  private Answer(int status, Map<String, String> headers, String body) {
    this(status, headers, body, Optional.empty());
  }

  static Answer of(int status, JsonObject body) {
    return new Answer(status, Map.of(), body.encode());
  }

  static Answer of(int status, JsonArray body) {
    return new Answer(status, Map.of(), body.encode());
  }

  /// @param type its media type
  static Answer file(Path file, String type) {
    return new Answer(200, Map.of("Content-Type", type), "", Optional.of(file));
  }

  static Answer nothing() {
    return new Answer(204, Map.of(), "");
  }

  Answer with(String header, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new Answer(status, all, body, file);
  }

  void send(RoutingContext context) {
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    headers.forEach((name, value) -> context.response().putHeader(name, value));
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("X-Content-Type-Options", "nosniff");
    if (file.isPresent()) {
      context.response().sendFile(file.get().toString()).onFailure(context::fail);
    } else if (body.isEmpty()) {
      context.response().end();
    } else {
      context
          .response()
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
          .end(body);
    }
  }
}
