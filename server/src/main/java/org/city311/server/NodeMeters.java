package org.city311.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.function.Supplier;
import org.city311.flows.waiting.Announcing;
import org.city311.ivr.asterisk.AmiLink;
import org.city311.ivr.asterisk.FlowServer;
import org.city311.ivr.asterisk.Keypads;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.leadership.Standing;
import org.city311.metrics.meter.Meters;

/// How this node itself is doing, for Prometheus.
final class NodeMeters implements MeterBinder {
  private final CallCentre centre;
  private final FlowServer flows;
  private final AmiLink link;
  private final Announcing announcing;
  private final Supplier<Standing> standing;

  NodeMeters(
      CallCentre centre,
      FlowServer flows,
      AmiLink link,
      Announcing announcing,
      Supplier<Standing> standing) {
    this.centre = centre;
    this.announcing = announcing;
    this.standing = standing;
    this.flows = flows;
    this.link = link;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Standing each : Standing.values()) {
      // By a supplier, which is held fast: a gauge forgets the object that it is about.
      Gauge.builder("city311.node.standing", () -> standing.get() == each ? 1 : 0)
          .description("1 for what this node is: the leader, on standby, or in a minority")
          .tag("standing", each.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    for (Keypads.Drop why : Keypads.Drop.values()) {
      FunctionCounter.builder("city311.keys.dropped", link.keypads(), k -> k.dropped(why))
          .description("Keys beyond what is kept of them")
          .tag("why", why.name().toLowerCase(Locale.ROOT).replace('_', '-'))
          .register(registry);
    }
    new Meters(registry)
        .gauge("flows.running", "Conversations that run now", flows, FlowServer::running)
        .gauge("flows.limit", "Conversations that may run at once", flows, FlowServer::limit)
        .counter("flows.refused", "Conversations beyond that limit", flows, FlowServer::refused)
        .counter("flows.failed", "Conversations that died of a fault", flows, FlowServer::failed)
        .gauge(
            "acd.events.queued", "Events that wait for the ACD", centre, CallCentre::queuedEvents)
        .counter(
            "acd.events.dropped",
            "Events dropped because too many waited",
            centre,
            CallCentre::droppedEvents)
        .counter(
            "acd.events.ignored",
            "Events that came late or twice",
            centre,
            CallCentre::ignoredEvents)
        .counter(
            "acd.events.impossible",
            "Events that should not have been possible",
            centre,
            CallCentre::impossibleEvents)
        .counter("announcements", "What callers who wait were told", announcing, Announcing::said)
        .gauge(
            "announcements.late.seconds",
            "How long the next one should have been told already",
            announcing,
            a -> a.late().toMillis() / 1e3)
        .gauge(
            "ami.lag.seconds",
            "Asterisk's time to answer the last ping",
            link,
            l -> l.lag().toNanos() / 1e9)
        .gauge("ami.up", "1 while both AMI connections are logged in", link, l -> l.isUp() ? 1 : 0);
  }
}
