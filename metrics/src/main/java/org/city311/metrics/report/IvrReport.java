package org.city311.metrics.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How callers fared in the IVR. Each call that was answered is one of: self-served, person, gave up, ended
/// otherwise.
///
/// @param answered calls that the IVR answered and let in
/// @param refused calls that were not let in
/// @param fates what became of the answered
/// @param steps each step that was reached, the most frequent first
public record IvrReport(long answered, long refused, Fates fates, List<Step> steps) {
  public IvrReport {
    steps = List.copyOf(steps);
  }

  /// What became of calls.
  ///
  /// @param selfServed had at some step what they called for, and asked for no person
  /// @param person asked for a person
  /// @param gaveUp hung up in the IVR, without either
  public record Fates(long selfServed, long person, long gaveUp) {

    /// Self-served ÷ all.
    ///
    /// @return 0 to 1; null when there were none
    public @Nullable Double containment(long all) {
      return all == 0 ? null : (double) selfServed / all;
    }
  }

  /// A step of the flows, such as a menu.
  ///
  /// @param reached answered calls that came to it at least once
  /// @param fates what became of those in the end
  /// @param gaveUpHere of those who gave up, whose last step it was
  public record Step(String name, long reached, Fates fates, long gaveUpHere) {}
}
