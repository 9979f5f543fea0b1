package org.city311.asteriskconfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A running Asterisk that ends with this object, and at the latest with this JVM.
///
/// A JVM that is killed runs no shutdown hook, and `PR_SET_PDEATHSIG` fires when the _thread_ that
/// forked ends, which for a pooled thread is any time. So a tiny shell watches instead: it reads from
/// a pipe that only this JVM holds open, and when the pipe closes, by whatever end of the JVM, it
/// stops Asterisk. A server whose Asterisk shall outlive it must not start it through this class.
///
/// Thread contract: any thread may call any method; [#close] may be called more than once.
public final class AsteriskProcess implements AutoCloseable {
  private static final Duration BOOT = Duration.ofSeconds(30);
  private static final Duration COMMAND = Duration.ofSeconds(15);
  private static final Duration STOP = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(20);

  /// $1 is Asterisk's process id, $2 its asterisk.conf: a process id that was given to another
  /// program meanwhile is left alone.
  private static final String WATCHDOG =
      """
      read -r _
      ours() { tr '\\0' '\\n' < "/proc/$1/cmdline" 2>/dev/null | grep -qxF -- "$2"; }
      ours "$1" "$2" && kill -TERM "$1"
      for _ in 1 2 3 4 5; do ours "$1" "$2" || exit 0; sleep 1; done
      kill -KILL "$1"
      """;

  private static final ProcessBuilder.Redirect NOTHING =
      ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile());

  private final Path script;
  private final Path configuration;
  private final Path instance;
  private final Process process;
  private final Process watchdog;

  private AsteriskProcess(Path script, Path instance) throws IOException {
    this.script = script;
    this.instance = instance;
    this.configuration = instance.resolve("etc").resolve("asterisk.conf");
    var console = instance.resolve("log").resolve("console.log").toFile();
    this.process =
        new ProcessBuilder(script.toString(), "-C", configuration.toString(), "-f")
            .redirectErrorStream(true)
            .redirectOutput(console)
            .redirectInput(NOTHING)
            .start();
    try {
      this.watchdog =
          new ProcessBuilder(
                  "sh",
                  "-c",
                  WATCHDOG,
                  "asterisk-watchdog",
                  Long.toString(process.pid()),
                  configuration.toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /// Starts the Asterisk whose configuration [AsteriskConfig#render] wrote, and waits until it takes calls.
  ///
  /// @param instance the folder that was rendered into
  /// @param runScript `bin/asterisk-run`
  /// @throws IllegalStateException when it ends or is not ready in time; the message carries the end
  ///     of what it said
  public static AsteriskProcess start(Path instance, Path runScript) {
    try {
      // A socket left by an Asterisk that was killed would look like a new one's.
      Files.deleteIfExists(instance.resolve("run").resolve("asterisk.ctl"));
      var asterisk = new AsteriskProcess(runScript, instance);
      try {
        asterisk.awaitBoot();
        return asterisk;
      } catch (RuntimeException e) {
        asterisk.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("starting Asterisk by " + runScript, e);
    }
  }

  /// Runs one command of Asterisk's console and returns what it printed.
  ///
  /// @throws IllegalStateException when Asterisk does not answer in time
  public String command(String command) {
    try {
      var output = Files.createTempFile("asterisk-command", ".txt");
      try {
        return run(command, output);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("asking Asterisk: " + command, e);
    }
  }

  private String run(String command, Path output) throws IOException {
    var remote =
        new ProcessBuilder(script.toString(), "-C", configuration.toString(), "-rx", command)
            .redirectErrorStream(true)
            .redirectInput(NOTHING)
            .redirectOutput(output.toFile())
            .start();
    if (!ended(remote, COMMAND)) {
      remote.destroyForcibly();
      throw new IllegalStateException("Asterisk did not answer '" + command + "' in " + COMMAND);
    }
    return Files.readString(output);
  }

  /// Asterisk's own process id (the scripts become it).
  public long pid() {
    return process.pid();
  }

  /// Whether it still runs.
  public boolean isAlive() {
    return process.isAlive();
  }

  /// Stops Asterisk: asks first, and kills it when it does not end in time. Calls in progress end.
  @Override
  public void close() {
    process.destroy();
    if (!ended(process, STOP)) {
      process.destroyForcibly();
      ended(process, STOP);
    }
    watchdog.destroyForcibly();
  }

  private void awaitBoot() {
    var deadline = System.nanoTime() + BOOT.toNanos();
    var socket = instance.resolve("run").resolve("asterisk.ctl");
    while (!Files.exists(socket)) {
      if (ended(process, LOOK)) {
        throw new IllegalStateException("Asterisk ended at its start:\n" + lastWords());
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Asterisk was not up within " + BOOT + ":\n" + lastWords());
      }
    }
    var answer = command("core waitfullybooted");
    if (!answer.contains("fully booted")) {
      throw new IllegalStateException("Asterisk did not boot: " + answer + "\n" + lastWords());
    }
  }

  private static boolean ended(Process process, Duration within) {
    try {
      return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  private String lastWords() {
    return tail("console.log") + tail("messages.log");
  }

  private String tail(String file) {
    try {
      var lines = Files.readAllLines(instance.resolve("log").resolve(file));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())) + "\n";
    } catch (IOException e) {
      return "";
    }
  }
}
