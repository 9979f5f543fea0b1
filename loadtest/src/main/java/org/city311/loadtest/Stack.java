package org.city311.loadtest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.city311.loadtest.StackOptions.Nodes;
import org.city311.loadtest.StackOptions.StackPorts;
import org.jspecify.annotations.Nullable;

/// A whole City311 (Asterisk, PostgreSQL, one server or three) on free loopback ports in a folder of
/// its own, whose parts can be killed and started again one by one.
///
/// Everything ends with this JVM: in order by [#close()], which a shutdown hook calls too, and
/// failing that (SIGKILL) by [ChildProcesses]; only PostgreSQL, which is the server's child and not
/// ours, then stays. Not for use by several threads, but for [#api()].
final class Stack implements AutoCloseable {
  private static final String CONFIGURATION = "city311.yaml";
  private static final Duration ASTERISK_START = Duration.ofMinutes(1);

  private final Home home;
  private final ChildProcesses children;
  private final FreePorts freePorts;
  private final Path folder;
  private final Prepared prepared;
  private final List<StackNode> nodes = new ArrayList<>();
  private final StackNetwork network = new StackNetwork(nodes);
  private final Postgres postgres;
  private final Thread hook = new Thread(this::close, "stack-end");
  private final AtomicBoolean closed = new AtomicBoolean();
  private @Nullable Process asterisk;
  private boolean kept;

  private Stack(
      Home home, Path folder, ChildProcesses children, FreePorts freePorts, Prepared prepared) {
    this.home = home;
    this.folder = folder;
    this.children = children;
    this.freePorts = freePorts;
    this.prepared = prepared;
    postgres = new Postgres(prepared.data());
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// Prepares and starts everything; returns when all servers are ready for calls. Node 1 is the
  /// first of them.
  static Stack start(StackOptions options) throws IOException {
    return start(options, List.of());
  }

  /// The same.
  ///
  /// @param javaOptions of the only server's JVM, beside those that every server runs with
  static Stack start(StackOptions options, List<String> javaOptions) throws IOException {
    var folder = Files.createTempDirectory("city311-stack-");
    var stack = prepare(options, javaOptions, folder);
    try {
      stack.startAsterisk();
      stack.node(1).start();
      for (var node : stack.nodes.subList(1, stack.nodes.size())) {
        node.launch();
      }
      for (var node : stack.nodes) {
        node.awaitReady();
      }
      return stack;
    } catch (IOException | RuntimeException e) {
      stack.keep();
      stack.close();
      throw e;
    }
  }

  private static Stack prepare(StackOptions options, List<String> javaOptions, Path folder)
      throws IOException {
    var home = Home.find();
    var children = new ChildProcesses();
    try {
      var freePorts = new FreePorts();
      var configuration = folder.resolve(CONFIGURATION);
      var ports = StackPorts.free(freePorts, options);
      Files.writeString(configuration, options.yaml(ports, "data"));
      var words = new ArrayList<>(List.of("--config", configuration.toString()));
      if (options.nodes() != Nodes.ONE) {
        words.addAll(List.of("--node", "1"));
      }
      var prepared = Prepared.run(home, children, folder, words);
      var stack = new Stack(home, folder, children, freePorts, prepared);
      if (options.nodes() == Nodes.ONE) {
        stack.addOnlyNode(ports, javaOptions);
      } else {
        stack.addNodes(options, ports);
      }
      return stack;
    } catch (IOException | RuntimeException e) {
      children.close();
      Folders.delete(folder);
      throw e;
    }
  }

  private void addOnlyNode(StackPorts ports, List<String> javaOptions) throws IOException {
    addNode(1, ports, javaOptions, List.of("--config", configuration().toString()));
  }

  /// Each node has a configuration of its own, which says where it finds the others and Asterisk.
  private void addNodes(StackOptions options, StackPorts ports) throws IOException {
    boolean byRelays = options.nodes() == Nodes.THREE_BY_RELAYS;
    var members = new ArrayList<Integer>();
    for (int number = 1; number <= options.nodes().count; number++) {
      members.add(byRelays ? freePorts.one() : ports.cluster() + number - 1);
    }
    for (int number = 1; number <= options.nodes().count; number++) {
      int member = members.get(number - 1);
      int manager = byRelays ? freePorts.one() : ports.ami();
      // Its own relay would lead it to itself.
      var found = members.stream().filter(port -> !byRelays || port != member).toList();
      var file = folder.resolve("city311-" + number + ".yaml");
      Files.writeString(file, options.yaml(ports.ofNode(manager, found), "data"));
      addNode(
          number,
          ports,
          byRelays ? List.of("-Dhazelcast.local.publicAddress=127.0.0.1:" + member) : List.of(),
          List.of("--config", file.toString(), "--node", "" + number));
      if (byRelays) {
        network.add(
            number,
            new StackNetwork.Ports(member, ports.cluster() + number - 1),
            new StackNetwork.Ports(manager, ports.ami()));
      }
    }
  }

  private void addNode(int number, StackPorts ports, List<String> javaOptions, List<String> words)
      throws IOException {
    var api =
        new CentreApi(
            "http://127.0.0.1:" + (ports.http() + number - 1), prepared.secret("api.token"));
    nodes.add(new StackNode(number, children, folder, home, javaOptions, words, api));
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

  /// Node 1's.
  CentreApi api() {
    return node(1).api();
  }

  /// A server, by its number from 1.
  StackNode node(int number) {
    return nodes.get(number - 1);
  }

  List<StackNode> nodes() {
    return List.copyOf(nodes);
  }

  /// The network between nodes that are joined by relays.
  StackNetwork network() {
    return network;
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
    return node(1).pid();
  }

  long asteriskPid() {
    return running(asterisk, "Asterisk").pid();
  }

  static Process running(@Nullable Process process, String name) {
    if (process == null || !process.isAlive()) {
      throw new IllegalStateException(name + " is not running");
    }
    return process;
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

  /// SIGKILL, and waits for the end.
  static void kill(Process process) throws IOException {
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
  interface Condition {
    boolean holds() throws IOException;
  }

  /// Waits until something holds.
  ///
  /// @throws IOException when it does not in that time, or the process ends before
  static void await(String what, Duration atMost, Process process, Condition condition)
      throws IOException {
    var end = Instant.now().plus(atMost);
    while (!condition.holds()) {
      if (!process.isAlive()) {
        throw new IOException(what + ": it ended with " + process.exitValue());
      }
      if (Instant.now().isAfter(end)) {
        throw new IOException(what + " did not come in " + atMost);
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
    nodes.forEach(node -> node.api().close());
    children.close();
    network.close();
    postgres.end();
    if (kept) {
      System.err.println("kept for a look: " + folder);
    } else {
      Folders.delete(folder);
    }
  }
}
