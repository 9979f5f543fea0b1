package org.city311.flows;

import java.time.Duration;
import java.util.Optional;
import org.city311.ivr.line.Callbacks;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;

/// Asks a resident at which number to call back: the one that they call from is read out digit by digit; `1`
/// confirms it, `2` takes another, `3` refuses. One that is withheld, or can't be called, must be replaced.
record CallbackNumber(Callbacks callbacks) {
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

  /// What was entered before a node died.
  Optional<String> recalled(Line line) throws CallerGone {
    return line.recall(ENTERED);
  }

  /// The number to begin with; empty if none that can be called was entered.
  Optional<String> first(Line line) throws CallerGone {
    Optional<String> own = Optional.of(line.caller().ani()).filter(callbacks::canCall);
    return own.isPresent() ? own : entered(line);
  }

  /// @param question what asks for `1`, `2` or `3` after the number was read out
  /// @return empty when the resident refuses, or presses nothing
  Optional<String> confirmed(Line line, String first, String question) throws CallerGone {
    String number = first;
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Optional<Character> key = readBack(line, number, question);
      if (key.isPresent() && key.get() == '1') {
        return Optional.of(number);
      }
      if (isRefused(key)) {
        return Optional.empty();
      }
      if (key.isPresent() && key.get() == '2') {
        number = entered(line).orElse(number);
      } else {
        line.play(key.isPresent() ? "not-understood" : "no-input");
      }
    }
    return Optional.empty();
  }

  static boolean isRefused(Optional<Character> key) {
    return key.isPresent() && key.get() == '3';
  }

  /// A key pressed while the number is read out is the answer.
  private static Optional<Character> readBack(Line line, String number, String question)
      throws CallerGone {
    Optional<Character> key = line.ask("callback-number", WelcomeFlow.NO_PATIENCE);
    String digits = number.replace("+", "");
    for (int i = 0; i < digits.length() && key.isEmpty(); i++) {
      key = line.ask("digit-" + digits.charAt(i), WelcomeFlow.NO_PATIENCE);
    }
    return key.isPresent() ? key : line.ask(question, PATIENCE);
  }

  private Optional<String> entered(Line line) throws CallerGone {
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
}
