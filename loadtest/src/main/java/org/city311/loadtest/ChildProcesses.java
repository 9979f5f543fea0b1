package org.city311.loadtest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Processes that die with this JVM, however it dies.
///
/// Each is started through `setpriv --pdeathsig KILL` (util-linux), so the kernel itself kills it
/// when its parent is gone: a shutdown hook alone would not run on SIGKILL. The kernel's "parent"
/// is the thread that forked (prctl(2), `PR_SET_PDEATHSIG`), not the process; therefore all are
/// forked by one platform thread that lives as long as this object. The flag is kept across
/// `exec`, but not by the child's own children: what a child forks, it must end itself.
///
/// Closing ends all of them, latest first. Safe for use by several threads.
final class ChildProcesses implements AutoCloseable {
  /// How long a process may take to end by itself after SIGTERM, in seconds.
  private static final long TERMINATION_SECONDS = 25;

  private final ExecutorService forker =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("child-forker").daemon(true).factory());
  private final ConcurrentLinkedDeque<Process> started = new ConcurrentLinkedDeque<>();

  /// Starts a command whose output, both streams, goes to a file.
  Process start(List<String> command, Path directory, Map<String, String> environment, Path output)
      throws IOException {
    var builder = builder(command, directory, environment);
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    return fork(builder);
  }

  /// Starts a command whose standard output we read through [Process#inputReader()]; its errors
  /// are appended to a file.
  Process startReadable(
      List<String> command, Path directory, Map<String, String> environment, Path errors)
      throws IOException {
    var builder = builder(command, directory, environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
    return fork(builder);
  }

  private static ProcessBuilder builder(
      List<String> command, Path directory, Map<String, String> environment) {
    var guarded = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "--"));
    guarded.addAll(command);
    var builder = new ProcessBuilder(guarded).directory(directory.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().putAll(environment);
    return builder;
  }

  private Process fork(ProcessBuilder builder) throws IOException {
    Future<Process> forked = forker.submit(builder::start);
    try {
      var process = forked.get();
      started.removeIf(earlier -> !earlier.isAlive());
      started.push(process);
      return process;
    } catch (ExecutionException e) {
      throw new IOException(
          "cannot start " + builder.command() + " (setpriv is in the package util-linux)",
          Objects.requireNonNullElse(e.getCause(), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while starting " + builder.command(), e);
    }
  }

  /// Ends one process: SIGTERM, then SIGKILL when it does not listen.
  static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(TERMINATION_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(TERMINATION_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    var processes = List.copyOf(started);
    processes.forEach(Process::destroy);
    processes.forEach(ChildProcesses::end);
    forker.shutdownNow();
  }
}
