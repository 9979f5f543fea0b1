package org.city311.flows;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.line.Callbacks;
import org.city311.ivr.routing.NumberPattern;

/// Callbacks of which nothing comes but that they are written down.
final class PaperCallbacks implements Callbacks {
  private final List<NumberPattern> numbers;
  private final Map<CallId, String> asked = new HashMap<>();
  private final Map<CallId, String> later = new HashMap<>();
  private boolean takesNone;

  PaperCallbacks(String... numbers) {
    this.numbers = Stream.of(numbers).map(NumberPattern::new).toList();
  }

  /// From now on no wish can be kept.
  void takeNone() {
    takesNone = true;
  }

  Map<CallId, String> asked() {
    return Map.copyOf(asked);
  }

  @Override
  public boolean areOffered() {
    return true;
  }

  @Override
  public boolean canCall(String number) {
    return NumberPattern.any(numbers, number);
  }

  @Override
  public boolean ask(CallId call, String number) {
    if (!takesNone) {
      asked.put(call, number);
    }
    return !takesNone;
  }

  @Override
  public boolean askLater(CallId call, Demand demand, String number, Instant from) {
    later.put(call, from + " " + demand.group());
    return ask(call, number);
  }

  /// Of those who are to be called later, when and for which group.
  Map<CallId, String> later() {
    return Map.copyOf(later);
  }

  @Override
  public boolean hasAsked(CallId call) {
    return asked.containsKey(call);
  }

  @Override
  public boolean isWaiting(String number) {
    return asked.containsValue(number);
  }

  @Override
  public boolean cancel(String number) {
    return asked.values().remove(number);
  }
}
