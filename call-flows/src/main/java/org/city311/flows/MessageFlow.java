package org.city311.flows;

import java.util.Optional;
import org.city311.ivr.acd.CallInput.Outcome;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.OverflowFlow;
import org.city311.ivr.routing.Closing;

/// Asks a resident who waited for a message instead. Who leaves none waits on, and so does everybody when none can
/// be taken; but not when it is because the office has closed that one is asked for.
public final class MessageFlow implements OverflowFlow {
  private final MessageDialogue dialogue;
  private final Closed closed;

  public MessageFlow(MessageDialogue dialogue, Closed closed) {
    this.dialogue = dialogue;
    this.closed = closed;
  }

  @Override
  public Optional<Outcome> converse(Line line) throws CallerGone {
    line.step("message");
    line.play("message-instead");
    return switch (dialogue.converse(line, line.caller())) {
      case KEPT -> Optional.of(Outcome.LEFT_A_MESSAGE);
      case NOTHING_SAID -> isServed(line) ? CallbackFlow.back(line) : over(line, Outcome.NOTHING);
      case UNABLE -> isServed(line) ? CallbackFlow.back(line) : over(line, Outcome.TOLD);
    };
  }

  private static Optional<Outcome> over(Line line, Outcome outcome) {
    Farewell.say(line, "goodbye");
    return Optional.of(outcome);
  }

  private boolean isServed(Line line) {
    return closed.ruleOf(line.caller().group()).orElse(Closing.SERVE) == Closing.SERVE;
  }
}
