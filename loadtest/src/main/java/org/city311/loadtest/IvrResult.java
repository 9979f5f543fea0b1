package org.city311.loadtest;

import static org.city311.loadtest.SmokeResult.figure;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import org.city311.loadtest.SmokeResult.Machine;
import org.jspecify.annotations.Nullable;

/// What callers heard of the menus; in `result.json` the names are written with underscores.
///
/// @param startedAt when, ISO 8601, UTC
/// @param seed of the callers' choices
/// @param calls how many calls were made, all of them counted
/// @param callsPerSecond how fast they came
/// @param mostAtOnce calls that went on at the same time
/// @param failed calls that were not answered, or that the system ended
/// @param wrong calls in which a sound was heard that is of no prompt that was to be heard
/// @param unheard prompts that were to be heard and were not
/// @param lostPackets audio that did not reach the callers, in packets of 20 ms
/// @param answerMs from the INVITE to the answer
/// @param firstSoundMs from the answer to the first sound
/// @param nextSoundMs from the moment a key was let go to the first sound of what is said next
/// @param longestSilenceMs in any call, of those that are not the caller's own
/// @param serverCpuMsPerCall CPU time of the Java server for each call
/// @param asteriskCpuMsPerCall CPU time of Asterisk for each call
/// @param callersCpuMsPerCall CPU time of the callers themselves, on the same machine
/// @param stealPercent share of the machine's CPU time that the hypervisor took away in the run
/// @param machine what it ran on
record IvrResult(
    String startedAt,
    long seed,
    int calls,
    int callsPerSecond,
    int mostAtOnce,
    int failed,
    int wrong,
    int unheard,
    int lostPackets,
    Times answerMs,
    Times firstSoundMs,
    Times nextSoundMs,
    double longestSilenceMs,
    double serverCpuMsPerCall,
    double asteriskCpuMsPerCall,
    double callersCpuMsPerCall,
    double stealPercent,
    Machine machine) {
  /// The goal for the first sound of every call, ms.
  static final double GOAL_FIRST_SOUND_MS = 300;

  /// The goal for the next sound after a key at the 95th percentile, ms.
  static final double GOAL_NEXT_SOUND_MS = 200;

  /// The goal for the longest silence, ms.
  static final double GOAL_SILENCE_MS = 2_000;

  /// Nearest-rank percentiles, ms.
  ///
  /// @param count how many were measured; the others are null when it is 0
  record Times(
      int count,
      @Nullable Double p50,
      @Nullable Double p95,
      @Nullable Double p99,
      @Nullable Double max) {
    static Times of(Collection<Double> values) {
      var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      return sorted.length == 0
          ? new Times(0, null, null, null, null)
          : new Times(
              sorted.length,
              rank(sorted, 50),
              rank(sorted, 95),
              rank(sorted, 99),
              rank(sorted, 100));
    }

    private static double rank(double[] sorted, int percent) {
      return sorted[Math.max(1, Math.ceilDiv(sorted.length * percent, 100)) - 1];
    }

    private static boolean isAtMost(@Nullable Double value, double goal) {
      return value != null && value <= goal;
    }

    private String figures() {
      return Arrays.asList(p50, p95, p99, max).stream()
              .map(SmokeResult::figure)
              .collect(java.util.stream.Collectors.joining(" / "))
          + " ms ("
          + count
          + ")";
    }
  }

  /// Whether all callers heard what they were to hear, and nothing else.
  boolean allRight() {
    return failed == 0 && wrong == 0 && unheard == 0;
  }

  /// Whether they heard it in time.
  boolean reachesGoals() {
    return Times.isAtMost(firstSoundMs.max(), GOAL_FIRST_SOUND_MS)
        && Times.isAtMost(nextSoundMs.p95(), GOAL_NEXT_SOUND_MS)
        && longestSilenceMs <= GOAL_SILENCE_MS;
  }

  /// A table for people.
  void print(PrintStream out) {
    row(
        out,
        "calls",
        calls + ", " + callsPerSecond + " a second, at most " + mostAtOnce + " at once");
    row(out, "failed / wrong / unheard", failed + " / " + wrong + " / " + unheard);
    row(out, "lost packets", "" + lostPackets);
    row(out, "", "p50 / p95 / p99 / max (count)");
    row(out, "INVITE to answer", answerMs.figures());
    row(out, "answer to first sound", firstSoundMs.figures());
    row(out, "key to next sound", nextSoundMs.figures());
    row(out, "longest silence", figure(longestSilenceMs) + " ms");
    row(out, "CPU a call, server", figure(serverCpuMsPerCall) + " ms");
    row(out, "CPU a call, Asterisk", figure(asteriskCpuMsPerCall) + " ms");
    row(out, "CPU a call, callers", figure(callersCpuMsPerCall) + " ms");
    row(out, "stolen CPU time", figure(stealPercent) + " %");
    row(out, "machine", machine.cores() + " cores, " + machine.model());
    out.printf(
        Locale.ROOT,
        "goals: first sound at most %.0f ms, next sound p95 %.0f ms, no silence longer than %.0f ms,"
            + " none failed, wrong or unheard%n",
        GOAL_FIRST_SOUND_MS,
        GOAL_NEXT_SOUND_MS,
        GOAL_SILENCE_MS);
  }

  private static void row(PrintStream out, String name, String value) {
    out.printf("%-32s %s%n", name, value);
  }
}
