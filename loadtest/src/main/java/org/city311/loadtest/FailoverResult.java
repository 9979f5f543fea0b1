package org.city311.loadtest;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.city311.loadtest.SmokeResult.Machine;
import org.jspecify.annotations.Nullable;

/// The figures of a failover run; in `result.json` the names are written with underscores.
///
/// @param startedAt when, ISO 8601, UTC
/// @param nodes how many there were before one was killed
/// @param calls how many residents called
/// @param agents how many agents there were
/// @param talkMs how long each talk lasted
/// @param waitingWhenKilled callers who waited when the leader was killed
/// @param lost residents who were not served, by the agents' phones and the call records
/// @param duplicated residents for whom a phone rang more than once
/// @param outOfOrder residents who were offered after somebody who had asked later
/// @param resumeSeconds from the kill to the next leader's first INVITE at an agent's phone; absent
///     when none came
/// @param failed residents' calls that SIPp calls failed
/// @param nextLeader the node that led afterwards
/// @param stealPercent share of the machine's CPU time that the hypervisor took away in the run
/// @param machine what it ran on
record FailoverResult(
    String startedAt,
    int nodes,
    int calls,
    int agents,
    long talkMs,
    int waitingWhenKilled,
    int lost,
    int duplicated,
    int outOfOrder,
    @Nullable Double resumeSeconds,
    int failed,
    int nextLeader,
    double stealPercent,
    Machine machine) {

  /// Nobody was lost, rung twice or passed over, and it went on in time.
  boolean passed() {
    return lost == 0
        && duplicated == 0
        && outOfOrder == 0
        && failed == 0
        && resumeSeconds != null
        && resumeSeconds <= Failover.RESUMED_WITHIN.toMillis() / 1000.0;
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
    row(out, "calls", calls + ", " + agents + " agents, " + nodes + " nodes");
    row(out, "waiting when the leader died", "" + waitingWhenKilled);
    row(out, "lost / duplicated / out of order", lost + " / " + duplicated + " / " + outOfOrder);
    row(out, "failed", "" + failed);
    row(out, "dispatch went on after", figure(resumeSeconds) + " s, led by node " + nextLeader);
    row(out, "stolen CPU time", figure(stealPercent) + " %");
    row(out, "machine", machine.cores() + " cores, " + machine.model());
  }

  private static String figure(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }

  private static void row(PrintStream out, String name, String value) {
    out.printf("%-34s %s%n", name, value);
  }
}
