package org.city311.loadtest;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A script of `web/e2e` that works agents' desks in Chromium, and the places in it at which script and test wait
/// for each other: each is a file that the script makes and the test takes away.
final class DeskScript implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int LAST_LINES = 60;

  private final Process process;
  private final Path meetings;
  private final Path said;

  private DeskScript(Process process, Path meetings, Path said) {
    this.process = process;
    this.meetings = meetings;
    this.said = said;
  }

  /// Starts one.
  ///
  /// @param story `web/e2e/running-STORY.browser.ts`
  /// @param agents who work there, in the script's order
  static DeskScript start(Stack stack, String story, SignedInAgent... agents) throws IOException {
    var meetings = Files.createDirectories(stack.folder().resolve("meetings-" + story));
    var said = stack.folder().resolve(story + ".txt");
    var command =
        new ArrayList<>(List.of("node", "e2e/run.mjs", "--url", stack.api().base() + "/"));
    command.addAll(List.of("--desk-story", story, "--meetings", meetings.toString()));
    command.addAll(
        List.of(
            "--agent-cookie",
            Stream.of(agents).map(SignedInAgent::cookie).collect(Collectors.joining(","))));
    var shots = System.getenv("CITY311_SHOTS");
    if (shots != null) {
      command.addAll(List.of("--shots", shots));
    }
    var web = Home.find().root().resolve("web");
    return new DeskScript(stack.children().start(command, web, Map.of(), said), meetings, said);
  }

  /// What is to be seen to while the script waits.
  @FunctionalInterface
  interface Meeting {
    void take() throws Exception;
  }

  /// Waits until the script has come to this place, sees to the test's side, and lets it go on.
  void at(String place, Meeting meeting) throws Exception {
    make(
        place,
        () -> {
          meeting.take();
          return place;
        });
  }

  /// The same, and gives what the test has made there.
  <T> T make(String place, Callable<T> meeting) throws Exception {
    var sign = meetings.resolve(place);
    await("the desks come to " + place)
        .atMost(PATIENCE)
        .failFast(this::mustBeAlive)
        .until(() -> Files.exists(sign));
    T made = meeting.call();
    Files.delete(sign);
    return made;
  }

  private void mustBeAlive() {
    if (!process.isAlive()) {
      throw new AssertionError("the script has ended\n" + lastWords());
    }
  }

  /// Waits for its end, which has to be a good one.
  void awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError(lastWords());
    }
  }

  private String lastWords() {
    try {
      var lines = Files.readAllLines(said);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "nothing is known of it: " + e;
    }
  }

  @Override
  public void close() {
    ChildProcesses.end(process);
  }
}
