package org.city311.metrics.meter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.metrics.live.LiveFigures;
import org.jspecify.annotations.Nullable;

/// The meters of each skill group. They come and go with the group, so that there are never more of
/// them than groups; a group that comes back counts from zero. Not for several threads.
final class GroupMeters {
  /// The group of a call whose skill group the city does not have (any more). No skill group's own id
  /// can be this.
  static final String OTHER = "_other";

  private static final Duration[] ANSWER_BUCKETS =
      seconds(2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1200, 1800);

  private final MeterRegistry registry;
  private final LiveFigures figures;
  private final Map<SkillGroupId, OfOne> groups = new HashMap<>();
  private final Timer other;

  GroupMeters(MeterRegistry registry, LiveFigures figures) {
    this.registry = registry;
    this.figures = figures;
    this.other = answerTimer(OTHER);
  }

  /// The skill groups are these from now on.
  void reroute(Routing routing) {
    Set<SkillGroupId> now =
        routing.groups().stream().map(SkillGroup::id).collect(Collectors.toSet());
    groups.forEach(
        (group, meters) -> {
          if (!now.contains(group)) {
            meters.all().forEach(registry::remove);
          }
        });
    groups.keySet().retainAll(now);
    now.forEach(group -> groups.computeIfAbsent(group, this::register));
  }

  /// The time from asking for a person to hearing one, of answered calls.
  Timer answer(@Nullable SkillGroupId group) {
    OfOne meters = group == null ? null : groups.get(group);
    return meters == null ? other : meters.answer();
  }

  private OfOne register(SkillGroupId group) {
    Gauge waiting =
        Gauge.builder("city311.calls.waiting", figures, f -> f.queue(group).waiting())
            .description("Calls that wait for an agent")
            .tags("group", group.value())
            .register(registry);
    TimeGauge longest =
        TimeGauge.builder(
                "city311.longest.wait",
                figures,
                TimeUnit.MILLISECONDS,
                f -> f.queue(group).longestWait().toMillis())
            .description("How long the call has waited that waits longest")
            .tags("group", group.value())
            .register(registry);
    return new OfOne(waiting, longest, answerTimer(group.value()));
  }

  private Timer answerTimer(String group) {
    return Timer.builder("city311.answer")
        .description("Time from asking for a person to hearing one, of answered calls")
        .tags("group", group)
        .serviceLevelObjectives(ANSWER_BUCKETS)
        .register(registry);
  }

  static Duration[] seconds(long... bounds) {
    return LongStream.of(bounds).mapToObj(Duration::ofSeconds).toArray(Duration[]::new);
  }

  private record OfOne(Gauge waiting, TimeGauge longest, Timer answer) {
    List<Meter> all() {
      return List.of(waiting, longest, answer);
    }
  }
}
