package org.city311.flows;

import java.util.Map;
import org.city311.flows.SelfService.Next;
import org.city311.ivr.line.Callbacks;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.Spoken;

/// Tells a resident who calls again, and whose number is to be called back, that this is so. `1` cancels the
/// callback; any other key, or none, leaves it. Either way the call goes on.
///
/// @param callbacks asked for the number that the call comes from: a withheld one has none
public record WaitingCallback(Callbacks callbacks) implements Opening {
  private static final String TOLD = "callback-waiting";
  private static final Spoken QUESTION = Spoken.of("callback-waiting");

  /// Says nothing to who has no callback waiting.
  @Override
  public Next before(Dialogue dialogue) throws CallerGone, Elsewhere {
    Line line = dialogue.line();
    String number = line.caller().ani();
    if (number.isEmpty() || !callbacks.isWaiting(number) || line.recall(TOLD).isPresent()) {
      return new Next.Menu();
    }
    line.step("callback-waiting");
    boolean cancels = dialogue.choose(QUESTION, Map.of('1', true), false);
    if (cancels) {
      dialogue.say(callbacks.cancel(number) ? "callback-cancelled" : "callback-not-cancelled");
    }
    line.remember(TOLD, "told");
    return new Next.Menu();
  }
}
