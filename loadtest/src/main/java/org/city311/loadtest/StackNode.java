package org.city311.loadtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One server of a [Stack], which can be killed, frozen, stopped and started again.
///
/// Not for use by several threads, but for [#api()].
final class StackNode {
  private static final Duration START = Duration.ofMinutes(2);

  private final int number;
  private final ChildProcesses children;
  private final Path folder;
  private final Home home;
  private final List<String> options;
  private final List<String> words;
  private final CentreApi api;
  private @Nullable Process process;
  private int starts;

  /// @param number from 1
  /// @param folder where it runs and where its output goes
  /// @param options of the JVM, beside those that every server runs with
  /// @param words of the server's own command line, after `serve`
  StackNode(
      int number,
      ChildProcesses children,
      Path folder,
      Home home,
      List<String> options,
      List<String> words,
      CentreApi api) {
    this.number = number;
    this.children = children;
    this.folder = folder;
    this.home = home;
    this.options = options;
    this.words = words;
    this.api = api;
  }

  int number() {
    return number;
  }

  /// What this node serves over HTTP.
  CentreApi api() {
    return api;
  }

  /// What it says of its own health, also when it is not ready (`/health/ready`).
  JsonNode health() throws IOException {
    return api.health();
  }

  /// What it is to the others: `leader`, `standby` or `minority`.
  String standing() throws IOException {
    return health().path("standing").asText();
  }

  boolean isRunning() {
    return process != null && process.isAlive();
  }

  long pid() {
    return Stack.running(process, "server " + number).pid();
  }

  /// Starts it and waits until it says that it is ready.
  void start() throws IOException {
    launch();
    awaitReady();
  }

  /// Starts it, without waiting.
  void launch() throws IOException {
    starts++;
    var command = new ArrayList<>(List.of(Home.java(), home.serverOptions()));
    command.addAll(home.knownClasses());
    command.addAll(options);
    command.addAll(List.of("-jar", home.serverJar().toString(), "serve"));
    command.addAll(words);
    process = children.start(command, folder, Map.of(), output());
  }

  /// Waits until it says that it is ready.
  void awaitReady() throws IOException {
    Stack.await(
        "the READY of server " + number,
        START,
        Stack.running(process, "server " + number),
        () -> Files.readString(output()).lines().anyMatch(line -> line.startsWith("READY ")));
  }

  private Path output() {
    return folder.resolve("serve-" + number + "-" + starts + ".txt");
  }

  /// Kills it as an out-of-memory killer does (SIGKILL). Calls in Asterisk go on.
  void kill() throws IOException {
    Stack.kill(Stack.running(process, "server " + number));
  }

  /// Stops it in its tracks (SIGSTOP): its sockets stay open, nobody answers.
  void freeze() throws IOException {
    signal("STOP");
  }

  /// Lets it go on after [#freeze()].
  void thaw() throws IOException {
    signal("CONT");
  }

  private void signal(String name) throws IOException {
    new ProcessBuilder("kill", "-" + name, "" + pid()).inheritIO().start().onExit().join();
  }

  /// Asks it to go in order (SIGTERM) and waits for its end.
  void stop() {
    ChildProcesses.end(Stack.running(process, "server " + number));
  }
}
