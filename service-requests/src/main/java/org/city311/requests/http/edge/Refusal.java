package org.city311.requests.http.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.city311.requests.desk.Mistake;

/// A request that can't be done, as it is answered.
///
/// @param status the HTTP status, 400 or more
/// @param mistakes at least one
/// @param retryAfter when it may be repeated as it is; empty for never
public record Refusal(int status, List<Mistake> mistakes, Optional<Duration> retryAfter) {
  public Refusal {
    mistakes = List.copyOf(mistakes);
  }

  /// One that need not be repeated.
  public static Refusal of(int status, String text) {
    return of(status, "", text);
  }

  /// One that need not be repeated.
  ///
  /// @param field what is wrong
  public static Refusal of(int status, String field, String text) {
    return new Refusal(status, List.of(new Mistake(field, text)), Optional.empty());
  }

  /// One that may be repeated later.
  public static Refusal later(int status, String text, Duration retryAfter) {
    return new Refusal(status, List.of(new Mistake("", text)), Optional.of(retryAfter));
  }

  /// One for each mistake in what was sent.
  public static Refusal badRequest(List<Mistake> mistakes) {
    return new Refusal(400, mistakes, Optional.empty());
  }

  /// Says in the answer's head when to come again.
  public void putRetryAfter(HttpServerResponse response) {
    retryAfter.ifPresent(
        after ->
            response.putHeader(
                HttpHeaders.RETRY_AFTER, Long.toString(after.plusMillis(999).toSeconds())));
  }

  /// Answers with `{"errors":[{"field","text"}]}`.
  public static void sendJson(RoutingContext context, Refusal refusal) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    JsonArray errors = new JsonArray();
    refusal.mistakes.forEach(
        mistake ->
            errors.add(new JsonObject().put("field", mistake.field()).put("text", mistake.text())));
    refusal.putRetryAfter(response);
    response
        .setStatusCode(refusal.status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(new JsonObject().put("errors", errors).encode());
  }
}
