package org.city311.flows.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/// What a request comes to: JSON that nobody on its way keeps.
///
/// @param status HTTP's
/// @param body an object or an array
record Answer(int status, Object body) {
  static Answer error(int status, String whatToDo) {
    return new Answer(status, new JsonObject().put("error", whatToDo));
  }

  void to(RoutingContext context) {
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.toString());
  }
}
