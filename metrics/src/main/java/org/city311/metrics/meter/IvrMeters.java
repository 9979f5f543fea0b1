package org.city311.metrics.meter;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Journey;
import org.city311.ivr.call.Termination;

/// How callers fare in the IVR, and what they answer after the talk. Each call is handed in once, when it has
/// ended; used by one thread at a time.
final class IvrMeters {
  /// How many steps have meters of their own. A city's menus have far fewer.
  static final int MOST_STEPS = 300;

  private static final String OTHER = "_other";
  private static final String REFUSED = "refused-";

  private final MeterRegistry registry;
  private final Set<String> steps = new HashSet<>();

  IvrMeters(MeterRegistry registry) {
    this.registry = registry;
    for (Fate fate : Fate.values()) {
      registry.counter("city311.ivr.calls", "fate", fate.word());
    }
  }

  /// What became of a call's caller in the IVR.
  private enum Fate {
    REFUSED,
    PERSON,
    SELF_SERVED,
    GAVE_UP,
    OTHERWISE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Fate of(Call call) {
      if (call.step().startsWith(IvrMeters.REFUSED)) {
        return REFUSED;
      }
      if (call.times().queued() != null) {
        return PERSON;
      }
      if (call.journey().steps().stream().anyMatch(Journey::isServed)) {
        return SELF_SERVED;
      }
      boolean hungUp =
          call.state() instanceof CallState.Ended(Termination termination)
              && termination.reason() == Termination.Reason.HUNG_UP_IN_FLOW;
      if (!hungUp) {
        return OTHERWISE;
      }
      return Journey.isTelling(call.step()) ? SELF_SERVED : GAVE_UP;
    }
  }

  void ended(Call call) {
    Fate fate = Fate.of(call);
    registry.counter("city311.ivr.calls", "fate", fate.word()).increment();
    for (String step : call.journey().steps()) {
      registry.counter("city311.ivr.steps", "step", bounded(step), "fate", fate.word()).increment();
    }
    if (fate == Fate.GAVE_UP) {
      registry.counter("city311.ivr.gave.up", "step", bounded(call.step())).increment();
    }
    new TreeMap<>(call.journey().answers())
        .forEach(
            (question, key) ->
                registry
                    .counter("city311.survey.answers", "question", question, "key", "" + key)
                    .increment());
  }

  private String bounded(String step) {
    if (!steps.contains(step) && steps.size() >= MOST_STEPS) {
      return OTHER;
    }
    steps.add(step);
    return step;
  }
}
