package org.city311.loadtest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.city311.loadtest.StackOptions.StackPorts;
import org.jspecify.annotations.Nullable;

/// A whole City311 (Asterisk, PostgreSQL, server) on free loopback ports in a folder of its own,
/// whose parts can be killed and started again one by one.
///
/// Everything ends with this JVM: in order by [#close()], which a shutdown hook calls too, and
/// failing that (SIGKILL) by [ChildProcesses]; only PostgreSQL, which is the server's child and not
/// ours, then stays. Not for use by several threads, but for [#api()].
final class Stack implements AutoCloseable {
  private static final String CONFIGURATION = "city311.yaml";
  private static final Duration ASTERISK_START = Duration.ofMinutes(1);
  private static final Duration SERVER_START = Duration.ofMinutes(2);

  private final Home home;
  private final ChildProcesses children;
  private final FreePorts freePorts;
  private final Path folder;
  private final Prepared prepared;
  private final CentreApi api;
  private final Postgres postgres;
  private final Thread hook = new Thread(this::close, "stack-end");
  private final AtomicBoolean closed = new AtomicBoolean();
  private @Nullable Process asterisk;
  private @Nullable Process server;
  private int starts;
  private boolean kept;

  private Stack(
      Home home, Path folder, ChildProcesses children, FreePorts freePorts, Prepared prepared) {
    this.home = home;
    this.folder = folder;
    this.children = children;
    this.freePorts = freePorts;
    this.prepared = prepared;
    api = new CentreApi(prepared.http(), prepared.secret("api.token"));
    postgres = new Postgres(prepared.data());
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// Prepares and starts everything; returns when the server is ready for calls.
  static Stack start(StackOptions options) throws IOException {
    var folder = Files.createTempDirectory("city311-stack-");
    var stack = prepare(options, folder);
    try {
      stack.startAsterisk();
      stack.startServer();
      return stack;
    } catch (IOException | RuntimeException e) {
      stack.keep();
      stack.close();
      throw e;
    }
  }

  private static Stack prepare(StackOptions options, Path folder) throws IOException {
    var home = Home.find();
    var children = new ChildProcesses();
    try {
      var freePorts = new FreePorts();
      var configuration = folder.resolve(CONFIGURATION);
      Files.writeString(configuration, options.yaml(StackPorts.free(freePorts), "data"));
      var prepared = Prepared.run(home, children, configuration);
      return new Stack(home, folder, children, freePorts, prepared);
    } catch (IOException | RuntimeException e) {
      children.close();
      Folders.delete(folder);
      throw e;
    }
  }

  /// Its `city311.yaml`.
  Path configuration() {
    return folder.resolve(CONFIGURATION);
  }

  Path folder() {
    return folder;
  }

  Path data() {
    return prepared.data();
  }

  /// Asterisk's SIP address, `host:port`.
  String sip() {
    return prepared.sip();
  }

  /// The secret of a phone account.
  String phoneSecret(String account) {
    return prepared.secret("sip." + account);
  }

  /// A secret of `secrets.properties`.
  String secret(String name) {
    return prepared.secret(name);
  }

  CentreApi api() {
    return api;
  }

  Postgres postgres() {
    return postgres;
  }

  /// Ports beside the stack's own, for phones.
  FreePorts freePorts() {
    return freePorts;
  }

  ChildProcesses children() {
    return children;
  }

  long serverPid() {
    return running(server, "server").pid();
  }

  long asteriskPid() {
    return running(asterisk, "Asterisk").pid();
  }

  private static Process running(@Nullable Process process, String name) {
    if (process == null || !process.isAlive()) {
      throw new IllegalStateException(name + " is not running");
    }
    return process;
  }

  /// Starts the server and waits until it says that it is ready.
  void startServer() throws IOException {
    starts++;
    var process =
        children.start(
            List.of(
                Home.java(),
                home.serverOptions(),
                "-jar",
                home.serverJar().toString(),
                "serve",
                "--config",
                configuration().toString()),
            folder,
            Map.of(),
            serverOutput());
    server = process;
    await(
        "the server's READY",
        SERVER_START,
        process,
        () -> Files.readString(serverOutput()).lines().anyMatch(line -> line.startsWith("READY ")));
  }

  private Path serverOutput() {
    return folder.resolve("serve-" + starts + ".txt");
  }

  /// Kills the server as an out-of-memory killer does (SIGKILL). Calls in Asterisk go on.
  void killServer() throws IOException {
    kill(running(server, "server"));
  }

  /// Stops the server in its tracks (SIGSTOP): its sockets stay open, nobody answers.
  void freezeServer() throws IOException {
    signalServer("STOP");
  }

  /// Lets it go on after [#freezeServer()].
  void thawServer() throws IOException {
    signalServer("CONT");
  }

  private void signalServer(String name) throws IOException {
    new ProcessBuilder("kill", "-" + name, "" + serverPid()).inheritIO().start().onExit().join();
  }

  /// Asks the server to go in order (SIGTERM) and waits for its end.
  void stopServer() {
    ChildProcesses.end(running(server, "server"));
  }

  void startAsterisk() throws IOException {
    var process =
        children.start(
            asteriskCommand("-f"), folder, Map.of(), folder.resolve("asterisk-console.txt"));
    asterisk = process;
    await(
        "Asterisk's start",
        ASTERISK_START,
        process,
        () -> asteriskCli("core show uptime").contains("System uptime"));
    asteriskCli("core waitfullybooted");
  }

  /// Kills Asterisk with all its calls and starts it again.
  void restartAsterisk() throws IOException {
    kill(running(asterisk, "Asterisk"));
    startAsterisk();
  }

  /// What Asterisk answers to a command of its console.
  String asteriskCli(String command) throws IOException {
    var process =
        children.startReadable(
            asteriskCommand("-rx", command), folder, Map.of(), folder.resolve("asterisk-cli.txt"));
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      return String.join("\n", out.lines().toList());
    }
  }

  private List<String> asteriskCommand(String... arguments) throws IOException {
    return Stream.concat(
            Stream.of(
                home.asteriskRun().toString(),
                "-C",
                data().resolve("asterisk/etc/asterisk.conf").toString()),
            Stream.of(arguments))
        .toList();
  }

  private static void kill(Process process) throws IOException {
    try {
      if (!process.destroyForcibly().waitFor(10, TimeUnit.SECONDS)) {
        throw new IOException("process " + process.pid() + " survives SIGKILL");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException;
  }

  private void await(String what, Duration atMost, Process process, Condition condition)
      throws IOException {
    var end = Instant.now().plus(atMost);
    while (!condition.holds()) {
      if (!process.isAlive()) {
        throw new IOException(what + ": it ended with " + process.exitValue() + "; see " + folder);
      }
      if (Instant.now().isAfter(end)) {
        throw new IOException(what + " did not come in " + atMost + "; see " + folder);
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting for " + what, e);
      }
    }
  }

  /// Keeps the folder when this is closed, for a look at its logs.
  void keep() {
    kept = true;
  }

  /// Ends all parts and deletes the folder.
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down, and this is the hook or beside it.
    }
    api.close();
    children.close();
    postgres.end();
    if (kept) {
      System.err.println("kept for a look: " + folder);
    } else {
      Folders.delete(folder);
    }
  }
}
