package org.city311.flows;

import java.util.Optional;
import org.city311.ivr.acd.CallInput.Outcome;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.OverflowFlow;

/// Asks a resident who waited for a message instead.
public final class MessageFlow implements OverflowFlow {
  private final MessageDialogue dialogue;

  public MessageFlow(MessageDialogue dialogue) {
    this.dialogue = dialogue;
  }

  @Override
  public Optional<Outcome> converse(Line line) throws CallerGone {
    line.step("message");
    line.play("message-instead");
    return Optional.of(
        switch (dialogue.converse(line, line.caller())) {
          case KEPT -> {
            Farewell.say(line, "message-kept", "goodbye");
            yield Outcome.LEFT_A_MESSAGE;
          }
          case NOTHING_SAID -> {
            Farewell.say(line, "goodbye");
            yield Outcome.NOTHING;
          }
          case UNABLE -> {
            Farewell.say(line, "message-unable", "goodbye");
            yield Outcome.TOLD;
          }
        });
  }
}
