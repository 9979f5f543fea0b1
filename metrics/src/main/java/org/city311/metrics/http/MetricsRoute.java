package org.city311.metrics.http;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.city311.metrics.meter.PrometheusPage;

/// `GET /metrics`: all meters in Prometheus's text format 0.0.4.
final class MetricsRoute {
  private final Vertx vertx;
  private final PrometheusPage page;

  private MetricsRoute(Vertx vertx, PrometheusPage page) {
    this.vertx = vertx;
    this.page = page;
  }

  static void mount(Vertx vertx, Router router, PrometheusPage page) {
    router.get("/metrics").handler(new MetricsRoute(vertx, page)::scrape);
  }

  private void scrape(RoutingContext context) {
    // Some gauges ask the operating system: not on an event loop.
    vertx
        .executeBlocking(page::text, false)
        .onSuccess(
            text ->
                context
                    .response()
                    .putHeader("Content-Type", PrometheusPage.CONTENT_TYPE)
                    .putHeader("Cache-Control", "no-store")
                    .end(text))
        .onFailure(context::fail);
  }
}
