package org.city311.loadtest;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.city311.loadtest.SmokeResult.Machine;

/// The figures of the ACD's benches; in `result.json` the names are written with underscores.
///
/// @param startedAt when, ISO 8601, UTC
/// @param decisions what each kind of decision took, with each count of callers who wait
/// @param waitingCallBytes heap of a waiting call in the ACD; what Hazelcast keeps is not in it
/// @param stealPercent share of the machine's CPU time that the hypervisor took away in the run
/// @param machine what it ran on
record BenchResult(
    String startedAt,
    List<Decision> decisions,
    long waitingCallBytes,
    double stealPercent,
    Machine machine) {
  /// The goal for a decision at the 99th percentile while the most callers wait, in µs.
  static final double GOAL_P99_US = 50;

  /// The goal for a waiting call's heap: 2 KB.
  static final long GOAL_BYTES = 2048;

  BenchResult {
    decisions = List.copyOf(decisions);
  }

  /// One kind of decision.
  ///
  /// @param name what is decided
  /// @param times by the count of callers who wait, fewest first
  /// @param growthP50 p50 with the most callers, divided by that with the fewest
  /// @param growthLog the logarithm of the most callers, divided by that of the fewest: as much may
  ///     p50 grow
  record Decision(String name, List<Times> times, double growthP50, double growthLog) {
    static Decision of(String name, List<Times> times) {
      var sorted = times.stream().sorted(Comparator.comparingInt(Times::waiting)).toList();
      var fewest = sorted.getFirst();
      var most = sorted.getLast();
      return new Decision(
          name,
          sorted,
          most.p50Us() / fewest.p50Us(),
          Math.log(most.waiting()) / Math.log(fewest.waiting()));
    }

    Times most() {
      return times.getLast();
    }

    boolean reachesGoals() {
      return most().p99Us() <= GOAL_P99_US && growthP50 <= growthLog;
    }
  }

  /// What a decision took, in µs.
  ///
  /// @param waiting how many callers waited
  /// @param count how many decisions were measured
  record Times(int waiting, long count, double p50Us, double p90Us, double p99Us, double p999Us) {}

  /// Whether decisions are quick, grow slowly, and calls are small.
  boolean reachesGoals() {
    return decisions.stream().allMatch(Decision::reachesGoals) && waitingCallBytes <= GOAL_BYTES;
  }

  /// A table for people.
  void print(PrintStream out) {
    out.printf(
        "%-18s %8s %9s %9s %9s %9s %9s%n",
        "decision, in µs", "waiting", "p50", "p90", "p99", "p99.9", "count");
    for (var decision : decisions) {
      for (var times : decision.times()) {
        out.printf(
            Locale.ROOT,
            "%-18s %8d %9.2f %9.2f %9.2f %9.2f %9d%n",
            decision.name(),
            times.waiting(),
            times.p50Us(),
            times.p90Us(),
            times.p99Us(),
            times.p999Us(),
            times.count());
      }
      out.printf(
          Locale.ROOT,
          "%-18s grows %.2f-fold at p50; log n grows %.2f-fold%n",
          "",
          decision.growthP50(),
          decision.growthLog());
    }
    out.printf("a waiting call takes %d bytes of heap%n", waitingCallBytes);
    out.printf(
        Locale.ROOT,
        "goals: p99 at most %.0f µs, growth at most that of log n, at most %d bytes a call%n",
        GOAL_P99_US,
        GOAL_BYTES);
    out.printf(
        Locale.ROOT,
        "on %d cores, %s; stolen CPU time %.1f %%%n",
        machine.cores(),
        machine.model(),
        stealPercent);
  }
}
