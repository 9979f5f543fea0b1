package org.city311.metrics.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.exporter.common.TextFormat;

/// All meters of this process, and the page that Prometheus reads. The one place that knows which of
/// Micrometer's two Prometheus registries is in use: the older, on Prometheus's simpleclient.
@SuppressWarnings("deprecation")
public final class PrometheusPage implements AutoCloseable {
  /// The page's media type: Prometheus's text format 0.0.4.
  public static final String CONTENT_TYPE = TextFormat.CONTENT_TYPE_004;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /// Where meters are registered.
  public MeterRegistry registry() {
    return registry;
  }

  /// The page as it is now.
  public String text() {
    return registry.scrape();
  }

  @Override
  public void close() {
    registry.close();
  }
}
