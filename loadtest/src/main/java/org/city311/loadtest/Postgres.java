package org.city311.loadtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The PostgreSQL that the server runs in its data folder, as fate sees it: it can be killed, and
/// frozen for a while. It is found by its `postmaster.pid`.
final class Postgres {
  private static final long END_SECONDS = 20;

  private final Path pidFile;

  /// @param data the stack's data folder
  Postgres(Path data) {
    pidFile = data.resolve("postgres/data/postmaster.pid");
  }

  /// The postmaster's process; absent when PostgreSQL is not running.
  Optional<ProcessHandle> process() {
    return pidFileLines().stream()
        .findFirst()
        .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())));
  }

  /// The TCP port that it listens on: the fourth line of its file (postmaster.pid's format).
  int port() {
    return Integer.parseInt(pidFileLines().get(3).strip());
  }

  private List<String> pidFileLines() {
    try {
      return Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.of();
    } catch (IOException e) {
      return List.of(); // It has just ended and taken its file along.
    }
  }

  /// Kills it with all its children, as a fault would; the server is to start it again.
  void kill() {
    signal("KILL");
  }

  /// Stops it in its tracks (SIGSTOP): who asks it waits, and it looks alive to all.
  void freeze() {
    signal("STOP");
  }

  /// Lets it go on after [#freeze()].
  void thaw() {
    signal("CONT");
  }

  /// Ends it in order if it runs.
  void end() {
    process()
        .ifPresent(
            postmaster -> {
              thaw();
              send("INT", Stream.of(postmaster)); // "Fast shutdown": does not wait for clients.
              waitForEnd(postmaster);
            });
  }

  private void signal(String name) {
    process()
        .ifPresent(
            postmaster ->
                send(name, Stream.concat(Stream.of(postmaster), postmaster.descendants())));
  }

  private static void send(String signal, Stream<ProcessHandle> processes) {
    var pids = processes.map(process -> "" + process.pid()).collect(Collectors.joining(" "));
    try {
      new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pids).start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void waitForEnd(ProcessHandle process) {
    try {
      process.onExit().get(END_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
