package org.city311.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.city311.ivr.asterisk.AmiLink;
import org.city311.ivr.asterisk.FlowServer;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.leadership.Standing;

/// How this node itself is doing, for Prometheus.
final class NodeMeters implements MeterBinder {
  private final CallCentre centre;
  private final FlowServer flows;
  private final AmiLink link;
  private final Supplier<Standing> standing;

  NodeMeters(CallCentre centre, FlowServer flows, AmiLink link, Supplier<Standing> standing) {
    this.centre = centre;
    this.standing = standing;
    this.flows = flows;
    this.link = link;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Standing each : Standing.values()) {
      Gauge.builder("city311.node.standing", standing, now -> now.get() == each ? 1 : 0)
          .description("1 for what this node is: the leader, on standby, or in a minority")
          .tag("standing", each.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    gauge(registry, "flows.running", "Conversations that run now", flows, FlowServer::running);
    gauge(registry, "flows.limit", "Conversations that may run at once", flows, FlowServer::limit);
    count(registry, "flows.refused", "Conversations beyond that limit", flows, FlowServer::refused);
    count(
        registry, "flows.failed", "Conversations that died of a fault", flows, FlowServer::failed);
    gauge(
        registry,
        "acd.events.queued",
        "Events that wait for the ACD",
        centre,
        CallCentre::queuedEvents);
    count(
        registry,
        "acd.events.dropped",
        "Events dropped because too many waited",
        centre,
        CallCentre::droppedEvents);
    count(
        registry,
        "acd.events.ignored",
        "Events that came late or twice",
        centre,
        CallCentre::ignoredEvents);
    count(
        registry,
        "acd.events.impossible",
        "Events that should not have been possible",
        centre,
        CallCentre::impossibleEvents);
    gauge(
        registry,
        "ami.lag.seconds",
        "Asterisk's time to answer the last ping",
        link,
        l -> l.lag().toNanos() / 1e9);
    gauge(
        registry,
        "ami.up",
        "1 while both AMI connections are logged in",
        link,
        l -> l.isUp() ? 1 : 0);
  }

  private static <T> void gauge(
      MeterRegistry registry, String name, String says, T of, ToDoubleFunction<T> value) {
    Gauge.builder("city311." + name, of, value).description(says).register(registry);
  }

  private static <T> void count(
      MeterRegistry registry, String name, String says, T of, ToDoubleFunction<T> value) {
    FunctionCounter.builder("city311." + name, of, value).description(says).register(registry);
  }
}
