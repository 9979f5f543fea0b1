package org.city311.requests.notify;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.city311.requests.notify.send.Way;

/// How the messages to residents are getting on, for Prometheus.
public record NotifyMeters(Notifier notifier) implements MeterBinder {
  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "waiting", "Messages in the outbox of all nodes", Notifier::waiting);
    gauge(registry, "waiting.limit", "How many may wait there", Notifier::waitingLimit);
    gauge(
        registry,
        "oldest.seconds",
        "Since what waits longest to be told happened",
        Notifier::oldestSeconds);
    counter(registry, "failed", "Messages given up: refused, or too late", Notifier::failed);
    counter(registry, "skipped", "Messages that nobody was to get (any more)", Notifier::skipped);
    counter(registry, "put.off", "Attempts that failed and are repeated", Notifier::putOff);
    for (Way way : Way.values()) {
      String tag = way.name().toLowerCase(Locale.ROOT);
      FunctionCounter.builder("city311.notices.sent", notifier, n -> n.sent(way))
          .description("Messages handed over by this node")
          .tag("way", tag)
          .register(registry);
      Gauge.builder("city311.notices.up", notifier, n -> n.isWell(way) ? 1 : 0)
          .description("1 while the last attempt by this way went through")
          .tag("way", tag)
          .strongReference(true)
          .register(registry);
    }
  }

  private void gauge(
      MeterRegistry registry, String name, String says, ToDoubleFunction<Notifier> value) {
    Gauge.builder("city311.notices." + name, notifier, value)
        .description(says)
        .strongReference(true)
        .register(registry);
  }

  private void counter(
      MeterRegistry registry, String name, String says, ToDoubleFunction<Notifier> value) {
    FunctionCounter.builder("city311.notices." + name, notifier, value)
        .description(says)
        .register(registry);
  }
}
