package org.city311.flows;

import java.util.Optional;
import org.city311.ivr.acd.CallInput.Outcome;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.OverflowFlow;

/// Tells a resident that nobody can take the call, as the office has closed.
public final class TellFlow implements OverflowFlow {
  private final String prompt;

  private TellFlow(String prompt) {
    this.prompt = prompt;
  }

  /// The office has closed; when it is open, in general words.
  public static TellFlow closed() {
    return new TellFlow("closed");
  }

  @Override
  public Optional<Outcome> converse(Line line) throws CallerGone {
    line.step(prompt);
    line.play(prompt);
    Farewell.say(line, "goodbye");
    return Optional.of(Outcome.TOLD);
  }
}
