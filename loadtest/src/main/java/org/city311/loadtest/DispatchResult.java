package org.city311.loadtest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.PrintStream;
import java.util.Locale;
import org.city311.loadtest.SmokeResult.Machine;
import org.jspecify.annotations.Nullable;

/// The figures of a dispatch run: ours, and the same of [PeerQueue] on the same Asterisk.
///
/// @param startedAt when, ISO 8601, UTC
/// @param seed of the residents' choices
/// @param calls how many residents called, on each side
/// @param agents how many agents there were
/// @param talkMs how long each talk of the quickest agent lasted
/// @param slowestTalkMs the same of the slowest; the others lie evenly between
/// @param callsPerSecondOffered how fast residents arrived
/// @param ours City311; written without a name around it
/// @param peer app_queue
/// @param ratioP50 how many times longer the peer's dispatch takes at p50; absent without figures
/// @param machine what it ran on
record DispatchResult(
    String startedAt,
    long seed,
    int calls,
    int agents,
    long talkMs,
    long slowestTalkMs,
    int callsPerSecondOffered,
    @JsonUnwrapped Side ours,
    Side peer,
    @Nullable Double ratioP50,
    Machine machine) {
  /// The goal: at p50 we dispatch that many times faster than app_queue.
  static final double GOAL_P50 = 20;

  /// The figures of one of the two.
  ///
  /// @param name and version
  /// @param answered calls that reached an agent, by the agents' phones
  /// @param failed residents' calls that SIPp calls failed
  /// @param dispatchMs as in [SmokeResult]
  /// @param secondsTaken from the first call's begin to the last one's end
  /// @param serverCpuMsPerCall CPU time of the Java server for each call; app_queue has none
  /// @param asteriskCpuMsPerCall CPU time of Asterisk for each call
  /// @param stealPercent share of the machine's CPU time that the hypervisor took away
  record Side(
      String name,
      long answered,
      int failed,
      Percentiles dispatchMs,
      double secondsTaken,
      double serverCpuMsPerCall,
      double asteriskCpuMsPerCall,
      double stealPercent) {}

  /// The peer's p50 in ours; null when one of them has none.
  static @Nullable Double ratio(Percentiles ours, Percentiles peer) {
    Double mine = ours.p50();
    Double theirs = peer.p50();
    return mine == null || theirs == null || mine <= 0 ? null : theirs / mine;
  }

  /// Whether all residents of both were answered, and none failed.
  boolean allAnswered() {
    return answeredAll(ours) && answeredAll(peer);
  }

  private boolean answeredAll(Side side) {
    return side.answered() == calls && side.failed() == 0;
  }

  /// Whether ours was as much faster as it should be.
  boolean reachesGoal() {
    return ratioP50 != null && ratioP50 >= GOAL_P50;
  }

  /// A table for people.
  void print(PrintStream out) {
    out.printf(
        "%d calls, %d a second, to %d agents who talk for %.1f to %.1f s%n",
        calls, callsPerSecondOffered, agents, talkMs / 1000.0, slowestTalkMs / 1000.0);
    out.printf("%-28s %14s %24s%n", "", ours.name(), peer.name());
    row(out, "dispatch p50, ms", ours.dispatchMs().p50(), peer.dispatchMs().p50());
    row(out, "dispatch p90, ms", ours.dispatchMs().p90(), peer.dispatchMs().p90());
    row(out, "dispatch p99, ms", ours.dispatchMs().p99(), peer.dispatchMs().p99());
    row(out, "dispatch max, ms", ours.dispatchMs().max(), peer.dispatchMs().max());
    out.printf(
        "%-28s %14d %24d%n",
        "dispatches measured", ours.dispatchMs().count(), peer.dispatchMs().count());
    out.printf("%-28s %14d %24d%n", "answered", ours.answered(), peer.answered());
    out.printf("%-28s %14d %24d%n", "failed", ours.failed(), peer.failed());
    row(out, "from first call to last, s", ours.secondsTaken(), peer.secondsTaken());
    row(out, "CPU a call, server, ms", ours.serverCpuMsPerCall(), peer.serverCpuMsPerCall());
    row(out, "CPU a call, Asterisk, ms", ours.asteriskCpuMsPerCall(), peer.asteriskCpuMsPerCall());
    row(out, "stolen CPU time, %", ours.stealPercent(), peer.stealPercent());
    out.printf(
        "at p50 %s times faster; the goal is %.0f%n", SmokeResult.figure(ratioP50), GOAL_P50);
    out.printf("on %d cores, %s%n", machine.cores(), machine.model());
  }

  private static void row(
      PrintStream out, String name, @Nullable Double ours, @Nullable Double peer) {
    out.printf(
        Locale.ROOT, "%-28s %14s %24s%n", name, SmokeResult.figure(ours), SmokeResult.figure(peer));
  }
}
