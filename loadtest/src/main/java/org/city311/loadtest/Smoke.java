package org.city311.loadtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.city311.loadtest.SmokeCalls.Plan;
import org.city311.loadtest.SmokeCalls.Seen;
import org.city311.loadtest.SmokeResult.Machine;

/// The smoke run: a whole stack, 50 real calls and 5 agents, in about a minute.
///
/// It passes when every resident was answered by a person, by the count of the server, of the
/// residents' phones and of the agents' phones alike.
final class Smoke {
  static final Plan PLAN = new Plan(50, 5, 10, Duration.ofSeconds(1), 311, Duration.ofMinutes(2));

  private static final Duration SETTLE = Duration.ofSeconds(10);

  private final PrintStream out;
  private final Plan plan;
  private final List<String> javaOptions;

  /// @param javaOptions of the server's JVM, beside those that every server runs with
  Smoke(PrintStream out, Plan plan, List<String> javaOptions) {
    this.out = out;
    this.plan = plan;
    this.javaOptions = javaOptions;
  }

  /// Runs, writes `result.json` into a folder and prints a table.
  ///
  /// @return true when it passed
  boolean run(Path folder) throws IOException {
    Sipp.requireInstalled();
    out.println("starting a City311 of its own");
    try (var stack = Stack.start(plan.stack(), javaOptions)) {
      boolean passed = run(stack, folder);
      if (!passed) {
        stack.keep();
      }
      return passed;
    }
  }

  private boolean run(Stack stack, Path folder) throws IOException {
    var centre = Centre.of(stack, "311", "phones");
    try (var calls = new SmokeCalls(centre, plan)) {
      calls.startAgents(stack::phoneSecret);
      calls.readyAgents(stack.api());
      out.printf("%d residents call, %d agents serve%n", plan.calls(), plan.agents());
      var startedAt = Instant.now();
      var before = CpuTimes.now(stack.serverPid(), stack.asteriskPid());
      var seen = calls.run(out);
      var used = before.usedSince();
      var result = result(startedAt, used, seen, settled(stack.api()));
      result.write(folder);
      result.print(out);
      return passed(result, seen);
    }
  }

  /// The live figures once the last call is over; they follow events by a moment.
  private static JsonNode settled(CentreApi api) throws IOException {
    var end = Instant.now().plus(SETTLE);
    var live = api.live();
    while (busy(live) && Instant.now().isBefore(end)) {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
      live = api.live();
    }
    return live;
  }

  private static boolean busy(JsonNode live) {
    return live.path("waiting").asInt() + live.path("in_ivr").asInt() + live.path("talking").asInt()
        > 0;
  }

  private SmokeResult result(Instant startedAt, CpuTimes.Used used, Seen seen, JsonNode live)
      throws IOException {
    return new SmokeResult(
        startedAt.truncatedTo(ChronoUnit.SECONDS).toString(),
        plan.seed(),
        plan.calls(),
        plan.agents(),
        plan.talk().toMillis(),
        plan.callsPerSecond(),
        live.path("offered").asInt(),
        live.path("answered").asInt(),
        live.path("abandoned").asInt(),
        seen.statistics().failed(),
        live.path("asa_seconds").isNumber() ? (Double) live.path("asa_seconds").asDouble() : null,
        Percentiles.of(seen.dispatchMillis()),
        seen.seconds() == 0 ? 0 : seen.statistics().successful() / seen.seconds(),
        used.millis(0) / plan.calls(),
        used.millis(1) / plan.calls(),
        used.stealPercent(),
        Machine.here());
  }

  private boolean passed(SmokeResult result, Seen seen) {
    boolean passed =
        result.allAnswered()
            && seen.answered() == plan.calls()
            && seen.statistics().successful() == plan.calls();
    if (!passed) {
      out.printf(
          "FAILED: %d calls, residents' phones: %d well ended, agents' phones: %d answered%n%s%n",
          plan.calls(), seen.statistics().successful(), seen.answered(), seen.errors());
    }
    return passed;
  }
}
