package org.city311.loadtest.caller;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/// What was heard in a call, compared with what was to be heard.
///
/// @param firstSoundMs from the answer (SIP 200) to the first sound that is no silence; empty if there was none
/// @param nextSoundMs from the moment a key was let go to the first sound of what is said next
/// @param longestSilenceMs in which the caller waited for us
/// @param whole prompts that were heard to their end, as `LANGUAGE/KEY`
/// @param unheard prompts that were to be heard and were not
/// @param wrong sound that is of no prompt that was to be heard
public record Heard(
    OptionalDouble firstSoundMs,
    List<Double> nextSoundMs,
    double longestSilenceMs,
    Set<String> whole,
    List<String> unheard,
    Wrong wrong) {
  /// Sound that was not to be heard.
  ///
  /// @param millis how much of it
  /// @param prompts that are in it
  public record Wrong(double millis, List<String> prompts) {
    public Wrong {
      prompts = List.copyOf(prompts);
    }
  }

  public Heard {
    nextSoundMs = List.copyOf(nextSoundMs);
    whole = Set.copyOf(whole);
    unheard = List.copyOf(unheard);
  }

  /// Whether all was heard that was to be, and nothing else.
  public boolean isRight() {
    return unheard.isEmpty() && wrong.millis() == 0;
  }
}
