package org.city311.loadtest;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.city311.loadtest.SmokeCalls.Plan;
import org.city311.loadtest.SmokeResult.Machine;
import org.city311.loadtest.StackOptions.Nodes;

/// What it costs that three nodes know of everything instead of one: the same calls to a City311 of one
/// server and to one of three, in turn.
final class NodesRun {
  static final Plan PLAN = new Plan(100, 5, 10, Duration.ofSeconds(1), 311, Duration.ofMinutes(3));

  /// One and three take turns this often, so that a busy moment of the machine hits both.
  private static final int TURNS = 2;

  private final PrintStream out;
  private final Plan plan;

  NodesRun(PrintStream out, Plan plan) {
    this.out = out;
    this.plan = plan;
  }

  /// Runs all, writes `result.json` into a folder and prints a table.
  ///
  /// @return true when everyone was answered and the goal was reached
  boolean run(Path folder) throws IOException {
    Sipp.requireInstalled();
    var startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    var cpu = MachineClock.Cpu.now();
    var one = new ArrayList<Double>();
    var three = new ArrayList<Double>();
    long answered = 0;
    for (int turn = 0; turn < TURNS; turn++) {
      answered += calls("one node", plan.stack(), one);
      answered += calls("three nodes", plan.stack().withNodes(Nodes.THREE), three);
    }
    var result =
        new NodesResult(
            startedAt,
            plan.seed(),
            2 * TURNS * plan.calls(),
            answered,
            Percentiles.of(three),
            Percentiles.of(one),
            cpu.stealPercentUntilNow(),
            Machine.here());
    ResultFile.write(folder, result);
    result.print(out);
    return result.passed();
  }

  /// @return how many were answered
  private long calls(String name, StackOptions options, List<Double> dispatchMillis)
      throws IOException {
    out.println("starting a City311 of " + name);
    try (var stack = Stack.start(options);
        var calls = new SmokeCalls(Centre.of(stack, "311", "phones"), plan)) {
      calls.startAgents(stack::phoneSecret);
      calls.readyAgents(stack.api());
      var seen = calls.run(out);
      dispatchMillis.addAll(seen.dispatchMillis());
      return seen.answered();
    }
  }
}
