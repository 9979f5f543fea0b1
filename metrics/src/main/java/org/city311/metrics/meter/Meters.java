package org.city311.metrics.meter;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/// Registers meters that read their value from one of our parts when they are asked. Each is called
/// `city311.NAME`; the unit stands last in the name. It is for the caller to keep the part alive.
public record Meters(MeterRegistry registry) {

  /// A value that goes up and down.
  public <T> Meters gauge(String name, String says, T part, ToDoubleFunction<T> value) {
    Gauge.builder("city311." + name, part, value).description(says).register(registry);
    return this;
  }

  /// A number of events, which only grows.
  public <T> Meters counter(String name, String says, T part, ToDoubleFunction<T> value) {
    FunctionCounter.builder("city311." + name, part, value).description(says).register(registry);
    return this;
  }
}
