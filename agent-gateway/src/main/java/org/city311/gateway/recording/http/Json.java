package org.city311.gateway.recording.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import org.city311.gateway.recording.Recording;

/// How these routes answer.
final class Json {
  private Json() {}

  static JsonArray of(List<Recording> recordings) {
    JsonArray all = new JsonArray();
    recordings.forEach(recording -> all.add(of(recording)));
    return all;
  }

  static JsonObject of(Recording recording) {
    return new JsonObject()
        .put("id", recording.id().toString())
        .put("call", recording.leg().call().value())
        .put("offer", recording.leg().leg().value())
        .put("agent", recording.leg().agent().value())
        .put("group", recording.leg().group().value())
        .put("begun", recording.leg().begun().toString())
        .put("seconds", recording.seconds())
        .put("bytes", recording.bytes());
  }

  /// A constant as it is written here: `on-demand`.
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static void answer(RoutingContext context, int status, Object body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.toString());
  }

  static void error(RoutingContext context, int status, String whatToDo) {
    answer(context, status, new JsonObject().put("error", whatToDo));
  }

  /// @param why one of the words of `docs/desk-api.md`
  static void refused(RoutingContext context, String why, String whatToDo) {
    answer(context, 409, new JsonObject().put("error", whatToDo).put("why", why));
  }
}
