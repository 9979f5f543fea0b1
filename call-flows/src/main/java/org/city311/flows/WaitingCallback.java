package org.city311.flows;

import java.util.Optional;
import org.city311.ivr.line.Callbacks;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;

/// Tells a resident who calls again, and whose number is to be called back, that this is so. `1` cancels the
/// callback; any other key, or none, leaves it, and the conversation goes on.
///
/// @param callbacks asked for the number that the call comes from: a withheld one has none
public record WaitingCallback(Callbacks callbacks) {

  /// Says nothing to who has no callback waiting.
  public void tell(Line line) throws CallerGone {
    String number = line.caller().ani();
    if (number.isEmpty() || !callbacks.isWaiting(number)) {
      return;
    }
    line.step("callback-waiting");
    Optional<Character> key = line.ask("callback-waiting", WelcomeFlow.PATIENCE);
    if (key.isPresent() && key.get() == '1') {
      line.play(callbacks.cancel(number) ? "callback-cancelled" : "callback-not-cancelled");
    }
  }
}
