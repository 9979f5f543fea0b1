package org.city311.requests.http.residents;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.city311.requests.geo.Position;
import org.city311.requests.http.edge.Bodies;
import org.city311.requests.http.edge.Buckets;
import org.city311.requests.http.edge.Places;
import org.city311.requests.http.edge.Refusal;
import org.city311.requests.http.edge.RefusedException;
import org.city311.requests.http.edge.Strangers;
import org.city311.requests.http.edge.Uploads;
import org.city311.requests.http.edge.Work;

/// `/api/public/…`: what the city's public pages ask. Refusals are `{"errors":[{"field","text"}]}`.
public final class ResidentRoutes {
  static final String ATTACHMENTS = "/api/public/attachments";

  private static final String ROOT = "/api/public";
  private static final String REQUESTS = ROOT + "/requests";
  private static final int MAX_JSON_BYTES = 65_536;

  /// What changes with the catalogue only, may be a minute old.
  private static final String A_MINUTE = "public, max-age=60";

  private static final String NOW = "no-store";

  private static final int UPLOADS_AT_ONCE = 8;

  /// However slowly they send, one alone takes no more of them.
  private static final int UPLOADS_OF_ONE = 2;

  private final Residents residents;
  private final Work work;
  private final Limits limits;
  private final List<String> languages;
  private final Optional<String> tiles;
  private final Uploads uploads;

  /// How much strangers may send.
  ///
  /// @param reports reports and "me too"
  public record Limits(Strangers strangers, Buckets reports, Buckets files) {}

  /// @param languages in which residents are served, the first unless they choose
  /// @param tiles where the pages get a map's pictures from
  public ResidentRoutes(
      Residents residents,
      Work work,
      Limits limits,
      List<String> languages,
      Optional<String> tiles) {
    this.residents = residents;
    this.work = work;
    this.limits = limits;
    this.uploads = new Uploads(residents::keep, work, new Places(UPLOADS_AT_ONCE, UPLOADS_OF_ONE));
    this.languages = languages.isEmpty() ? List.of("en") : List.copyOf(languages);
    this.tiles = tiles;
  }

  public void mount(Router router) {
    get(router, "/city", A_MINUTE, _ -> residents.city(tiles));
    router
        .get(ROOT + "/areas")
        .handler(context -> run(context, residents::areas, areas -> areas.send(context)));
    get(router, "/types", A_MINUTE, context -> residents.types(language(context)));
    get(
        router,
        "/types/find",
        A_MINUTE,
        context -> residents.find(context.request().getParam("q", ""), language(context)));
    get(
        router,
        "/types/:id",
        A_MINUTE,
        context -> residents.type(context.pathParam("id"), language(context)));
    get(
        router,
        "/near",
        NOW,
        context ->
            residents.near(
                context.request().getParam("type", ""), position(context), language(context)));
    get(
        router,
        "/requests/:number",
        NOW,
        context -> residents.request(context.pathParam("number"), language(context)));
    get(
        router,
        "/standards",
        A_MINUTE,
        context -> residents.standards(days(context), language(context)));
    router.post(REQUESTS).handler(this::report);
    router.post(REQUESTS + "/:number/follow").handler(this::follow);
    router.post(ATTACHMENTS).handler(this::upload);
    router.get(ATTACHMENTS + "/:id").handler(this::photo);
    router
        .route(ROOT + "/*")
        .handler(context -> Refusal.sendJson(context, Refusal.of(404, "there is nothing here")));
  }

  /// What a GET is answered with.
  private interface Question {
    Object answer(RoutingContext context) throws Exception;
  }

  private void get(Router router, String path, String cached, Question question) {
    router
        .get(ROOT + path)
        .handler(
            context ->
                work.run(
                    context,
                    () -> question.answer(context).toString(),
                    json -> end(context, 200, cached, json),
                    Refusal::sendJson));
  }

  private String language(RoutingContext context) {
    String asked = context.request().getParam("language", "");
    return languages.contains(asked) ? asked : languages.getFirst();
  }

  private static Position position(RoutingContext context) throws RefusedException {
    HttpServerRequest request = context.request();
    try {
      return new Position(
          Double.parseDouble(request.getParam("latitude", "")),
          Double.parseDouble(request.getParam("longitude", "")));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          400, "latitude and longitude are degrees, -90 to 90 and -180 to 180");
    }
  }

  private static int days(RoutingContext context) throws RefusedException {
    return switch (context.request().getParam("days", "30")) {
      case "30" -> 30;
      case "90" -> 90;
      default -> throw new RefusedException(400, "days: 30 or 90 is allowed");
    };
  }

  private void report(RoutingContext context) {
    json(
        context,
        body ->
            run(
                context,
                () -> residents.take(body.getBytes()),
                json -> end(context, 201, NOW, json.toString())));
  }

  private void follow(RoutingContext context) {
    json(
        context,
        body ->
            run(
                context,
                () -> {
                  residents.follow(context.pathParam("number"), body.getBytes());
                  return 204;
                },
                status -> context.response().setStatusCode(status).end()));
  }

  /// A body of JSON, from a stranger who has not sent too many.
  ///
  /// A page of another site can't send this content type without our leave (CORS), and it gets none.
  private void json(RoutingContext context, Consumer<Buffer> taken) {
    if (!String.valueOf(context.request().getHeader(HttpHeaders.CONTENT_TYPE))
        .startsWith("application/json")) {
      Refusal.sendJson(context, Refusal.of(415, "send application/json"));
      return;
    }
    if (passes(context, limits.reports())) {
      Bodies.read(context, MAX_JSON_BYTES, taken::accept, Refusal::sendJson);
    }
  }

  private boolean passes(RoutingContext context, Buckets buckets) {
    Optional<Duration> wait = buckets.take(limits.strangers().of(context.request()));
    wait.ifPresent(
        time ->
            Refusal.sendJson(
                context, Refusal.later(429, "this is too much at once: wait a little", time)));
    return wait.isEmpty();
  }

  private void upload(RoutingContext context) {
    if (!passes(context, limits.files())) {
      return;
    }
    uploads.take(
        context,
        limits.strangers().of(context.request()),
        id -> end(context, 201, NOW, residents.kept(id).toString()));
  }

  /// Whatever it is, no browser takes it for a page.
  private void photo(RoutingContext context) {
    String id = context.pathParam("id");
    run(
        context,
        () -> residents.photo(id).toString(),
        file ->
            context
                .response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "image/jpeg")
                .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
                .putHeader("Content-Disposition", "attachment; filename=\"" + id + ".jpg\"")
                .putHeader("Content-Security-Policy", "default-src 'none'; sandbox")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=3600")
                .sendFile(file)
                .onFailure(context::fail));
  }

  private <T> void run(RoutingContext context, Callable<T> task, Consumer<T> answer) {
    work.run(context, task, answer, Refusal::sendJson);
  }

  private static void end(RoutingContext context, int status, String cached, String json) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader(HttpHeaders.CACHE_CONTROL, cached)
        .end(json);
  }
}
