package org.city311.loadtest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.PrintStream;
import java.util.Locale;
import org.city311.loadtest.SmokeResult.Machine;
import org.jspecify.annotations.Nullable;

/// The figures of a run to one node and to three.
///
/// @param startedAt when, ISO 8601, UTC
/// @param seed of the residents' choices
/// @param calls how many residents called in all
/// @param answered of these, answered by an agent, by the agents' phones
/// @param dispatchMs of three nodes, as in [SmokeResult]
/// @param oneNodeDispatchMs of one
/// @param stealPercent share of the machine's CPU time that the hypervisor took away in the run
/// @param machine what it ran on
record NodesResult(
    String startedAt,
    long seed,
    int calls,
    long answered,
    Percentiles dispatchMs,
    Percentiles oneNodeDispatchMs,
    double stealPercent,
    Machine machine) {
  /// The goal: three nodes cost at most so much more, at p50, in milliseconds.
  static final double GOAL_MORE_P50_MS = 2;

  /// What three nodes cost more than one, at p50; absent without figures.
  @JsonProperty("more_p50_ms")
  @Nullable Double moreMillis() {
    Double three = dispatchMs.p50();
    Double one = oneNodeDispatchMs.p50();
    return three == null || one == null ? null : three - one;
  }

  /// All residents were answered, and three nodes cost no more than they may.
  boolean passed() {
    Double more = moreMillis();
    return answered == calls && more != null && more <= GOAL_MORE_P50_MS;
  }

  /// A table for people.
  void print(PrintStream out) {
    out.printf("%-28s %12s %12s%n", "", "one node", "three nodes");
    row(out, "dispatch p50, ms", oneNodeDispatchMs.p50(), dispatchMs.p50());
    row(out, "dispatch p90, ms", oneNodeDispatchMs.p90(), dispatchMs.p90());
    row(out, "dispatch p99, ms", oneNodeDispatchMs.p99(), dispatchMs.p99());
    row(out, "dispatch max, ms", oneNodeDispatchMs.max(), dispatchMs.max());
    out.printf(
        "%-28s %12d %12d%n", "dispatches measured", oneNodeDispatchMs.count(), dispatchMs.count());
    out.printf("calls / answered %d / %d%n", calls, answered);
    out.printf(
        "three nodes cost %s ms more at p50; the goal is at most %.0f%n",
        SmokeResult.figure(moreMillis()), GOAL_MORE_P50_MS);
    out.printf(
        Locale.ROOT,
        "on %d cores, %s; stolen CPU time %.1f %%%n",
        machine.cores(),
        machine.model(),
        stealPercent);
    if (!passed()) {
      out.println(
          "FAILED: not everyone was answered, or the goal was missed; was the machine quiet?");
    }
  }

  private static void row(
      PrintStream out, String name, @Nullable Double one, @Nullable Double three) {
    out.printf("%-28s %12s %12s%n", name, SmokeResult.figure(one), SmokeResult.figure(three));
  }
}
