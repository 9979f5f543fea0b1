package org.city311.loadtest;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.city311.flows.menu.MenuTree;
import org.city311.ivr.call.Language;
import org.city311.loadtest.ExampleMenus.Hour;
import org.city311.loadtest.PromptCalls.Ended;
import org.city311.loadtest.TourResult.Part;
import org.city311.loadtest.caller.Prompts;
import org.city311.loadtest.caller.Way;

/// A call for every branch of the example city's menus, when it is open and when it is closed, and of the
/// self-services, in English and in Spanish: what each hears is compared with the prompts' own audio.
final class TourRun {
  /// Few at a time: this asks what is said, not how fast.
  private static final int CALLS_A_SECOND = 2;

  private static final int AT_ONCE = 100;

  private final PrintStream out;

  TourRun(PrintStream out) {
    this.out = out;
  }

  /// Runs, writes `result.json` into a folder and prints a table.
  ///
  /// @return true when all that was heard was right
  boolean run(Path folder) throws IOException {
    var startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    var parts = new ArrayList<Part>();
    parts.add(
        part("open", files -> ExampleMenus.stack(Home.find(), files, Hour.OPEN), TourRun::open));
    parts.add(
        part(
            "closed",
            files -> ExampleMenus.stack(Home.find(), files, Hour.CLOSED),
            TourRun::closed));
    parts.add(part("self-service", SelfServiceWays::stack, TourRun::selfService));
    var result = new TourResult(startedAt, parts);
    ResultFile.write(folder, result);
    result.print(out);
    if (!result.allRight()) {
      out.println("FAILED: not everything was heard as it is to be");
    }
    return result.allRight();
  }

  /// How a stack is made that needs some files.
  private interface Options {
    StackOptions in(Path files) throws IOException;
  }

  /// The calls of a part.
  private interface Calls {
    Ended made(Stack stack, PromptCalls calls) throws IOException;
  }

  private Part part(String name, Options options, Calls calls) throws IOException {
    var files = Files.createTempDirectory("city311-tour-");
    out.printf("starting a City311 of its own: %s%n", name);
    try (var stack = Stack.start(options.in(files).withCalls(AT_ONCE))) {
      var prompts = new Prompts(stack.data().resolve("sounds"));
      try (var callers = new PromptCalls(stack, prompts)) {
        var seen = calls.made(stack, callers).compared(prompts);
        seen.tellFailures(out);
        var part = Part.of(name, seen);
        if (!part.isRight()) {
          stack.keep();
        }
        return part;
      }
    } finally {
      Folders.delete(files);
    }
  }

  static Ended open(Stack stack, PromptCalls calls) throws IOException {
    return menus(stack, calls, MenuWays.IN_THE_QUEUE);
  }

  static Ended closed(Stack stack, PromptCalls calls) throws IOException {
    return menus(stack, calls, MenuWays.AT_THE_MESSAGE);
  }

  private static Ended menus(Stack stack, PromptCalls calls, List<String> toPerson)
      throws IOException {
    var tree = ExampleMenus.tree(stack.configuration());
    var now = Instant.now();
    calls.call(MenuWays.of(tree, '1', Language.ENGLISH, now, toPerson), CALLS_A_SECOND);
    calls.call(MenuWays.of(tree, '2', Language.SPANISH, now, toPerson), CALLS_A_SECOND);
    return calls.await();
  }

  static Ended selfService(Stack stack, PromptCalls calls) throws IOException {
    var tree = ExampleMenus.tree(stack.configuration());
    calls.call(SelfServiceWays.ofStrangers(tree, "en", '1'), CALLS_A_SECOND);
    calls.call(SelfServiceWays.ofStrangers(tree, "es", '2'), CALLS_A_SECOND);
    var strangers = calls.await();
    return strangers.and(
        calls.callAgain(
            Map.of(
                "4105559001", acquainted(tree, "en", '1'),
                "4105559002", acquainted(tree, "es", '2'))));
  }

  /// A caller reports a pothole, and calls again.
  private static List<Way> acquainted(MenuTree tree, String language, char key) {
    var report =
        SelfServiceWays.ofStrangers(tree, language, key).stream()
            .filter(way -> way.name().endsWith("report, this number"));
    return Stream.concat(report, SelfServiceWays.ofWhoHasReported(tree, language, key).stream())
        .toList();
  }
}
