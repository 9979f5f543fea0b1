package org.city311.loadtest;

import static org.city311.loadtest.SmokeResult.figure;

import java.io.PrintStream;
import java.util.List;
import org.city311.loadtest.IvrResult.Times;
import org.city311.loadtest.PromptCalls.Seen;

/// What was heard on a tour; in `result.json` the names are written with underscores.
///
/// @param startedAt when, ISO 8601, UTC
/// @param parts of the tour, in its order
/// @param prompts how many were heard to their end in some call, each language's for itself
/// @param left those of the catalogue that were not, and stand in no list of exceptions: `LANGUAGE/KEY`
record TourResult(String startedAt, List<Part> parts, int prompts, List<String> left) {
  TourResult {
    parts = List.copyOf(parts);
    left = List.copyOf(left);
  }

  /// Calls of one stack.
  ///
  /// @param name of the part
  /// @param calls how many ways were gone
  /// @param failed calls that were not answered, or that did not end as they are to: by the caller, or by the system
  /// @param wrong calls in which a sound was heard that is of no prompt that was to be heard
  /// @param unheard prompts that were to be heard and were not
  /// @param firstSoundMs from the answer to the first sound
  /// @param nextSoundMs from the moment a key was let go to the first sound of what is said next
  /// @param longestSilenceMs in any call, of those that are not the caller's own
  record Part(
      String name,
      int calls,
      int failed,
      int wrong,
      int unheard,
      Times firstSoundMs,
      Times nextSoundMs,
      double longestSilenceMs) {
    static Part of(String name, Seen seen) {
      return new Part(
          name,
          seen.all().size(),
          seen.failed(),
          seen.wrong(),
          seen.unheard(),
          Times.of(seen.firstSoundMs()),
          Times.of(seen.nextSoundMs()),
          seen.longestSilenceMs());
    }

    boolean isRight() {
      return calls > 0
          && failed == 0
          && wrong == 0
          && unheard == 0
          && longestSilenceMs <= IvrResult.GOAL_SILENCE_MS;
    }
  }

  /// Whether everything was heard, nothing else, and no silence was long.
  boolean allRight() {
    return left.isEmpty() && parts.stream().allMatch(Part::isRight);
  }

  /// A table for people.
  void print(PrintStream out) {
    out.printf(
        "%-14s %6s %7s %6s %8s %17s %17s %17s%n",
        "part",
        "calls",
        "failed",
        "wrong",
        "unheard",
        "first sound, max",
        "next sound, p95",
        "silence, ms");
    for (var part : parts) {
      out.printf(
          "%-14s %6d %7d %6d %8d %17s %17s %17s%n",
          part.name(),
          part.calls(),
          part.failed(),
          part.wrong(),
          part.unheard(),
          figure(part.firstSoundMs().max()),
          figure(part.nextSoundMs().p95()),
          figure(part.longestSilenceMs()));
    }
    int calls = parts.stream().mapToInt(Part::calls).sum();
    out.printf("%d calls heard %d prompts to their end%n", calls, prompts);
    if (!left.isEmpty()) {
      out.println("never heard to their end: " + String.join(", ", left));
    }
  }
}
