package org.city311.metrics.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.city311.ivr.estimate.WaitEstimate;
import org.city311.ivr.estimate.WaitEstimates;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.CentreFeed;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.jspecify.annotations.Nullable;

/// The wait of one who would join each skill group now, and how wrong that has been; not a number
/// while it is not known. The meters come and go with the groups.
public final class WaitMeters implements CentreFeed.Subscriber {
  private final WaitEstimates waits;
  private final MultiGauge wait;
  private final MultiGauge error;

  public WaitMeters(MeterRegistry registry, WaitEstimates waits) {
    this.waits = waits;
    this.wait =
        MultiGauge.builder("city311.estimated.wait")
            .description("How long one who joins the group now will wait")
            .baseUnit("seconds")
            .register(registry);
    this.error =
        MultiGauge.builder("city311.estimated.wait.error")
            .description("Mean absolute error of such estimates for the last answered calls")
            .baseUnit("seconds")
            .register(registry);
  }

  @Override
  public void on(CentreEvent event) {
    if (event instanceof CentreEvent.Snapshot snapshot) {
      register(snapshot.routing());
    } else if (event instanceof CentreEvent.RoutingChanged changed) {
      register(changed.routing());
    }
  }

  private void register(Routing routing) {
    wait.register(rows(routing, WaitEstimate::remaining), true);
    error.register(rows(routing, WaitEstimate::error), true);
  }

  private List<MultiGauge.Row<?>> rows(
      Routing routing, Function<WaitEstimate, @Nullable Duration> what) {
    return routing.groups().stream()
        .map(SkillGroup::id)
        .<MultiGauge.Row<?>>map(
            group ->
                MultiGauge.Row.of(
                    Tags.of("group", group.value()), () -> seconds(waits.joining(group), what)))
        .toList();
  }

  private static double seconds(
      Optional<WaitEstimate> estimate, Function<WaitEstimate, @Nullable Duration> what) {
    Duration duration = estimate.isEmpty() ? null : what.apply(estimate.get());
    return duration == null ? Double.NaN : duration.toMillis() / 1000.0;
  }
}
