package org.city311.loadtest;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.city311.loadtest.DemoResidents.Choice;
import org.city311.loadtest.SippAgent.Account;
import org.jspecify.annotations.Nullable;

/// Residents and agents who play on a running City311, gently and until they are stopped.
///
/// Agents come from the server's list, their phones' secrets from its data folder. A shutdown hook
/// (SIGTERM) signs the agents out and hangs up every resident's call.
final class Demo implements AutoCloseable {
  /// Residents call this often for each agent.
  private static final Duration PERIOD_FOR_ONE_AGENT = Duration.ofSeconds(28);

  /// So long agents may take to leave their phones at the end.
  private static final Duration LEAVING = Duration.ofSeconds(5);

  /// The server takes calls before its database is there, which accounts need.
  private static final Duration ACCOUNTS_WITHIN = Duration.ofMinutes(1);

  private static final Duration RETRY = Duration.ofSeconds(1);

  /// As many batches of residents at a time, the oldest then hangs up.
  private static final int BATCHES = 6;

  private final PrintStream out;
  private final Prepared prepared;
  private final CentreApi api;
  private final Centre centre;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final List<Thread> shifts = new ArrayList<>();
  private final Deque<DemoResidents> batches = new ArrayDeque<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread hook = new Thread(this::close, "demo-end");
  private volatile @Nullable DemoAccounts accounts;

  private Demo(PrintStream out, Prepared prepared) throws IOException {
    this.out = out;
    this.prepared = prepared;
    api = new CentreApi(prepared.http(), prepared.secret("api.token"));
    // Beside the stack's own files, not a new one each time: whatever ends a demo, the next one
    // clears up.
    var folder = prepared.data().resolve("demo");
    Folders.deleteIfThere(folder);
    Files.createDirectories(folder);
    centre =
        new Centre(
            prepared.sip(),
            prepared.numbers().getFirst(),
            folder,
            new ChildProcesses(),
            new FreePorts());
  }

  /// Of the stack that runs with this configuration.
  static Demo of(Path configuration, PrintStream out) throws IOException {
    var file = configuration.toAbsolutePath();
    return of(Objects.requireNonNull(file.getParent()), List.of("--config", file.toString()), out);
  }

  /// Of the stack that runs with what counts in this folder: its `city311.yaml`, or else the defaults.
  static Demo in(Path folder, PrintStream out) throws IOException {
    return of(folder.toAbsolutePath(), List.of(), out);
  }

  private static Demo of(Path folder, List<String> words, PrintStream out) throws IOException {
    Sipp.requireInstalled();
    try (var children = new ChildProcesses()) {
      return new Demo(out, Prepared.run(Home.find(), children, folder, words));
    }
  }

  /// Plays until the thread is interrupted or the process is stopped.
  void run() throws IOException {
    Runtime.getRuntime().addShutdownHook(hook);
    if (prepared.agents().isEmpty()) {
      throw new IOException("the configuration has no agents");
    }
    try {
      accounts = madeAccounts();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    prepared.agents().forEach(this::startAgent);
    out.printf(
        "%d agents work, residents call %s; stop with Ctrl-C%n",
        prepared.agents().size(), centre.number());
    try {
      for (int batch = 0; !closed.get(); batch++) {
        startResidents(batch);
        Thread.sleep(period().multipliedBy(DemoResidents.CALLS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private DemoAccounts madeAccounts() throws IOException, InterruptedException {
    long begunNs = System.nanoTime();
    while (true) {
      try {
        return DemoAccounts.make(api, centre.folder(), out);
      } catch (IOException e) {
        if (System.nanoTime() - begunNs > ACCOUNTS_WITHIN.toNanos()) {
          throw e;
        }
        Thread.sleep(RETRY);
      }
    }
  }

  private Duration period() {
    return PERIOD_FOR_ONE_AGENT.dividedBy(prepared.agents().size());
  }

  private void startAgent(String id) {
    var account = new Account(prepared.sip(), id, prepared.secret("sip." + id));
    var agent = new DemoAgent(centre, api, account, random, out);
    shifts.add(Thread.ofVirtual().name("demo-" + id).start(agent));
  }

  private synchronized void startResidents(int number) throws IOException {
    if (closed.get()) {
      return;
    }
    batches.removeIf(batch -> !batch.isAlive());
    if (batches.size() == BATCHES) {
      batches.removeFirst().close();
    }
    var folder = centre.folder().resolve("residents-" + number % (2 * BATCHES));
    Folders.deleteIfThere(folder);
    batches.add(DemoResidents.start(centre, folder, choice(), period(), random));
  }

  /// The menu has a key for each skill group, in the configuration's order, from 1.
  private Choice choice() throws IOException {
    var groups = api.live().path("groups");
    return new Choice(Math.max(1, groups.path(0).path("name").size()), Math.max(1, groups.size()));
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    shifts.forEach(Thread::interrupt);
    prepared.agents().forEach(this::signOut);
    synchronized (this) {
      batches.forEach(DemoResidents::close);
    }
    centre.children().close();
    shifts.forEach(Demo::awaitEnd);
    var made = accounts;
    if (made != null) {
      made.close();
    }
    api.close();
    Folders.deleteIfThere(centre.folder());
    out.println("the demo has ended");
  }

  private static void awaitEnd(Thread shift) {
    try {
      var _ = shift.join(LEAVING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void signOut(String agent) {
    try {
      api.signOut(agent);
    } catch (IOException e) {
      out.println("agent " + agent + " could not sign out: " + e.getMessage());
    }
  }
}
