package org.city311.metrics.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import org.city311.metrics.Metrics;
import org.city311.metrics.meter.Meters;

/// This module's part of the web server: `/api/live`, `/api/live/now`, `/metrics`, and the reports.
public final class MetricsHttp implements AutoCloseable {
  private final LiveRoutes live;

  private MetricsHttp(LiveRoutes live) {
    this.live = live;
  }

  /// Adds the routes to a router.
  ///
  /// @param maxStreams the most live streams open at a time, such as
  ///     [LiveRoutes#DEFAULT_MAX_STREAMS]
  /// @param guard lets through who may see the reports, and answers the others itself
  public static MetricsHttp mount(
      Vertx vertx, Router router, Metrics metrics, int maxStreams, Handler<RoutingContext> guard) {
    LiveRoutes live = LiveRoutes.mount(vertx, router, metrics.figures(), maxStreams);
    MetricsRoute.mount(vertx, router, metrics.page());
    new ReportRoutes(
            vertx,
            metrics.ivrReports(),
            metrics.surveyReports(),
            metrics.city().zone(),
            InstantSource.system())
        .mount(router, guard);
    registerMeters(metrics.registry(), live);
    return new MetricsHttp(live);
  }

  private static void registerMeters(MeterRegistry registry, LiveRoutes live) {
    new Meters(registry)
        .gauge("live.streams", "Live streams open", live, LiveRoutes::openStreams)
        .counter(
            "live.streams.refused",
            "Live streams turned away at the limit",
            live,
            LiveRoutes::refused)
        .counter(
            "live.streams.cut.off",
            "Live streams cut off because the client read too slowly",
            live,
            LiveRoutes::cutOff);
  }

  /// Ends the live streams.
  @Override
  public void close() {
    live.close();
  }
}
