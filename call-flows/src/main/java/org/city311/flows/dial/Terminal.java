package org.city311.flows.dial;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.city311.ivr.call.Treatment;

/// A person who calls from a terminal: prompts are printed, keys are typed.
public final class Terminal implements Resident {
  private static final String HANG_UP = "q";

  private final BufferedReader in;
  private final PrintStream out;

  public Terminal(BufferedReader in, PrintStream out) {
    this.in = in;
    this.out = out;
  }

  /// Holds a call.
  ///
  /// @param ani the caller's number; empty when withheld
  /// @param dnis the number dialled
  public void call(String ani, String dnis, Instant at, Exchange exchange) {
    out.println("Type keys and Enter; Enter alone waits; " + HANG_UP + " hangs up.\n");
    out.println("\nThe call ends: " + DialledCall.of(ani, dnis, at).with(this, exchange));
  }

  @Override
  public void hears(String words) {
    out.println("  " + words);
  }

  @Override
  public Move answers() {
    String typed = typed("keys> ");
    while (!typed.matches("[0-9*#]*|" + HANG_UP)) {
      typed = typed("digits, * and #, or " + HANG_UP + "> ");
    }
    return typed.equals(HANG_UP)
        ? new Move.HangsUp()
        : typed.isEmpty() ? new Move.Waits() : new Move.Presses(typed);
  }

  @Override
  public Move speaks() {
    String typed = typed("(recording) seconds you speak> ");
    if (typed.equals(HANG_UP)) {
      return new Move.HangsUp();
    }
    return new Move.Speaks(
        typed.matches("\\d{1,3}") ? Duration.ofSeconds(Integer.parseInt(typed)) : Duration.ZERO);
  }

  @Override
  public Optional<Treatment> waits(String group) {
    out.println("  (music) You wait for a person of the group " + group + ".");
    String typed =
        typed("Enter: a person answers; callback, message, full, closed: you are asked that> ");
    for (Treatment treatment : Treatment.values()) {
      if (treatment.name().toLowerCase(Locale.ROOT).equals(typed)) {
        return Optional.of(treatment);
      }
    }
    return Optional.empty();
  }

  @Override
  public void notices(String what) {
    out.println("[" + what + "]");
  }

  private String typed(String prompt) {
    out.print(prompt);
    out.flush();
    try {
      String line = in.readLine();
      return line == null ? HANG_UP : line.strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal can't be read", e);
    }
  }
}
