package org.city311.loadtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The PostgreSQL that the server runs in its data folder, as its operator sees it: it can be
/// stopped and started again under the running server.
///
/// It is found by its `postmaster.pid`, and started again with the very command line that the
/// server used.
final class Postgres {
  private static final int SEARCH_DEPTH = 4;
  private static final long END_SECONDS = 20;

  private final Path data;
  private final ChildProcesses children;
  private @Nullable List<String> commandLine;

  Postgres(Path data, ChildProcesses children) {
    this.data = data;
    this.children = children;
  }

  /// The postmaster's process; absent when PostgreSQL is not running.
  Optional<ProcessHandle> process() {
    return pidFile().flatMap(Postgres::pid).flatMap(ProcessHandle::of);
  }

  private Optional<Path> pidFile() {
    var folder = data.resolve("postgres");
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (var files = Files.find(folder, SEARCH_DEPTH, (p, a) -> p.endsWith("postmaster.pid"))) {
      return files.findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Long> pid(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.findFirst().map(String::strip).map(Long::valueOf);
    } catch (IOException e) {
      return Optional.empty(); // It has just ended and taken its file along.
    }
  }

  /// Stops it at once, without waiting for its clients (SIGINT, "fast shutdown").
  void stop() throws IOException {
    var running = process().orElseThrow(() -> new IOException("PostgreSQL is not running"));
    commandLine = commandLine(running);
    signal(running, "INT");
    waitForEnd(running);
  }

  /// Starts it again as it was before [#stop()].
  void start() throws IOException {
    var line = commandLine;
    if (line == null) {
      throw new IllegalStateException("not stopped");
    }
    var command = new ArrayList<String>();
    if (ProcessHandle.current().info().user().orElse("").equals("root")) {
      command.addAll(List.of("unshare", "-U")); // PostgreSQL refuses to run as root.
    }
    command.addAll(line);
    children.start(command, data, Map.of(), data.resolve("postgres-again.txt"));
  }

  private static List<String> commandLine(ProcessHandle process) throws IOException {
    var raw = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/cmdline"));
    var words =
        new ArrayList<>(
            Stream.of(new String(raw, StandardCharsets.UTF_8).split("\0"))
                .filter(word -> !word.isEmpty())
                .toList());
    words.set(0, Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/exe")).toString());
    return words;
  }

  /// Ends it if it runs, whoever started it.
  void end() {
    process()
        .ifPresent(
            running -> {
              signal(running, "INT");
              waitForEnd(running);
            });
  }

  private static void signal(ProcessHandle process, String name) {
    try {
      new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void waitForEnd(ProcessHandle process) {
    CompletableFuture<ProcessHandle> end = process.onExit();
    try {
      end.get(END_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
