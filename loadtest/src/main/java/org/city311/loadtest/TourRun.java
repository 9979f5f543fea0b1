package org.city311.loadtest;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.city311.ivr.call.Language;
import org.city311.loadtest.ExampleMenus.Hour;
import org.city311.loadtest.PromptCalls.Ended;
import org.city311.loadtest.TourResult.Part;
import org.city311.loadtest.caller.Prompts;

/// A call for every branch of all conversations, in English and in Spanish: what each hears is compared with the
/// prompts' own audio. The example city's menus are read from their file, when it is open and when it is closed; all
/// else is written down in [Tour]s. It is whole when every prompt of the catalogue was heard to its end.
final class TourRun {
  /// Few at a time: this asks what is said, not how fast.
  private static final int CALLS_A_SECOND = 2;

  private static final int AT_ONCE = 100;

  private final PrintStream out;

  TourRun(PrintStream out) {
    this.out = out;
  }

  /// Goes all tours, writes `result.json` into a folder and prints a table.
  ///
  /// @return true when all that was heard was right, and nothing was left out
  boolean run(Path folder) throws IOException {
    var startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    var parts = new ArrayList<Part>();
    Set<String> heard = new TreeSet<>();
    for (var hour : Hour.values()) {
      parts.add(
          part(
              hour.name().toLowerCase(Locale.ROOT),
              files -> ExampleMenus.stack(Home.find(), files, hour),
              (stack, prompts) -> menus(stack, prompts, hour),
              heard));
    }
    for (var name : Tour.ALL) {
      parts.add(part(Tour.load(name), heard));
    }
    var result =
        new TourResult(startedAt, parts, heard.size(), List.copyOf(TourPrompts.missing(heard)));
    ResultFile.write(folder, result);
    result.print(out);
    if (!result.allRight()) {
      out.println("FAILED: not everything was heard as it is to be");
    }
    return result.allRight();
  }

  /// Goes one of the tours.
  ///
  /// @return true when all that was heard in it was right
  boolean part(String name) throws IOException {
    var startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Set<String> heard = new TreeSet<>();
    var part = part(Tour.load(name), heard);
    new TourResult(startedAt, List.of(part), heard.size(), List.of()).print(out);
    return part.isRight();
  }

  private Part part(Tour tour, Set<String> heard) throws IOException {
    int port = new FreePorts().one();
    return part(
        tour.name(),
        files -> TourCalls.stack(tour, files, port),
        (stack, prompts) -> new TourCalls(tour, stack, prompts, port).made(),
        heard);
  }

  /// How a stack is made that needs some files.
  private interface Options {
    StackOptions in(Path files) throws IOException;
  }

  /// The calls of a part.
  private interface Calls {
    Ended made(Stack stack, Prompts prompts) throws IOException;
  }

  private Part part(String name, Options options, Calls calls, Set<String> heard)
      throws IOException {
    var files = Files.createTempDirectory("city311-tour-");
    out.printf("starting a City311 of its own: %s%n", name);
    try (var stack = Stack.start(options.in(files).withCalls(AT_ONCE))) {
      var prompts = new Prompts(stack.data().resolve("sounds"));
      var seen = made(calls, stack, prompts).compared(prompts);
      seen.tellFailures(out);
      heard.addAll(seen.whole());
      var part = Part.of(name, seen);
      if (!part.isRight()) {
        stack.keep();
      }
      return part;
    } finally {
      Folders.delete(files);
    }
  }

  private static Ended made(Calls calls, Stack stack, Prompts prompts) throws IOException {
    try {
      return calls.made(stack, prompts);
    } catch (IOException e) {
      stack.keep();
      throw e;
    }
  }

  private static Ended menus(Stack stack, Prompts prompts, Hour hour) throws IOException {
    var tree = ExampleMenus.tree(stack.configuration());
    var now = Instant.now();
    var toPerson = hour == Hour.OPEN ? MenuWays.IN_THE_QUEUE : MenuWays.AT_THE_MESSAGE;
    try (var calls = new PromptCalls(stack, prompts)) {
      calls.call(MenuWays.of(tree, '1', Language.ENGLISH, now, toPerson), CALLS_A_SECOND);
      calls.call(MenuWays.of(tree, '2', Language.SPANISH, now, toPerson), CALLS_A_SECOND);
      return calls.await();
    }
  }
}
