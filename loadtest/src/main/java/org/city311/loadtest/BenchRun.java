package org.city311.loadtest;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.city311.loadtest.BenchResult.Decision;
import org.city311.loadtest.BenchResult.Times;
import org.city311.loadtest.SmokeResult.Machine;
import org.city311.loadtest.bench.DecisionBench;
import org.city311.loadtest.bench.WaitingCallHeap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs the ACD's benches, each in a JVM of its own with the server's own options.
final class BenchRun {
  private static final double NANOS_IN_A_MICRO = 1000;

  private final PrintStream out;

  BenchRun(PrintStream out) {
    this.out = out;
  }

  /// Runs, writes `result.json` into a folder and prints a table.
  ///
  /// @return true when the goals were reached
  boolean run(Path folder) throws IOException {
    var startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    var serverOptions = Home.find().serverOptions();
    var before = CpuTimes.now();
    out.println("measuring the heap of waiting calls");
    long bytes = waitingCallBytes(serverOptions);
    out.println("measuring decisions: some minutes");
    var decisions = decisions(decisionBench(serverOptions));
    var result =
        new BenchResult(
            startedAt, decisions, bytes, before.usedSince().stealPercent(), Machine.here());
    ResultFile.write(folder, result);
    result.print(out);
    if (!result.reachesGoals()) {
      out.println("FAILED: a goal was missed; was the machine quiet?");
    }
    return result.reachesGoals();
  }

  private static Options decisionBench(String serverOptions) {
    return new OptionsBuilder()
        .include(DecisionBench.class.getName() + "\\.")
        .jvmArgs(serverOptions)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.NORMAL)
        .build();
  }

  private static Collection<RunResult> run(Options options) throws IOException {
    try {
      return new Runner(options).run();
    } catch (RunnerException e) {
      throw new IOException("a bench failed: " + e.getMessage(), e);
    }
  }

  private static List<Decision> decisions(Options options) throws IOException {
    var times = new TreeMap<String, List<Times>>();
    for (var result : run(options)) {
      var primary = result.getPrimaryResult();
      var statistics = primary.getStatistics();
      times
          .computeIfAbsent(primary.getLabel(), _ -> new ArrayList<>())
          .add(
              new Times(
                  Integer.parseInt(result.getParams().getParam("waiting")),
                  statistics.getN(),
                  statistics.getPercentile(50) / NANOS_IN_A_MICRO,
                  statistics.getPercentile(90) / NANOS_IN_A_MICRO,
                  statistics.getPercentile(99) / NANOS_IN_A_MICRO,
                  statistics.getPercentile(99.9) / NANOS_IN_A_MICRO));
    }
    return times.entrySet().stream()
        .map(entry -> Decision.of(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static long waitingCallBytes(String serverOptions) throws IOException {
    try (var children = new ChildProcesses()) {
      var process =
          children.startReadable(
              List.of(
                  Home.java(),
                  serverOptions,
                  "-cp",
                  Objects.requireNonNull(System.getProperty("java.class.path")),
                  WaitingCallHeap.class.getName()),
              Path.of("").toAbsolutePath(),
              java.util.Map.of(),
              Path.of("/dev/stderr"));
      try (var said = process.inputReader(StandardCharsets.UTF_8)) {
        var line = said.readLine();
        if (line == null) {
          throw new IOException("the heap's measurement ended without a figure");
        }
        return Long.parseLong(line);
      }
    }
  }
}
