package org.city311.flows;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.city311.flows.MessageDialogue.Taken;
import org.city311.flows.message.Messages;
import org.city311.ivr.acd.CallInput.Outcome;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.OverflowFlow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Offers a resident who waits to be called back: the number is read out digit by digit; `1` confirms
/// it, `2` takes another, `3` goes back to the queue. So does whoever presses nothing.
///
/// A resident whose number is withheld enters one, or is asked for a message.
public final class CallbackFlow implements OverflowFlow {
  /// How often a question is asked.
  static final int TRIES = 3;

  /// How long to wait for a key after a question, and between the digits of a number.
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /// What can be called: with its area code, at most as long as numbers are (ITU-T E.164).
  static final int LEAST_DIGITS = 10;

  static final int MOST_DIGITS = 15;

  private static final Logger log = LoggerFactory.getLogger(CallbackFlow.class);

  private final Messages messages;
  private final MessageDialogue message;
  private final Language fallback;

  /// @param message what is asked of a resident without a number
  /// @param fallback the language of callers who chose none
  public CallbackFlow(Messages messages, MessageDialogue message, Language fallback) {
    this.messages = messages;
    this.message = message;
    this.fallback = fallback;
  }

  @Override
  public Optional<Outcome> converse(Line line) throws CallerGone {
    line.step("callback");
    Optional<Character> early = line.ask("callback-offer", WelcomeFlow.NO_PATIENCE);
    if (isBack(early)) {
      return back(line);
    }
    Optional<String> number = callable(line.caller().ani());
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

  private static Optional<String> enter(Line line) throws CallerGone {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Optional<String> number =
          callable(line.askDigits("callback-enter", PATIENCE, MOST_DIGITS))
              .filter(digits -> digits.length() >= LEAST_DIGITS);
      if (number.isPresent()) {
        return number;
      }
      line.play("callback-incomplete");
    }
    return Optional.empty();
  }

  private Optional<Outcome> callBack(Line line, String number) throws CallerGone {
    Caller caller = line.caller();
    Language chosen = caller.chosen();
    try {
      messages.keepWish(caller, chosen == null ? fallback : chosen, number);
    } catch (IOException e) {
      log.error("a callback can't be promised: callId={}", caller.call(), e);
      line.play("callback-unable");
      return back(line);
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

  /// A number that a telephone can dial; empty for one that is withheld.
  private static Optional<String> callable(String number) {
    return number.matches("\\+?\\d{7," + MOST_DIGITS + "}")
        ? Optional.of(number)
        : Optional.empty();
  }
}
