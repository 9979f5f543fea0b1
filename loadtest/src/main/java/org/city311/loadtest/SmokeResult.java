package org.city311.loadtest;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The figures of a smoke run; in `result.json` the names are written with underscores.
///
/// @param startedAt when, ISO 8601, UTC
/// @param seed of the residents' choices
/// @param calls how many residents called
/// @param agents how many agents there were
/// @param talkMs how long each talk lasted
/// @param callsPerSecondOffered how fast residents arrived
/// @param offered calls that asked for a person, by the server's count
/// @param answered of these, answered by an agent
/// @param abandoned of these, hung up before
/// @param failed residents' calls that SIPp calls failed
/// @param asaSeconds the server's average speed of answer; absent when none was answered
/// @param dispatchMs an agent's hang-up to the next INVITE to the same agent, on the wire, while
///     callers waited, in milliseconds
/// @param callsPerSecond calls done, from the first begin to the last end
/// @param serverCpuMsPerCall CPU time of the Java server for each call
/// @param asteriskCpuMsPerCall CPU time of Asterisk for each call, music and waiting among it
/// @param stealPercent share of the machine's CPU time that the hypervisor took away in the run
/// @param machine what it ran on
record SmokeResult(
    String startedAt,
    long seed,
    int calls,
    int agents,
    long talkMs,
    int callsPerSecondOffered,
    int offered,
    int answered,
    int abandoned,
    int failed,
    @Nullable Double asaSeconds,
    Percentiles dispatchMs,
    double callsPerSecond,
    double serverCpuMsPerCall,
    double asteriskCpuMsPerCall,
    double stealPercent,
    Machine machine) {

  /// A computer.
  ///
  /// @param cores as many as we may use
  /// @param model the processor's name
  record Machine(int cores, String model) {
    static Machine here() throws IOException {
      return new Machine(Runtime.getRuntime().availableProcessors(), MachineClock.model());
    }
  }

  /// All residents were answered by a person and nothing failed.
  boolean allAnswered() {
    return answered == calls && offered == calls && failed == 0 && abandoned == 0;
  }

  /// The text of `result.json`.
  String json() throws IOException {
    return ResultFile.json(this);
  }

  void write(Path folder) throws IOException {
    ResultFile.write(folder, this);
  }

  /// A table for people.
  void print(PrintStream out) {
    row(out, "calls", calls + ", " + callsPerSecondOffered + " a second, " + agents + " agents");
    row(out, "offered / answered", offered + " / " + answered);
    row(out, "abandoned / failed", abandoned + " / " + failed);
    row(out, "average speed of answer", figure(asaSeconds) + " s");
    row(
        out,
        "dispatch p50 / p90 / p99 / max",
        Stream.<@Nullable Double>of(
                    dispatchMs.p50(), dispatchMs.p90(), dispatchMs.p99(), dispatchMs.max())
                .map(SmokeResult::figure)
                .collect(Collectors.joining(" / "))
            + " ms ("
            + dispatchMs.count()
            + " measured)");
    row(out, "calls a second", figure(callsPerSecond));
    row(out, "CPU a call, server", figure(serverCpuMsPerCall) + " ms");
    row(out, "CPU a call, Asterisk", figure(asteriskCpuMsPerCall) + " ms");
    row(out, "stolen CPU time", figure(stealPercent) + " %");
    row(out, "machine", machine.cores() + " cores, " + machine.model());
  }

  static String figure(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.1f", value);
  }

  private static void row(PrintStream out, String name, String value) {
    out.printf("%-32s %s%n", name, value);
  }
}
