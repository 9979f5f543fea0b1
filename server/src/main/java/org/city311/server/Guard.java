package org.city311.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.InstantSource;
import org.city311.flows.guard.Admission;
import org.city311.flows.guard.BlockedNumbers;
import org.city311.flows.guard.GuardedFlow;
import org.city311.flows.guard.KnownNumbers;
import org.city311.flows.guard.Limits;
import org.city311.flows.guard.Verdict;
import org.city311.flows.http.BlockedRoutes;
import org.city311.gateway.accounts.http.Door;
import org.city311.gateway.accounts.http.Who;
import org.city311.gateway.audit.AuditLog;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.cluster.ClusterMember;
import org.city311.ivr.event.CentreFeed;
import org.city311.ivr.line.Flow;
import org.city311.metrics.Metrics;
import org.city311.metrics.meter.Meters;
import org.city311.server.bus.KeptText;
import org.city311.server.config.Configuration;
import org.jspecify.annotations.Nullable;

/// Who is let in, put together: the limits, the list of blocked numbers, and the callers who are known.
final class Guard implements MeterBinder, AutoCloseable {
  private final Limits limits;
  private final BlockedNumbers blocked;
  private final KnownNumbers known = new KnownNumbers();
  private final Admission admission;
  private final CallCentre centre;
  private final PastNumbers past;
  private CentreFeed.@Nullable Subscription calls;

  /// @throws StartException if the list of blocked numbers can't be kept
  Guard(Configuration configuration, CallCentre centre, ClusterMember member, Metrics metrics)
      throws StartException {
    this.limits = configuration.admission();
    this.centre = centre;
    try {
      this.blocked =
          new BlockedNumbers(
              new KeptText(
                  member,
                  "blocked-numbers",
                  configuration
                      .data()
                      .resolve("state/" + configuration.node() + ".blocked-numbers")),
              InstantSource.system());
    } catch (IOException e) {
      throw new StartException(
          StartException.MACHINE, "the blocked numbers can't be kept: " + e.getMessage());
    }
    this.admission = new Admission(limits, blocked, known, InstantSource.system());
    this.past = new PastNumbers(metrics, known, admission);
  }

  /// A flow for callers who are let in.
  ///
  /// @param person what becomes of those who are too long in it
  Flow around(Flow welcome, Flow person) {
    return new GuardedFlow(
        admission,
        limits,
        welcome,
        person,
        new GuardedFlow.Clocks(
            InstantSource.system(), id -> centre.call(id).map(call -> call.times().arrived())));
  }

  void mount(Router router, AuditLog audit) {
    new BlockedRoutes(
            blocked,
            new Changes(audit, InstantSource.system()),
            Door::passed,
            Who::name,
            InstantSource.system())
        .mount(router);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Verdict verdict : Verdict.values()) {
      FunctionCounter.builder("city311.admission", admission, a -> a.count(verdict))
          .description("Calls let in at this node or not, and why")
          .tag("verdict", verdict.word())
          .register(registry);
    }
    new Meters(registry)
        .gauge(
            "admission.flooded",
            "1 while more strangers call than are let in",
            admission,
            a -> a.isFlooded() ? 1 : 0)
        .gauge(
            "admission.blocked.numbers",
            "Numbers whose calls are not taken",
            blocked,
            list -> list.list().size())
        .gauge(
            "admission.known.numbers",
            "Numbers of callers from before, who are no strangers",
            known,
            KnownNumbers::size);
  }

  /// @param started the centre, which tells of its calls from now on
  void start(CallCentre started) {
    calls = started.subscribe("admission", admission);
    past.start();
  }

  @Override
  public void close() {
    past.close();
    if (calls != null) {
      calls.close();
    }
  }
}
