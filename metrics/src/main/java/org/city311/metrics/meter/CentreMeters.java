package org.city311.metrics.meter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Termination;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.CentreFeed;
import org.city311.ivr.event.OfferFailure;
import org.city311.metrics.live.LiveFigures;
import org.jspecify.annotations.Nullable;

/// The centre's meters. Each node counts the whole centre's calls from the time it started, so nodes
/// are compared, not added. A skill group's meters come and go with the group. One subscription
/// delivers to it, one event at a time.
public final class CentreMeters implements CentreFeed.Subscriber {
  private static final Duration[] TALK_BUCKETS =
      GroupMeters.seconds(15, 30, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1800, 3600);

  private final MeterRegistry registry;
  private final GroupMeters groups;
  private final Timer talk;
  private final IvrMeters ivr;
  private final SeenCalls seen = new SeenCalls();
  private boolean begun;

  /// @param figures what the gauges of waits and agents show
  public CentreMeters(MeterRegistry registry, LiveFigures figures) {
    this.registry = registry;
    this.groups = new GroupMeters(registry, figures);
    this.ivr = new IvrMeters(registry);
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

  /// A counter that is there from the start, at zero, shows its first increase.
  private void registerCounters(MeterRegistry registry) {
    for (Termination.Result result : Termination.Result.values()) {
      if (result.isOfCallback()) {
        registry.counter("city311.callbacks", "step", endOfCallback(result));
        continue;
      }
      for (Termination.Reason reason : Termination.Reason.values()) {
        registry.counter("city311.calls", callTags(new Termination(result, reason)));
      }
    }
    for (String step : List.of("asked", "placed", "answered", "machine")) {
      registry.counter("city311.callbacks", "step", step);
    }
    registry.counter("city311.offers", "outcome", "answered");
    for (OfferFailure failure : OfferFailure.values()) {
      registry.counter("city311.offers", "outcome", lower(failure));
    }
    for (Treatment treatment : Treatment.values()) {
      registry.counter("city311.treatments", "treatment", lower(treatment));
    }
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
      case CentreEvent.CallTreated e ->
          registry.counter("city311.treatments", "treatment", lower(e.treatment())).increment();
      case CentreEvent.CallbackAsked _ -> countCallback("asked");
      case CentreEvent.CallbackPlaced _ -> countCallback("placed");
      case CentreEvent.CallbackReached _ -> countCallback("answered");
      case CentreEvent.CallbackMachine _ -> countCallback("machine");
      case CentreEvent.RoutingChanged e -> groups.reroute(e.routing());
      case CentreEvent.CallArrived _,
          CentreEvent.LanguageChosen _,
          CentreEvent.CallQueued _,
          CentreEvent.CallOffered _,
          CentreEvent.TalkEnded _,
          CentreEvent.CallTransferred _,
          CentreEvent.CallTakenUp _,
          CentreEvent.CallMoved _,
          CentreEvent.Notice _,
          CentreEvent.CallBack _,
          CentreEvent.CallbackMoved _,
          CentreEvent.AgentGone _,
          CentreEvent.AgentChanged _ -> {}
    }
  }

  private void take(CentreEvent.Snapshot snapshot) {
    groups.reroute(snapshot.routing());
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

  private void countCallback(String step) {
    registry.counter("city311.callbacks", "step", step).increment();
  }

  /// `CALLBACK_EXPIRED` is the step `expired`.
  private static String endOfCallback(Termination.Result result) {
    return lower(result).substring("callback_".length());
  }

  private void countAnswer(Call call) {
    if (seen.firstAnswer(call) && call.callback() == null) {
      record(groups.answer(call.group()), call.times().queued(), call.times().answered());
    }
  }

  private void countEnd(Call call) {
    countAnswer(call);
    if (call.state() instanceof CallState.Ended(Termination termination) && seen.firstEnd(call)) {
      if (termination.result().isOfCallback()) {
        countCallback(endOfCallback(termination.result()));
      } else {
        registry.counter("city311.calls", callTags(termination)).increment();
        ivr.ended(call);
      }
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
}
