package org.city311.requests.http.open311;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.city311.requests.http.edge.Bodies;
import org.city311.requests.http.edge.Buckets;
import org.city311.requests.http.edge.Refusal;
import org.city311.requests.http.edge.RefusedException;
import org.city311.requests.http.edge.Strangers;
import org.city311.requests.http.edge.Work;

/// `/open311/discovery.{xml,json}` and `/open311/v2/…`: reads each call, and writes each answer in the
/// format that the path ends with. Anybody's pages may call (CORS).
public final class Open311Routes {
  static final String V2 = "/open311/v2";

  private static final String ROOT = "/open311";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int MAX_BODY_BYTES = 65_536;

  private final Open311 open311;
  private final Work work;
  private final Strangers strangers;
  private final Buckets reports;

  /// @param reports how many reports without a key are taken
  public Open311Routes(Open311 open311, Work work, Strangers strangers, Buckets reports) {
    this.open311 = open311;
    this.work = work;
    this.strangers = strangers;
    this.reports = reports;
  }

  public void mount(Router router) {
    router.route(ROOT).handler(this::dispatch);
    router.route(ROOT + "/*").handler(this::dispatch);
  }

  /// One call.
  ///
  /// @param path without the ending, such as `/v2/requests/10000004`
  private record Call(RoutingContext context, String path, Format format) {}

  private void dispatch(RoutingContext context) {
    HttpServerResponse response = context.response();
    response.putHeader("Access-Control-Allow-Origin", "*");
    HttpMethod method = context.request().method();
    if (method.equals(HttpMethod.OPTIONS)) {
      response
          .putHeader("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS")
          .putHeader("Access-Control-Allow-Headers", "Content-Type, Idempotency-Key")
          .putHeader("Access-Control-Max-Age", "86400")
          .setStatusCode(204)
          .end();
      return;
    }
    String path = context.normalizedPath().substring(ROOT.length());
    int dot = path.lastIndexOf('.');
    Optional<Format> format = dot < 0 ? Optional.empty() : Format.of(path.substring(dot + 1));
    if (format.isEmpty()) {
      refuse(Format.XML).accept(context, Refusal.of(404, "end the path with .xml or .json"));
      return;
    }
    Call call = new Call(context, path.substring(0, dot), format.get());
    if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
      read(call);
    } else if (method.equals(HttpMethod.POST)) {
      post(call);
    } else {
      refuse(call.format()).accept(context, Refusal.of(405, "GET and POST are understood"));
    }
  }

  private void read(Call call) {
    try {
      Arguments arguments = query(call);
      answer(call, 200, () -> open311.get(call.path(), arguments));
    } catch (RefusedException e) {
      refuse(call.format()).accept(call.context(), e.refusal());
    }
  }

  private static Arguments query(Call call) throws RefusedException {
    String query = call.context().request().query();
    return query == null ? Arguments.NONE : Arguments.parse(query);
  }

  private void post(Call call) {
    RoutingContext context = call.context();
    String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
      refuse(call.format()).accept(context, Refusal.of(415, "send " + FORM + ", in UTF-8"));
      return;
    }
    Bodies.read(
        context,
        MAX_BODY_BYTES,
        body -> {
          try {
            String text = new String(body.getBytes(), StandardCharsets.ISO_8859_1);
            Arguments arguments = Arguments.parse(text).and(query(call));
            String key = arguments.one("api_key");
            if (key.isEmpty()) {
              passBucket(call);
            }
            String idempotency = context.request().getHeader("Idempotency-Key");
            String own = idempotency == null ? "" : idempotency.strip();
            answer(call, 200, () -> open311.post(call.path(), arguments, key, own));
          } catch (RefusedException e) {
            refuse(call.format()).accept(context, e.refusal());
          }
        },
        refuse(call.format()));
  }

  private void passBucket(Call call) throws RefusedException {
    Optional<Duration> wait = reports.take(strangers.of(call.context().request()));
    if (wait.isPresent()) {
      throw new RefusedException(
          Refusal.later(429, "too many reports without a key: wait, or ask for a key", wait.get()));
    }
  }

  private void answer(Call call, int status, Callable<Node.Document> task) {
    work.run(
        call.context(),
        () -> call.format().write(task.call()),
        text -> end(call.context(), call.format(), status, text),
        refuse(call.format()));
  }

  private static BiConsumer<RoutingContext, Refusal> refuse(Format format) {
    return (context, refusal) -> {
      refusal.putRetryAfter(context.response());
      end(context, format, refusal.status(), format.write(Answers.errors(refusal)));
    };
  }

  private static void end(RoutingContext context, Format format, int status, String text) {
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, format.mediaType() + "; charset=utf-8")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(text);
  }
}
