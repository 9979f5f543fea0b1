package org.city311.ivr.centre;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.city311.ivr.acd.Acd;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.acd.Decision;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.event.CentreFeed;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.switchboard.Switchboard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the call centre: the one thread that changes it. Events come in from any thread and are taken
/// in order; each decision is saved, then carried out, then told to the feed.
///
/// The queries may be asked from any thread and see the state after the last decision.
public final class CallCentre implements CentreFeed, AutoCloseable {
  /// Events that may wait to be taken. Beyond it new ones are dropped and the switch is asked again.
  public static final int MAX_QUEUED_EVENTS = 100_000;

  /// How long one event may take before this node is held to be stuck.
  private static final Duration STUCK = Duration.ofSeconds(3);

  private static final Logger log = LoggerFactory.getLogger(CallCentre.class);

  private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>(MAX_QUEUED_EVENTS);
  private final ScheduledExecutorService timers =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("acd-timers").daemon().factory());
  private final Map<CallId, Call> calls = new ConcurrentHashMap<>();
  private final Map<AgentId, Agent> agents = new ConcurrentHashMap<>();
  private final FeedHub hub = new FeedHub();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong ignored = new AtomicLong();
  private final AtomicLong problems = new AtomicLong();
  private final Acd acd;
  private final CentreStore store;
  private final Switchboard switchboard;
  private final InstantSource clock;
  private final Thread writer;
  private Instant now;
  private volatile long busySince;
  private volatile Routing routing;
  private volatile boolean switchUp;
  private volatile boolean closed;

  /// Takes up the centre where the store says it was left.
  ///
  /// @param routing unless the store has one that was changed at run time
  /// @param clock the time; may go backwards, which is then seen as standing still
  public CallCentre(
      AcdSettings settings,
      Routing routing,
      CentreStore store,
      Switchboard switchboard,
      InstantSource clock) {
    this.store = store;
    this.switchboard = switchboard;
    this.clock = clock;
    this.now = clock.instant();
    CentreStore.Saved saved = store.load();
    this.acd =
        new Acd(
            settings,
            saved.routing() == null ? routing : saved.routing(),
            saved.calls(),
            saved.agents(),
            now);
    this.routing = acd.routing();
    var snapshot = acd.snapshot(now);
    snapshot.calls().forEach(call -> calls.put(call.id(), call));
    snapshot.agents().forEach(agent -> agents.put(agent.id(), agent));
    this.writer = Thread.ofPlatform().name("acd").unstarted(this::run);
  }

  public void start() {
    writer.start();
  }

  /// Hands in an event. Never blocks.
  ///
  /// @return false if it was dropped because too many wait; the switch is then asked again
  public boolean submit(AcdEvent event) {
    if (enqueue(() -> take(event))) {
      return true;
    }
    if (dropped.getAndIncrement() % 1000 == 0) {
      log.error("event dropped: {} wait already; the switch will be asked again", work.size());
      after(Duration.ofSeconds(1), switchboard::lookAgain);
    }
    return false;
  }

  /// Sets what an agent wants.
  ///
  /// @return the agent after it; empty if there is no such agent
  public CompletableFuture<Optional<Agent>> setPresence(AgentId id, Presence presence) {
    CompletableFuture<Optional<Agent>> done = new CompletableFuture<>();
    boolean queued =
        enqueue(
            () -> {
              take(new AcdEvent.PresenceSet(id, presence));
              done.complete(agent(id));
            });
    if (!queued) {
      done.completeExceptionally(new IllegalStateException("too busy; try again in a second"));
    }
    return done;
  }

  public Optional<Agent> agent(AgentId id) {
    return Optional.ofNullable(agents.get(id));
  }

  /// The agent whose phone has this SIP account.
  public Optional<Agent> agentAt(String phone) {
    return agents.values().stream().filter(a -> a.profile().phone().equals(phone)).findFirst();
  }

  /// All agents, by id.
  public List<Agent> agents() {
    return agents.values().stream().sorted(Comparator.comparing(Agent::id)).toList();
  }

  public Optional<Call> call(CallId id) {
    return Optional.ofNullable(calls.get(id));
  }

  /// The skill groups and agents that calls are routed by.
  public Routing routing() {
    return routing;
  }

  /// Whether the switch can be asked to ring anyone.
  public boolean isSwitchUp() {
    return switchUp;
  }

  /// Whether the thread that decides is alive and gets on.
  public boolean isAlive() {
    boolean stuck = busySince != 0 && System.nanoTime() - busySince > STUCK.toNanos();
    return writer.isAlive() && !stuck;
  }

  /// Events that wait to be taken.
  public int queuedEvents() {
    return work.size();
  }

  /// Events dropped because too many waited.
  public long droppedEvents() {
    return dropped.get();
  }

  /// Events that came late or twice.
  public long ignoredEvents() {
    return ignored.get();
  }

  /// Events that should not have been possible.
  public long impossibleEvents() {
    return problems.get();
  }

  @Override
  public Subscription subscribe(String name, Subscriber subscriber) {
    return hub.subscribe(name, subscriber, this::feed);
  }

  @Override
  public void confirmRecorded(CallId call) {
    submit(new AcdEvent.RecordConfirmed(call));
  }

  /// Stops deciding. What waits is not taken; the switch tells it to the next server.
  @Override
  public void close() {
    closed = true;
    timers.shutdownNow();
    writer.interrupt();
    try {
      writer.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    hub.close();
  }

  private void feed(FeedHub.Reader hungry) {
    if (!enqueue(() -> hub.feed(hungry, acd.snapshot(now)))) {
      after(Duration.ofSeconds(1), () -> feed(hungry));
    }
  }

  private boolean enqueue(Runnable task) {
    return !closed && work.offer(task);
  }

  private void run() {
    while (!closed) {
      try {
        Runnable task = work.take();
        busySince = System.nanoTime();
        task.run();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        // The edge of the single writer: one bad event must not end the centre.
        problems.incrementAndGet();
        log.error("an event could not be taken; the switch will be asked again", e);
        after(Duration.ofSeconds(1), switchboard::lookAgain);
        recover();
      } finally {
        busySince = 0;
      }
    }
  }

  /// After a fault what was decided may not have been told: everyone starts again from what is.
  private void recover() {
    var snapshot = acd.snapshot(now);
    snapshot.calls().forEach(call -> calls.put(call.id(), call));
    snapshot.agents().forEach(agent -> agents.put(agent.id(), agent));
    hub.feedAll(snapshot);
    try {
      store.saveAll(snapshot);
    } catch (RuntimeException e) {
      log.error("the centre's state can't be saved; it is tried again with each change", e);
    }
  }

  private void take(AcdEvent event) {
    Instant read = clock.instant();
    now = read.isBefore(now) ? now : read;
    Decision decision = acd.decide(event, now);
    switchUp = acd.isSwitchUp();
    if (decision.changesState()) {
      store.save(decision);
    }
    decision.calls().forEach(call -> calls.put(call.id(), call));
    decision.agents().forEach(agent -> agents.put(agent.id(), agent));
    decision.forgotten().forEach(calls::remove);
    decision.gone().forEach(agents::remove);
    routing = acd.routing();
    decision.commands().forEach(this::carryOut);
    hub.publish(decision.events());
    ignored.addAndGet(decision.ignored().size());
    for (String problem : decision.problems()) {
      problems.incrementAndGet();
      log.warn("impossible event: {}", problem);
    }
  }

  private void carryOut(AcdCommand command) {
    switch (command) {
      case AcdCommand.RingAgent ring -> switchboard.ring(ring.offer(), ring.call(), ring.agent());
      case AcdCommand.Treat treat -> switchboard.treat(treat.call(), treat.treatment());
      case AcdCommand.HangUpOffer hangUp -> switchboard.hangUp(hangUp.offer());
      case AcdCommand.LookAgain _ -> switchboard.lookAgain();
      case AcdCommand.Wake wake ->
          after(
              Duration.between(now, wake.at()),
              () -> submit(new AcdEvent.TimerFired(wake.timer())));
    }
  }

  /// Never early: what is due at an instant is not yet due a fraction of a millisecond before it, and
  /// would not be looked at again.
  private void after(Duration delay, Runnable task) {
    var _ = timers.schedule(task, Math.max(0, delay.toMillis() + 1), TimeUnit.MILLISECONDS);
  }
}
