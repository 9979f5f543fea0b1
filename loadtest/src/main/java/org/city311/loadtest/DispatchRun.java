package org.city311.loadtest;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.city311.loadtest.DispatchResult.Side;
import org.city311.loadtest.SmokeCalls.Plan;
import org.city311.loadtest.SmokeCalls.Seen;
import org.city311.loadtest.SmokeCalls.Sound;
import org.city311.loadtest.SmokeResult.Machine;

/// The dispatch run: how soon a freed agent has the next call, with City311 and with Asterisk's own
/// queue, one after the other on one Asterisk, with the same residents, agents and steps.
///
/// Each has the Asterisk to itself: ours runs before app_queue is loaded, and the server is stopped
/// before app_queue's callers come, so that these don't pay for events that nobody wants.
final class DispatchRun {
  /// Talks of different lengths, so that agents become free at all times within app_queue's second.
  static final Plan PLAN =
      new Plan(
          300,
          20,
          40,
          Duration.ofMillis(1500),
          Duration.ofMillis(2500),
          Sound.KEYS_ONLY,
          311,
          Duration.ofMinutes(3));

  private final PrintStream out;
  private final Plan plan;

  DispatchRun(PrintStream out, Plan plan) {
    this.out = out;
    this.plan = plan;
  }

  /// Runs both, writes `result.json` into a folder and prints a table.
  ///
  /// @return true when everyone was answered and the goal was reached
  boolean run(Path folder) throws IOException {
    Sipp.requireInstalled();
    out.println("starting a City311 of its own");
    try (var stack = Stack.start(plan.stack())) {
      var result = run(stack);
      ResultFile.write(folder, result);
      result.print(out);
      if (!result.allAnswered()) {
        stack.keep();
        out.println("FAILED: not everyone was answered");
      } else if (!result.reachesGoal()) {
        out.println("FAILED: the goal was missed; was the machine quiet?");
      }
      return result.allAnswered() && result.reachesGoal();
    }
  }

  private DispatchResult run(Stack stack) throws IOException {
    var startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    var ours = ours(stack);
    stack.node(1).stop();
    var peer = peer(stack);
    return new DispatchResult(
        startedAt,
        plan.seed(),
        plan.calls(),
        plan.agents(),
        plan.talk().toMillis(),
        plan.slowest().toMillis(),
        plan.callsPerSecond(),
        ours,
        peer,
        DispatchResult.ratio(ours.dispatchMs(), peer.dispatchMs()),
        Machine.here());
  }

  private Side ours(Stack stack) throws IOException {
    try (var calls = new SmokeCalls(Centre.of(stack, "311", "phones-ours"), plan)) {
      calls.startAgents(stack::phoneSecret);
      calls.readyAgents(stack.api());
      out.println("City311:");
      var before = CpuTimes.now(stack.serverPid(), stack.asteriskPid());
      var seen = calls.run(out);
      var used = before.usedSince();
      return side("City311", seen, used.millis(0), used.millis(1), used.stealPercent());
    }
  }

  private Side peer(Stack stack) throws IOException {
    var queue = new PeerQueue(stack, plan.agents());
    queue.load();
    try (var calls = new SmokeCalls(Centre.of(stack, PeerQueue.NUMBER, "phones-peer"), plan)) {
      calls.startAgents(stack::phoneSecret);
      queue.awaitPhones();
      out.println("app_queue:");
      var before = CpuTimes.now(stack.asteriskPid());
      var seen = calls.run(out);
      var used = before.usedSince();
      return side("app_queue of " + queue.version(), seen, 0, used.millis(0), used.stealPercent());
    }
  }

  private Side side(String name, Seen seen, double serverMs, double asteriskMs, double steal) {
    if (!seen.errors().isEmpty()) {
      out.printf("%s, the phones complain:%n%s%n", name, seen.errors());
    }
    return new Side(
        name,
        seen.answered(),
        plan.calls() - seen.statistics().successful(),
        Percentiles.of(seen.dispatchMillis()),
        seen.seconds(),
        serverMs / plan.calls(),
        asteriskMs / plan.calls(),
        steal);
  }
}
