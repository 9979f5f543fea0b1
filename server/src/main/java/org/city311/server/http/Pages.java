package org.city311.server.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.List;
import java.util.Optional;

/// The pages, from the class path, with headers that keep foreign scripts and frames
/// out (OWASP Secure Headers Project).
public final class Pages {
  /// On the class path. No folder of this name is ever beside a running server: Vert.x would prefer it.
  private static final String FOLDER = "org/city311/web";

  /// Their names carry a hash of what is in them.
  private static final String ASSETS = "/assets/";

  private static final String POLICY =
      "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

  private static final List<String> NOT_PAGES =
      List.of("/api/", "/open311/", "/open-data/", "/health/", "/metrics");

  private Pages() {}

  /// To be mounted last: it answers what no other route does.
  ///
  /// @param tiles where a map's pictures come from, an address with holes such as
  ///     `https://tiles.city.example/{z}/{x}/{y}.png`; browsers load pictures from nowhere else
  public static void mount(Router router, Optional<String> tiles) {
    mount(router, FOLDER, tiles);
  }

  static void mount(Router router, String folder, Optional<String> tiles) {
    String policy = POLICY + tiles.map(Pages::allowPictures).orElse("");
    router
        .route()
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(context -> addHeaders(context, policy))
        .handler(StaticHandler.create(folder).setCachingEnabled(false))
        .handler(Pages::pageOfTheApp);
    router.errorHandler(404, Pages::nothingHere);
  }

  /// Of the origin alone: the holes are in the path.
  private static String allowPictures(String tiles) {
    return "; img-src 'self' " + tiles.replaceFirst("^(https?://[^/]+).*$", "$1");
  }

  /// In the language of who asks: programs ask under `/api/`.
  private static void nothingHere(RoutingContext context) {
    boolean program = context.normalizedPath().startsWith("/api/");
    String text = "nothing is here; look at the address";
    context
        .response()
        .setStatusCode(404)
        .putHeader("Content-Type", program ? "application/json" : "text/plain; charset=utf-8")
        .end(program ? new JsonObject().put("error", text).encode() : text + "\n");
  }

  private static void addHeaders(RoutingContext context, String policy) {
    boolean asset = context.normalizedPath().startsWith(ASSETS);
    context
        .response()
        .putHeader("Content-Security-Policy", policy)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cache-Control", asset ? "public, max-age=31536000, immutable" : "no-cache");
    context.next();
  }

  /// The pages choose by path what they show: any path that is not a file is theirs.
  private static void pageOfTheApp(RoutingContext context) {
    String path = context.normalizedPath();
    boolean file = path.lastIndexOf('.') > path.lastIndexOf('/');
    // The index itself is not there: rerouted to, it would be missing for ever.
    boolean index = path.equals("/");
    if (index || file || NOT_PAGES.stream().anyMatch(path::startsWith)) {
      // A file that is missing now may be there after the next update of this node.
      context.response().putHeader("Cache-Control", "no-cache");
      context.next();
    } else {
      context.reroute("/");
    }
  }
}
