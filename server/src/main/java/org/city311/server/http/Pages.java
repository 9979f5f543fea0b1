package org.city311.server.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;

/// The pages, from the class path's folder `web`, with headers that keep foreign scripts and frames
/// out (OWASP Secure Headers Project).
public final class Pages {
  private static final long ASSETS_MAX_AGE_SECONDS = 86_400;

  private Pages() {}

  /// To be mounted last: it answers what no other route does.
  public static void mount(Router router) {
    router
        .route()
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(Pages::secure)
        .handler(
            StaticHandler.create("web")
                .setIndexPage("index.html")
                .setDefaultContentEncoding("UTF-8")
                .setMaxAgeSeconds(ASSETS_MAX_AGE_SECONDS)
                .setCachingEnabled(true));
  }

  private static void secure(RoutingContext context) {
    context
        .response()
        .putHeader(
            "Content-Security-Policy",
            "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer");
    context.next();
  }
}
