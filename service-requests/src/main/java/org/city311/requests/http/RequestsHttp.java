package org.city311.requests.http;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import org.city311.requests.http.notify.LinkRoutes;

/// Mounts all routes of this module.
public final class RequestsHttp {
  private RequestsHttp() {}

  /// @param vertx for work that waits for the database: never on an event loop
  public static void mount(Vertx vertx, Router router, Parts parts) {
    new LinkRoutes(vertx, parts.links()).mount(router);
  }
}
