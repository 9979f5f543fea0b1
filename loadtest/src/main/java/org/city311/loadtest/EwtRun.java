package org.city311.loadtest;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.city311.loadtest.SmokeCalls.Plan;
import org.city311.loadtest.SmokeCalls.Sound;
import org.city311.loadtest.ewt.BankMonth;
import org.city311.loadtest.ewt.BurstyDay;
import org.city311.loadtest.ewt.Errors;
import org.city311.loadtest.ewt.HoldTime;
import org.jspecify.annotations.Nullable;

/// The run of the wait estimates: how wrong ours are for callers who join, and how wrong `app_queue`'s
/// average hold time is for the same calls.
///
/// Days come from seeds, in virtual time, through the real ACD and the real estimator: bursts, and
/// agents who come and go. What app_queue would have said is its own formula ([HoldTime]) over the
/// same answered calls; that this is what it says is checked first against a real one. A month of a
/// bank is replayed where its file is.
final class EwtRun {
  private static final int SEEDS = 20;

  /// The goal: at most half as wrong.
  private static final double GOAL_RATIO = 0.5;

  /// Real calls to a real app_queue: more than its agents can take, so that there are waits.
  private static final Plan CHECK =
      new Plan(
          60,
          5,
          5,
          Duration.ofMillis(1500),
          Duration.ofMillis(2500),
          Sound.KEYS_ONLY,
          311,
          Duration.ofMinutes(3));

  /// app_queue looks at its clock twice, for the average and for the log: now and then a second turns
  /// between. One for each queue.
  private static final long ROUNDING_SECONDS = 2;

  private static final Path BANK = Path.of("../shared/data/technion-bank-calls-1999-01.tsv");
  private static final Pattern REPORTED = Pattern.compile("\\((\\d+)s holdtime,");

  private final PrintStream out;

  EwtRun(PrintStream out) {
    this.out = out;
  }

  /// The figures; in `result.json` the names are written with underscores.
  ///
  /// @param calls answered calls that both were asked about
  /// @param maeSeconds mean absolute error of our estimates for callers who joined
  /// @param ratio ours divided by the peer's
  /// @param bank the same of the bank's month; null where its file is not
  /// @param formula the check of the peer's formula against itself
  record Result(
      String startedAt,
      int seeds,
      int calls,
      double meanWaitSeconds,
      double maeSeconds,
      Peer peer,
      double ratio,
      @Nullable Replay bank,
      Formula formula) {}

  /// What app_queue would have said.
  record Peer(String name, double maeSeconds) {}

  /// A replay's figures.
  record Replay(
      int calls, double meanWaitSeconds, double maeSeconds, double peerMaeSeconds, double ratio) {}

  /// What a real app_queue reported after its calls, and what its formula gives over the hold times
  /// that it logged, in seconds, summed over its queues.
  record Formula(int answered, long reportedSeconds, long computedSeconds) {}

  /// Runs, writes `result.json` into a folder and prints a table.
  ///
  /// @return true when the formula is app_queue's and the goal was reached
  boolean run(Path folder) throws IOException {
    var startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    var formula = formula();
    out.printf("%d days in virtual time%n", SEEDS);
    var errors = new Errors();
    for (long seed = 1; seed <= SEEDS; seed++) {
      errors.add(BurstyDay.run(seed));
    }
    var result =
        new Result(
            startedAt,
            SEEDS,
            errors.calls(),
            errors.meanWait(),
            errors.mae(),
            new Peer("app_queue's average hold time", errors.peersMae()),
            errors.ratio(),
            bank(),
            formula);
    ResultFile.write(folder, result);
    return told(result);
  }

  private @Nullable Replay bank() throws IOException {
    if (!Files.exists(BANK)) {
      out.println("no replay of the bank's month: " + BANK + " is not there");
      return null;
    }
    var errors = BankMonth.replay(BANK);
    return new Replay(
        errors.calls(), errors.meanWait(), errors.mae(), errors.peersMae(), errors.ratio());
  }

  private boolean told(Result result) {
    row("callers", result.calls(), result.meanWaitSeconds(), result.maeSeconds());
    row(
        "app_queue, same callers",
        result.calls(),
        result.meanWaitSeconds(),
        result.peer().maeSeconds());
    out.printf(
        Locale.ROOT, "ours is %.2f of its; goal: at most %.1f%n", result.ratio(), GOAL_RATIO);
    var bank = result.bank();
    if (bank != null) {
      row("a bank's month", bank.calls(), bank.meanWaitSeconds(), bank.maeSeconds());
      row("app_queue, same callers", bank.calls(), bank.meanWaitSeconds(), bank.peerMaeSeconds());
    }
    var formula = result.formula();
    out.printf(
        "a real app_queue reported %d s after %d calls, its formula gives %d s%n",
        formula.reportedSeconds(), formula.answered(), formula.computedSeconds());
    boolean same =
        formula.answered() > 0
            && Math.abs(formula.reportedSeconds() - formula.computedSeconds()) <= ROUNDING_SECONDS;
    if (!same) {
      out.println("FAILED: the formula is not app_queue's");
    } else if (result.ratio() > GOAL_RATIO) {
      out.println("FAILED: the goal was missed");
    }
    return same && result.ratio() <= GOAL_RATIO;
  }

  private void row(String what, int calls, double wait, double error) {
    out.printf(
        Locale.ROOT,
        "%-26s %6d calls, mean wait %5.1f s, mean absolute error %5.1f s%n",
        what,
        calls,
        wait,
        error);
  }

  /// Lets a real app_queue take calls, and compares what it reports with the formula.
  private Formula formula() throws IOException {
    Sipp.requireInstalled();
    out.println("starting an Asterisk with app_queue");
    try (var stack = Stack.start(CHECK.stack())) {
      stack.node(1).stop();
      logQueues(stack);
      var queue = new PeerQueue(stack, CHECK.agents());
      queue.load();
      var centre = Centre.of(stack, PeerQueue.NUMBER, "phones");
      try (var calls = new SmokeCalls(centre, CHECK)) {
        calls.startAgents(stack::phoneSecret);
        queue.awaitPhones();
        calls.run(out);
        return sum(compared(stack, "streets"), compared(stack, "water"));
      }
    }
  }

  /// Ours keeps no queue log; app_queue tells the hold time of each answered call there.
  private static void logQueues(Stack stack) throws IOException {
    var logger = stack.data().resolve("asterisk/etc/logger.conf");
    var text = Files.readString(logger);
    Files.writeString(logger, text.replace("queue_log = no", "queue_log = yes"));
    stack.asteriskCli("logger reload");
  }

  private static Formula compared(Stack stack, String queue) throws IOException {
    var computed = new HoldTime();
    int answered = 0;
    for (var line : Files.readAllLines(log(stack))) {
      var cells = line.split("\\|", -1);
      if (cells.length > 5 && cells[2].equals(queue) && cells[4].equals("CONNECT")) {
        computed.answered(Long.parseLong(cells[5]));
        answered++;
      }
    }
    Matcher reported = REPORTED.matcher(stack.asteriskCli("queue show " + queue));
    if (!reported.find()) {
      throw new IOException("app_queue does not tell the hold time of " + queue);
    }
    return new Formula(answered, Long.parseLong(reported.group(1)), computed.seconds());
  }

  private static Path log(Stack stack) throws IOException {
    try (var files = Files.walk(stack.data())) {
      return files
          .filter(file -> file.endsWith("queue_log"))
          .findFirst()
          .orElseThrow(() -> new IOException("Asterisk wrote no queue_log"));
    }
  }

  private static Formula sum(Formula one, Formula other) {
    return new Formula(
        one.answered() + other.answered(),
        one.reportedSeconds() + other.reportedSeconds(),
        one.computedSeconds() + other.computedSeconds());
  }
}
