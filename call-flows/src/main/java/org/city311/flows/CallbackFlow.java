package org.city311.flows;

import java.time.Duration;
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
  /// How often a question is asked.
  static final int TRIES = 3;

  /// How long to wait for a key after a question, and between the digits of a number.
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /// As long as numbers are (ITU-T E.164).
  static final int MOST_DIGITS = 15;

  /// Where another number than the caller's own is kept on the call.
  private static final String ENTERED = "callback-entered";

  /// Digits of a number with its area code.
  private static final int WHOLE = 10;

  private final Callbacks callbacks;
  private final MessageDialogue message;

  /// @param message what is asked of a resident without a number
  public CallbackFlow(Callbacks callbacks, MessageDialogue message) {
    this.callbacks = callbacks;
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
    Optional<String> entered = line.recall(ENTERED);
    if (entered.isPresent()) {
      return confirm(line, entered.get());
    }
    Optional<Character> early = line.ask("callback-offer", WelcomeFlow.NO_PATIENCE);
    if (isBack(early)) {
      return back(line);
    }
    Optional<String> number = Optional.of(line.caller().ani()).filter(callbacks::canCall);
    if (number.isEmpty()) {
      number = enter(line);
    }
    return number.isEmpty() ? leaveMessage(line) : confirm(line, number.get());
  }

  private Optional<Outcome> confirm(Line line, String first) throws CallerGone {
    String number = first;
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Optional<Character> key = readBack(line, number);
      if (key.isPresent() && key.get() == '1') {
        return callBack(line, number);
      }
      if (isBack(key)) {
        return back(line);
      }
      if (key.isPresent() && key.get() == '2') {
        number = enter(line).orElse(number);
      } else {
        line.play(key.isPresent() ? "not-understood" : "no-input");
      }
    }
    return back(line);
  }

  /// A key pressed while the number is read out is the answer.
  private static Optional<Character> readBack(Line line, String number) throws CallerGone {
    Optional<Character> key = line.ask("callback-number", WelcomeFlow.NO_PATIENCE);
    String digits = number.replace("+", "");
    for (int i = 0; i < digits.length() && key.isEmpty(); i++) {
      key = line.ask("digit-" + digits.charAt(i), WelcomeFlow.NO_PATIENCE);
    }
    return key.isPresent() ? key : line.ask("callback-confirm", PATIENCE);
  }

  private Optional<String> enter(Line line) throws CallerGone {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      String number = line.askDigits("callback-enter", PATIENCE, MOST_DIGITS);
      if (callbacks.canCall(number)) {
        line.remember(ENTERED, number);
        return Optional.of(number);
      }
      line.play(number.length() < WHOLE ? "callback-incomplete" : "callback-elsewhere");
    }
    return Optional.empty();
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

  private static boolean isBack(Optional<Character> key) {
    return key.isPresent() && key.get() == '3';
  }
}
