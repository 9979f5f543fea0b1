package org.city311.loadtest;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.city311.ivr.call.Language;
import org.city311.loadtest.ExampleMenus.Hour;
import org.city311.loadtest.IvrResult.Times;
import org.city311.loadtest.SmokeResult.Machine;
import org.city311.loadtest.caller.Prompts;
import org.city311.loadtest.caller.Way;

/// The menus under load: callers come at a constant rate, each takes a way through the example city's menus
/// by keys, in English or Spanish, and what each hears is kept and compared with the prompts' own audio
/// afterwards. The same seed gives the same calls.
final class IvrRun {
  /// @param callsPerSecond how fast callers come
  /// @param warmUp calls that come first, at half that rate, and are not counted: a server that has just been
  ///     started still compiles
  /// @param calls those that count
  /// @param patient one caller in so many listens to the last question to its end
  /// @param seed for the callers' choices
  record Plan(int callsPerSecond, int warmUp, int calls, int patient, long seed) {}

  static final Plan PLAN = new Plan(40, 300, 2_000, 20, 311);

  /// Callers who know the way press after 1 to 1.5 s.
  private static final int LEAST_THOUGHT_MS = 1_000;

  private static final int MOST_THOUGHT_MS = 1_500;

  /// Room for a rush of those who listen to the end.
  private static final int AT_ONCE = 500;

  private final PrintStream out;
  private final Plan plan;

  IvrRun(PrintStream out, Plan plan) {
    this.out = out;
    this.plan = plan;
  }

  /// Runs, writes `result.json` into a folder and prints a table.
  ///
  /// @return true when everything was heard, and in time
  boolean run(Path folder) throws IOException {
    var menus = Files.createTempDirectory("city311-ivr-");
    out.println("starting a City311 of its own");
    try (var stack =
        Stack.start(ExampleMenus.stack(Home.find(), menus, Hour.OPEN).withCalls(AT_ONCE))) {
      var result = run(stack);
      ResultFile.write(folder, result);
      result.print(out);
      if (!result.allRight()) {
        stack.keep();
        out.println("FAILED: not everyone heard what was to be heard");
      } else if (!result.reachesGoals()) {
        out.println("FAILED: a goal was missed; was the machine quiet?");
      }
      return result.allRight() && result.reachesGoals();
    } finally {
      Folders.delete(menus);
    }
  }

  private IvrResult run(Stack stack) throws IOException {
    var random = new Random(plan.seed());
    var ways = ways(stack);
    var prompts = new Prompts(stack.data().resolve("sounds"));
    try (var callers = new PromptCalls(stack, prompts)) {
      out.printf("%d calls to warm up%n", plan.warmUp());
      callers.call(drawn(ways, plan.warmUp(), random), Math.max(1, plan.callsPerSecond() / 2));
      callers.await();
      out.printf("%d calls, %d a second%n", plan.calls(), plan.callsPerSecond());
      var startedAt = Instant.now();
      var before =
          CpuTimes.now(stack.serverPid(), stack.asteriskPid(), ProcessHandle.current().pid());
      callers.call(drawn(ways, plan.calls(), random), plan.callsPerSecond());
      var ended = callers.await();
      var used = before.usedSince();
      var seen = ended.compared(prompts);
      seen.tellFailures(out);
      return new IvrResult(
          startedAt.truncatedTo(ChronoUnit.SECONDS).toString(),
          plan.seed(),
          plan.calls(),
          plan.callsPerSecond(),
          seen.mostAtOnce(),
          seen.failed(),
          seen.wrong(),
          seen.unheard(),
          seen.lostPackets(),
          Times.of(seen.answerMs()),
          Times.of(seen.firstSoundMs()),
          Times.of(seen.nextSoundMs()),
          seen.longestSilenceMs(),
          used.millis(0) / plan.calls(),
          used.millis(1) / plan.calls(),
          used.millis(2) / plan.calls(),
          used.stealPercent(),
          Machine.here());
    }
  }

  private static List<Way> ways(Stack stack) throws IOException {
    var tree = ExampleMenus.tree(stack.configuration());
    var now = Instant.now();
    return Stream.concat(
            MenuWays.of(tree, '1', Language.ENGLISH, now, MenuWays.IN_THE_QUEUE).stream(),
            MenuWays.of(tree, '2', Language.SPANISH, now, MenuWays.IN_THE_QUEUE).stream())
        // Those in which the system waits for a key on purpose tell nothing of load.
        .filter(way -> !way.name().endsWith("no key"))
        .toList();
  }

  /// Ways for so many callers; most are in a hurry.
  private List<Way> drawn(List<Way> ways, int count, Random random) {
    var drawn = new ArrayList<Way>();
    for (int i = 0; i < count; i++) {
      var way = ways.get(random.nextInt(ways.size()));
      boolean patient = i % plan.patient() == 0;
      int last = way.stops().size() - 1;
      drawn.add(
          way.listening(
              stop ->
                  patient && stop == last
                      ? Duration.ZERO
                      : Duration.ofMillis(random.nextInt(LEAST_THOUGHT_MS, MOST_THOUGHT_MS))));
    }
    return drawn;
  }
}
