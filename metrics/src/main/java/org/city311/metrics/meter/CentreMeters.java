package org.city311.metrics.meter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Termination;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.CentreFeed;
import org.city311.ivr.event.OfferFailure;
import org.city311.metrics.live.City;
import org.city311.metrics.live.LiveFigures;
import org.jspecify.annotations.Nullable;

/// The centre's meters. Each node counts the whole centre's calls from the time it started, so nodes
/// are compared, not added. One subscription delivers to it, one event at a time.
public final class CentreMeters implements CentreFeed.Subscriber {
  /// The group of a call whose skill group the city does not have (any more).
  static final String OTHER = "other";

  private static final Duration[] ANSWER_BUCKETS =
      seconds(2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1200, 1800);
  private static final Duration[] TALK_BUCKETS =
      seconds(15, 30, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1800, 3600);

  private final MeterRegistry registry;
  private final Map<SkillGroupId, Timer> answer = new HashMap<>();
  private final Timer answerOther;
  private final Timer talk;
  private final SeenCalls seen = new SeenCalls();
  private boolean begun;

  /// @param figures what the gauges of waits and agents show
  public CentreMeters(MeterRegistry registry, LiveFigures figures) {
    this.registry = registry;
    for (City.Group group : figures.city().groups()) {
      answer.put(group.id(), answerTimer(registry, group.id().value()));
      registerQueue(registry, figures, group.id());
    }
    answerOther = answerTimer(registry, OTHER);
    talk =
        Timer.builder("city311.talk")
            .description("Time that residents and agents talked, of ended calls")
            .serviceLevelObjectives(TALK_BUCKETS)
            .register(registry);
    for (AgentState state : AgentState.values()) {
      Gauge.builder("city311.agents", figures, f -> f.agents(state))
          .description("Agents in a state")
          .tags("state", lower(state))
          .register(registry);
    }
    registerCounters(registry);
  }

  private static void registerQueue(
      MeterRegistry registry, LiveFigures figures, SkillGroupId group) {
    Gauge.builder("city311.calls.waiting", figures, f -> f.queue(group).waiting())
        .description("Calls that wait for an agent")
        .tags("group", group.value())
        .register(registry);
    TimeGauge.builder(
            "city311.longest.wait",
            figures,
            TimeUnit.MILLISECONDS,
            f -> f.queue(group).longestWait().toMillis())
        .description("How long the call has waited that waits longest")
        .tags("group", group.value())
        .register(registry);
  }

  /// A counter that is there from the start, at zero, shows its first increase.
  private void registerCounters(MeterRegistry registry) {
    for (Termination.Result result : Termination.Result.values()) {
      for (Termination.Reason reason : Termination.Reason.values()) {
        registry.counter("city311.calls", callTags(new Termination(result, reason)));
      }
    }
    registry.counter("city311.offers", "outcome", "answered");
    for (OfferFailure failure : OfferFailure.values()) {
      registry.counter("city311.offers", "outcome", lower(failure));
    }
  }

  private static Timer answerTimer(MeterRegistry registry, String group) {
    return Timer.builder("city311.answer")
        .description("Time from asking for a person to hearing one, of answered calls")
        .tags("group", group)
        .serviceLevelObjectives(ANSWER_BUCKETS)
        .register(registry);
  }

  @Override
  public void on(CentreEvent event) {
    switch (event) {
      case CentreEvent.Snapshot snapshot -> take(snapshot);
      case CentreEvent.OfferFailed e -> countOffer(lower(e.failure()));
      case CentreEvent.CallAnswered e -> {
        countOffer("answered");
        countAnswer(e.call());
      }
      case CentreEvent.CallEnded e -> countEnd(e.call());
      case CentreEvent.CallArrived _,
          CentreEvent.LanguageChosen _,
          CentreEvent.CallQueued _,
          CentreEvent.CallOffered _,
          CentreEvent.TalkEnded _,
          CentreEvent.CallTreated _,
          CentreEvent.CallBack _,
          CentreEvent.RoutingChanged _,
          CentreEvent.AgentGone _,
          CentreEvent.AgentChanged _ -> {}
    }
  }

  private void take(CentreEvent.Snapshot snapshot) {
    seen.keepOnly(snapshot.calls());
    for (Call call : snapshot.calls()) {
      if (call.isEnded()) {
        countEnd(call);
      } else if (begun) {
        countAnswer(call);
      } else {
        seen.answerIsOld(call);
      }
    }
    begun = true;
  }

  private void countOffer(String outcome) {
    registry.counter("city311.offers", "outcome", outcome).increment();
  }

  private void countAnswer(Call call) {
    if (seen.firstAnswer(call)) {
      Timer timer = call.group() == null ? answerOther : answer.get(call.group());
      record(timer == null ? answerOther : timer, call.times().queued(), call.times().answered());
    }
  }

  private void countEnd(Call call) {
    countAnswer(call);
    if (call.state() instanceof CallState.Ended(Termination termination) && seen.firstEnd(call)) {
      registry.counter("city311.calls", callTags(termination)).increment();
      Instant talkEnded = call.times().talkEnded();
      record(talk, call.times().answered(), talkEnded == null ? call.times().ended() : talkEnded);
    }
  }

  private static void record(Timer timer, @Nullable Instant from, @Nullable Instant until) {
    if (from != null && until != null) {
      Duration length = Duration.between(from, until);
      timer.record(length.isNegative() ? Duration.ZERO : length);
    }
  }

  private static Tags callTags(Termination termination) {
    return Tags.of("result", lower(termination.result()), "reason", lower(termination.reason()));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Duration[] seconds(long... bounds) {
    Duration[] durations = new Duration[bounds.length];
    for (int i = 0; i < bounds.length; i++) {
      durations[i] = Duration.ofSeconds(bounds[i]);
    }
    return durations;
  }
}
