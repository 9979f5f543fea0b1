package org.city311.flows.dial;

import java.time.Instant;
import java.util.List;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.line.Callbacks;
import org.city311.ivr.routing.NumberPattern;

/// Callbacks of conversations that are only tried out: whoever could be called back is promised it, and nobody
/// is called.
///
/// @param numbers what may be called; empty: nobody is called back
public record RehearsedCallbacks(List<NumberPattern> numbers) implements Callbacks {
  public RehearsedCallbacks {
    numbers = List.copyOf(numbers);
  }

  @Override
  public boolean areOffered() {
    return !numbers.isEmpty();
  }

  @Override
  public boolean canCall(String number) {
    return NumberPattern.any(numbers, number);
  }

  @Override
  public boolean ask(CallId call, String number) {
    return canCall(number);
  }

  @Override
  public boolean askLater(CallId call, Demand demand, String number, Instant from) {
    return canCall(number);
  }

  @Override
  public boolean hasAsked(CallId call) {
    return false;
  }

  @Override
  public boolean isWaiting(String number) {
    return false;
  }

  @Override
  public boolean cancel(String number) {
    return false;
  }
}
