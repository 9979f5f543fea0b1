package org.city311.loadtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// One SIPp process (3.6, Debian's package `sip-tester`) that plays a [Scenario].
///
/// It stays our child in the foreground (`-nostdin`, its screen into a file), ends by itself after
/// [SippOptions#limit()] at the latest, and is ended by [#close()]. Keys are sent by SIPp through a
/// raw socket, which wants root or CAP_NET_RAW. Its files lie in a folder of its own; they are
/// read again on each call of [#statistics()], [#messages()] and [#steps()].
final class Sipp implements AutoCloseable {
  /// Status of a SIPp whose calls all went well.
  static final int ALL_SUCCESSFUL = 0;

  /// Status of a SIPp that was asked to stop before it saw a call.
  static final int NO_CALLS = 99;

  private static final Duration HANG_UP = Duration.ofSeconds(5);

  private final Process process;
  private final Path folder;

  private Sipp(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /// Starts SIPp in a folder, which must be empty or absent.
  ///
  /// @throws IOException when SIPp is not installed or does not start
  static Sipp start(ChildProcesses children, Path folder, SippOptions options) throws IOException {
    requireInstalled();
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("scenario.xml"), options.scenario().text());
    if (!options.plan().isEmpty()) {
      var plan = "SEQUENTIAL\n" + String.join("\n", options.plan()) + "\n";
      Files.writeString(folder.resolve("plan.csv"), plan);
    }
    var process =
        children.start(command(options), folder, Map.of("TZ", "UTC"), folder.resolve("screen.txt"));
    return new Sipp(process, folder);
  }

  /// Fails with the package's name when SIPp is missing.
  static void requireInstalled() throws IOException {
    var found =
        Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(":", -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "sipp")));
    if (!found) {
      throw new IOException(
          "sipp is not installed: it plays the residents and agents. Install Debian's package"
              + " sip-tester (apt-get install sip-tester).");
    }
  }

  private static List<String> command(SippOptions options) {
    var command =
        new ArrayList<>(
            List.of("sipp", options.target(), "-sf", "scenario.xml", "-s", options.number()));
    command.addAll(List.of("-i", "127.0.0.1", "-bind_local", "-p", "" + options.sipPort()));
    command.addAll(List.of("-mi", "127.0.0.1", "-mp", "" + options.mediaPort()));
    command.addAll(List.of("-ci", "127.0.0.1", "-nostdin"));
    command.addAll(List.of("-timeout", options.limit().toSeconds() + "s", "-timeout_error"));
    command.addAll(List.of("-trace_shortmsg", "-shortmessage_file", "messages.tsv"));
    command.addAll(List.of("-trace_stat", "-stf", "statistics.csv", "-fd", "1"));
    command.addAll(List.of("-trace_logs", "-log_file", "steps.log"));
    command.addAll(List.of("-trace_err", "-error_file", "errors.log"));
    if (options.calls() > 0) {
      command.addAll(List.of("-m", "" + options.calls()));
    }
    if (options.plan().isEmpty()) {
      command.add("-rtp_echo");
    } else {
      command.addAll(List.of("-inf", "plan.csv", "-l", "" + options.plan().size()));
      command.addAll(
          List.of("-r", "" + options.rate(), "-rp", options.ratePeriod().toMillis() + ""));
    }
    return command;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Waits for SIPp's own end.
  ///
  /// @return its exit status
  /// @throws IOException when it is still running after the time given
  int awaitExit(Duration atMost) throws IOException {
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("SIPp in " + folder + " still runs after " + atMost);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for SIPp", e);
    }
    return process.exitValue();
  }

  /// Asks SIPp to take no more calls and to end when its present ones have (SIGUSR1).
  void finish() throws IOException {
    if (process.isAlive()) {
      new ProcessBuilder("kill", "-USR1", "" + process.pid()).inheritIO().start().onExit().join();
    }
  }

  /// Hangs up all calls that this SIPp has made (a second SIGUSR1), and waits for its end. Without
  /// it, ending SIPp would leave its callers' lines open at the switch.
  void hangUp() throws IOException {
    finish();
    finish();
    awaitExit(HANG_UP);
  }

  /// What it has counted so far; its file is written once a second and at its end.
  SippStatistics statistics() {
    return SippStatistics.parse(lines("statistics.csv"));
  }

  /// All SIP messages so far, in order.
  List<SipMessage> messages() {
    return SipMessage.parse(lines("messages.tsv").stream());
  }

  /// The steps that the scenario has logged so far, in order.
  List<Step> steps() {
    return Step.parse(lines("steps.log").stream());
  }

  /// SIPp's own words about what went wrong; empty when nothing did.
  String errors() {
    var errors = String.join("\n", lines("errors.log"));
    if (errors.isEmpty() && !process.isAlive() && process.exitValue() > 1) {
      errors = String.join("\n", lines("screen.txt"));
    }
    errors =
        errors
            .lines()
            .filter(line -> !line.startsWith("The following events"))
            .collect(java.util.stream.Collectors.joining("\n"));
    return errors.contains("raw IPv4 socket")
        ? errors + "\nSIPp sends keys through a raw socket: run this as root."
        : errors;
  }

  private List<String> lines(String file) {
    var path = folder.resolve(file);
    if (!Files.exists(path)) {
      return List.of();
    }
    try {
      var text = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
      // A last line without an end is still being written.
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    ChildProcesses.end(process);
  }
}
