package org.city311.flows;

import java.util.Optional;
import org.city311.flows.MessageDialogue.Taken;
import org.city311.ivr.acd.CallInput.Outcome;
import org.city311.ivr.line.Callbacks;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.OverflowFlow;

/// Offers a resident who waits to be called back, in the same place: the number is read out digit by digit;
/// `1` confirms it, `2` takes another, `3` goes back to the queue. So does whoever presses nothing.
///
/// A resident whose number is withheld, or can't be called, enters one, or is asked for a message; so is
/// everybody where nobody is called back.
public final class CallbackFlow implements OverflowFlow {
  private final Callbacks callbacks;
  private final CallbackNumber number;
  private final MessageDialogue message;

  /// @param message what is asked of a resident without a number
  public CallbackFlow(Callbacks callbacks, MessageDialogue message) {
    this.callbacks = callbacks;
    this.number = new CallbackNumber(callbacks);
    this.message = message;
  }

  @Override
  public Optional<Outcome> converse(Line line) throws CallerGone {
    line.step("callback");
    if (callbacks.hasAsked(line.caller().call())) {
      return promised(line);
    }
    if (!callbacks.areOffered()) {
      return leaveMessage(line);
    }
    Optional<String> entered = number.recalled(line);
    if (entered.isEmpty()
        && CallbackNumber.isRefused(line.ask("callback-offer", WelcomeFlow.NO_PATIENCE))) {
      return back(line);
    }
    Optional<String> first = entered.isPresent() ? entered : number.first(line);
    if (first.isEmpty()) {
      return leaveMessage(line);
    }
    Optional<String> confirmed = number.confirmed(line, first.get(), "callback-confirm");
    return confirmed.isEmpty() ? back(line) : callBack(line, confirmed.get());
  }

  private Optional<Outcome> callBack(Line line, String number) throws CallerGone {
    if (!callbacks.ask(line.caller().call(), number)) {
      line.play("callback-unable");
      return back(line);
    }
    return promised(line);
  }

  /// From here on nothing depends on the resident, who may have hung up.
  private static Optional<Outcome> promised(Line line) {
    try {
      line.settled();
    } catch (CallerGone e) {
      return Optional.of(Outcome.ASKED_TO_BE_CALLED_BACK);
    }
    Farewell.say(line, "callback-kept", "goodbye");
    return Optional.of(Outcome.ASKED_TO_BE_CALLED_BACK);
  }

  private Optional<Outcome> leaveMessage(Line line) throws CallerGone {
    line.play("message-instead");
    return message.converse(line, line.caller()) == Taken.KEPT
        ? Optional.of(Outcome.LEFT_A_MESSAGE)
        : back(line);
  }

  /// Into the queue again, in the same place.
  static Optional<Outcome> back(Line line) throws CallerGone {
    line.play("back-to-queue");
    return Optional.empty();
  }
}
