package org.city311.ivr.centre;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.acd.AcdTimer;
import org.city311.ivr.acd.Decision;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.Consult;
import org.city311.ivr.agent.ConsultId;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.event.CentreFeed;
import org.city311.ivr.leadership.Lease;
import org.city311.ivr.leadership.Office;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.switchboard.Switchboard;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's part of the call centre. Exactly one node leads: there the [Leader] decides. The others
/// carry to it what they are told, and see what it decides.
///
/// One thread changes what the node sees; events come in from any thread and are taken in order. The
/// queries may be asked from any thread and see the state after a decision: the last one where this
/// node leads, else one of a moment ago.
public final class CallCentre implements CentreFeed, Office, AutoCloseable {
  /// Events that may wait to be taken. Beyond it new ones are dropped and the switch is asked again.
  public static final int MAX_QUEUED_EVENTS = 100_000;

  /// How long an agent's wish may take to reach the leader before it has failed.
  static final Duration PROMPTLY = Duration.ofSeconds(3);

  /// How long one event may take before this node is held to be stuck: longer than the cluster needs to
  /// give up a frozen member that it waits for.
  private static final Duration STUCK = Duration.ofSeconds(15);

  private static final Duration REMINDER = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofMillis(200);
  private static final Duration LEASE_LOOK = Duration.ofMillis(5);

  private static final Logger log = LoggerFactory.getLogger(CallCentre.class);

  private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService timers =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("acd-timers").daemon().factory());
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong ignored = new AtomicLong();
  private final AtomicLong problems = new AtomicLong();
  private final View view;
  private final Plan plan;
  private final CentreStore store;
  private final Peers peers;
  private final Switchboard switchboard;
  private final InstantSource clock;
  private final Replica replica;
  private final Forwarder forwarder;
  private final Thread writer;
  private final boolean alone;
  private volatile Runnable onNewLeader = () -> {};
  private volatile @Nullable Mandate mandate;
  private volatile @Nullable Leader leader;
  private volatile long busySince;
  private volatile boolean closed;

  /// By what this node leads.
  private record Mandate(long term, Lease lease) {}

  /// By what calls are distributed.
  ///
  /// @param routing unless the store has one that was changed at run time
  public record Plan(AcdSettings acd, Routing routing) {}

  /// A centre of one node, which leads from its start on, where the store says it was left.
  ///
  /// @param routing unless the store has one that was changed at run time
  /// @param clock the time; may go backwards, which is then seen as standing still
  public CallCentre(
      AcdSettings settings,
      Routing routing,
      CentreStore store,
      Switchboard switchboard,
      InstantSource clock) {
    this(new Plan(settings, routing), store, switchboard, clock, null);
  }

  /// @param peers the other nodes; null in a centre of one node, which leads from its start on
  public CallCentre(
      Plan plan,
      CentreStore store,
      Switchboard switchboard,
      InstantSource clock,
      @Nullable Peers peers) {
    this.plan = plan;
    this.view = new View(plan.routing());
    this.store = store;
    this.switchboard = switchboard;
    this.clock = clock;
    this.alone = peers == null;
    this.peers = peers == null ? Peers.none() : peers;
    this.replica = new Replica(view, this::askForWhole);
    this.forwarder = new Forwarder(this.peers, replica::leader, this::arrived);
    this.writer = Thread.ofPlatform().name("acd").unstarted(this::run);
  }

  /// Begins; where there are other nodes, as one that follows until it is told to [#lead].
  public void start() {
    writer.start();
    if (alone) {
      lead(store.lastTerm() + 1, Lease.endless());
      CompletableFuture<Void> begun = new CompletableFuture<>();
      work.add(() -> begun.complete(null));
      begun.join();
      return;
    }
    forwarder.start();
    peers.listen(new FromPeers());
    long periodMillis = REMINDER.toMillis();
    var _ =
        timers.scheduleAtFixedRate(
            () -> work.add(this::remind), periodMillis, periodMillis, TimeUnit.MILLISECONDS);
  }

  /// @param then runs, on the writer's thread, whenever another leader has begun
  public void onNewLeader(Runnable then) {
    onNewLeader = then;
  }

  @Override
  public void prepare() {
    work.add(
        () -> {
          try {
            store.rehearse();
          } catch (RuntimeException e) {
            log.debug("not made ready to lead", e);
          }
        });
  }

  @Override
  public void lead(long term, Lease lease) {
    Mandate given = new Mandate(term, lease);
    mandate = given;
    work.add(() -> begin(given));
  }

  @Override
  public void follow() {
    mandate = null;
    work.add(this::stepDown);
  }

  /// Hands in what a flow, an agent or a recorder has to say; where another node leads, it is carried
  /// there. Never blocks.
  ///
  /// @return false if it was dropped because too many wait
  public boolean submit(AcdEvent event) {
    boolean taken = enqueue(() -> take(event, new CompletableFuture<>()));
    if (!taken) {
      drop();
    }
    return taken;
  }

  /// As [#submit].
  ///
  /// @return completed when the leader has saved it and this node sees what came of it; never, while
  ///     nobody leads. Whoever stops waiting completes it, so that it is not carried any more
  public CompletableFuture<Void> deliver(AcdEvent event) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    deliver(event, done);
    return done;
  }

  private void deliver(AcdEvent event, CompletableFuture<Void> done) {
    if (!enqueue(() -> take(event, done))) {
      drop();
      done.completeExceptionally(new IllegalStateException("too busy; try again in a second"));
    }
  }

  /// Hands in what the switch has told, or a timer: it counts where this node leads, and nowhere else, as
  /// each node hears the switch itself. Never blocks.
  public void observe(AcdEvent event) {
    if (mandate != null && !enqueue(() -> takeWhereLed(event))) {
      drop();
    }
  }

  private void drop() {
    if (dropped.getAndIncrement() % 1000 == 0) {
      log.error("event dropped: {} wait already; the switch will be asked again", work.size());
      after(Duration.ofSeconds(1), switchboard::lookAgain);
    }
  }

  /// Sets what an agent wants.
  ///
  /// @return the agent after it; empty if there is no such agent. Fails, like all that follow, if it could
  ///     not be saved, or did not reach the leader within 3 s
  public CompletableFuture<Optional<Agent>> setPresence(AgentId id, Presence presence) {
    return promptly(new AcdEvent.PresenceSet(id, presence)).thenApply(_ -> agent(id));
  }

  /// Gives an agent who wraps up more time.
  ///
  /// @return the agent after it; empty if there is no such agent
  public CompletableFuture<Optional<Agent>> extendWrapUp(AgentId id, Duration more) {
    return promptly(new AcdEvent.WrapUpExtended(id, more)).thenApply(_ -> agent(id));
  }

  /// Ends an agent's wrap-up now.
  ///
  /// @return the agent after it; empty if there is no such agent
  public CompletableFuture<Optional<Agent>> endWrapUp(AgentId id) {
    if (!(agent(id).map(Agent::activity).orElse(null) instanceof Activity.WrapUp wrapUp)) {
      return CompletableFuture.completedFuture(agent(id));
    }
    var _ = deliver(new AcdEvent.WrapUpExtended(id, AcdSettings.MAX_WRAP_UP.negated()));
    return promptly(new AcdEvent.TimerFired(new AcdTimer.WrapUpOver(id, wrapUp.call())))
        .thenApply(_ -> agent(id));
  }

  /// Lets an agent ask a colleague, if both are free to.
  ///
  /// @param id of the channel that dialled
  /// @return what keeps the consult from coming about; empty when it has begun
  public CompletableFuture<Optional<Consult.Obstacle>> consult(
      ConsultId id, AgentId from, AgentId to) {
    return promptly(new AcdEvent.ConsultAsked(id, from, to)).thenApply(_ -> obstacle(id, from, to));
  }

  /// What has changed since the leader decided is as good a reason as what it saw.
  private Optional<Consult.Obstacle> obstacle(ConsultId id, AgentId from, AgentId to) {
    Agent asking = view.agentsById().get(from);
    Agent asked = view.agentsById().get(to);
    if (asking != null && asking.consult() != null && asking.consult().id().equals(id)) {
      return Optional.empty();
    }
    return asking == null || asked == null
        ? Optional.of(Consult.Obstacle.NOT_NOW)
        : Consult.obstacle(asking, asked).or(() -> Optional.of(Consult.Obstacle.NOT_NOW));
  }

  /// Changes skill groups and agents. Callers in the queue keep their places.
  ///
  /// @param from what the change was made from
  /// @return false if the routing was another by then: nothing was changed
  public CompletableFuture<Boolean> reroute(Routing from, Routing to) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    // Asked for before it is handed in, so that the writer looks before it takes the next change.
    CompletableFuture<Boolean> made = done.thenApply(_ -> routing().equals(to));
    deliver(new AcdEvent.RoutingChanged(from, to), done);
    var _ = done.orTimeout(PROMPTLY.toMillis(), TimeUnit.MILLISECONDS);
    return made;
  }

  private CompletableFuture<Void> promptly(AcdEvent event) {
    CompletableFuture<Void> done = deliver(event);
    var _ = done.orTimeout(PROMPTLY.toMillis(), TimeUnit.MILLISECONDS);
    return done;
  }

  public Optional<Agent> agent(AgentId id) {
    return Optional.ofNullable(view.agentsById().get(id));
  }

  /// The agent whose phone has this SIP account.
  public Optional<Agent> agentAt(String phone) {
    return view.agents().stream().filter(a -> a.profile().phone().equals(phone)).findFirst();
  }

  /// All agents, by id.
  public List<Agent> agents() {
    return view.agents().stream().sorted(Comparator.comparing(Agent::id)).toList();
  }

  public Optional<Call> call(CallId id) {
    return Optional.ofNullable(view.callsById().get(id));
  }

  /// The callback to this number that is not over.
  public Optional<Call> callbackTo(String number) {
    return view.callbackTo(number);
  }

  /// The skill groups and agents that calls are routed by.
  public Routing routing() {
    return view.routing();
  }

  /// Whether the switch can be asked to ring anyone.
  public boolean isSwitchUp() {
    return (leader != null || replica.isComplete()) && view.isSwitchUp();
  }

  /// Whether this node leads, or is to.
  public boolean leads() {
    return mandate != null;
  }

  /// The number of the node that leads, as far as this one knows; 0 for nobody.
  public int leader() {
    return leader == null ? replica.leader() : peers.self();
  }

  /// The highest term that this node has heard of.
  public long term() {
    Mandate now = mandate;
    return Math.max(now == null ? 0 : now.term(), replica.term());
  }

  /// Whether the thread that decides is alive and gets on.
  public boolean isAlive() {
    long since = busySince;
    boolean stuck = since != 0 && System.nanoTime() - since > STUCK.toNanos();
    return writer.isAlive() && !stuck;
  }

  /// Events that wait to be taken, here or by the leader.
  public int queuedEvents() {
    return work.size() + forwarder.waiting();
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
    return view.watch(name, subscriber, this::feed);
  }

  @Override
  public Subscription subscribeWhereLed(String name, Subscriber subscriber) {
    return view.watchWhereLed(name, subscriber, this::feedWhereLed);
  }

  @Override
  public void confirmRecorded(CallId call) {
    submit(new AcdEvent.RecordConfirmed(call));
  }

  /// Stops deciding. What waits is not taken; the switch tells it to the next leader.
  @Override
  public void close() {
    closed = true;
    forwarder.close();
    timers.shutdownNow();
    writer.interrupt();
    try {
      if (writer.getState() != Thread.State.NEW) {
        writer.join(Duration.ofSeconds(5));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    view.close();
  }

  private void feed(FeedHub.Reader hungry) {
    work.add(() -> view.feed(hungry, clock.instant()));
  }

  private void feedWhereLed(FeedHub.Reader hungry) {
    work.add(() -> view.feedWhereLed(hungry, clock.instant(), leader != null));
  }

  private boolean enqueue(Runnable task) {
    return !closed && work.size() < MAX_QUEUED_EVENTS && work.offer(task);
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
        failed(e);
      } finally {
        busySince = 0;
      }
    }
  }

  private void failed(RuntimeException fault) {
    problems.incrementAndGet();
    log.error("an event could not be taken; the switch will be asked again", fault);
    after(Duration.ofSeconds(1), switchboard::lookAgain);
  }

  /// The leader of this node if it may act now. One whose lease has run out waits for its renewal, or
  /// for the word that another leads.
  private @Nullable Leader acting() {
    Leader now = leader;
    while (now != null && !closed) {
      Mandate by = mandate;
      if (by == null || by.term() != now.at().term()) {
        return null;
      }
      if (by.lease().isValid()) {
        return now;
      }
      busySince = 0;
      try {
        Thread.sleep(LEASE_LOOK);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
      busySince = System.nanoTime();
    }
    return null;
  }

  private void take(AcdEvent event, CompletableFuture<Void> done) {
    if (done.isDone()) {
      return;
    }
    Leader acting = acting();
    if (acting == null) {
      if (!forwarder.add(new Forwarder.Item(event, done))) {
        done.completeExceptionally(new IllegalStateException("no leader; try again in a second"));
      }
      return;
    }
    try {
      acting.take(event);
      done.complete(null);
    } catch (RuntimeException e) {
      failed(e);
      done.completeExceptionally(e);
    }
  }

  private void takeWhereLed(AcdEvent event) {
    Leader acting = acting();
    if (acting != null) {
      acting.take(event);
    }
  }

  private void begin(Mandate given) {
    if (closed || !given.equals(mandate)) {
      return;
    }
    if (!given.lease().isValid()) {
      after(RETRY, () -> work.add(() -> begin(given)));
      return;
    }
    try {
      leader = new Leader(given.term(), plan, store, view, peers, clock, new Deeds());
    } catch (RuntimeException e) {
      log.error("the calls can't be loaded yet; trying again: term={}", given.term(), e);
      after(RETRY, () -> work.add(() -> begin(given)));
      return;
    }
    replica.end();
    forwarder.takeBack().forEach(item -> take(item.event(), item.done()));
    onNewLeader.run();
  }

  private void stepDown() {
    Leader was = leader;
    if (was != null && mandate == null) {
      leader = null;
      view.setSwitchUp(false);
      replica.begin(was.at());
    }
  }

  private void remind() {
    Leader now = leader;
    Mandate by = mandate;
    if (now != null && by != null && by.lease().isValid()) {
      now.remind();
    }
  }

  private void hear(Peers.Told told) {
    stepDown();
    if (leader == null) {
      replica.hear(told);
    }
  }

  private void askForWhole(int from) {
    var _ =
        peers
            .whole(from)
            .whenComplete(
                (whole, fault) ->
                    work.add(
                        () -> {
                          if (leader != null) {
                            return;
                          }
                          if (fault == null && replica.take(whole, clock.instant())) {
                            onNewLeader.run();
                          } else {
                            after(RETRY, () -> work.add(replica::askAgain));
                          }
                        }));
  }

  /// Each event is done once this node sees what came of it.
  private void arrived(List<Forwarder.Item> items, long first, Peers.Taken answer) {
    Runnable finish =
        () -> {
          long number = first;
          for (Forwarder.Item item : items) {
            if (answer.failed().contains(number)) {
              item.done()
                  .completeExceptionally(new IllegalStateException("the leader could not save it"));
            } else {
              item.done().complete(null);
            }
            number++;
          }
        };
    work.add(
        () -> {
          if (leader == null) {
            replica.when(answer.at(), finish);
          } else {
            finish.run();
          }
        });
  }

  /// Never early: what is due at an instant is not yet due a fraction of a millisecond before it.
  private void after(Duration delay, Runnable task) {
    if (!timers.isShutdown()) {
      var _ = timers.schedule(task, Math.max(0, delay.toMillis() + 1), TimeUnit.MILLISECONDS);
    }
  }

  /// What the leader's decisions do outside it.
  private final class Deeds implements Leader.Actions {
    @Override
    public void carryOut(AcdCommand command, Instant now) {
      switch (command) {
        case AcdCommand.RingAgent ring -> switchboard.ring(ring.offer(), ring.call(), ring.agent());
        case AcdCommand.Treat treat -> switchboard.treat(treat.call(), treat.treatment());
        case AcdCommand.HangUpOffer hangUp -> switchboard.hangUp(hangUp.offer());
        case AcdCommand.CallResident out -> switchboard.callResident(out.call(), out.offer());
        case AcdCommand.CallResidentFirst out -> switchboard.callResidentFirst(out.call());
        case AcdCommand.HangUpResident hangUp -> switchboard.hangUp(hangUp.call());
        case AcdCommand.LookAgain _ -> switchboard.lookAgain();
        case AcdCommand.Wake wake ->
            after(
                Duration.between(now, wake.at()),
                () -> observe(new AcdEvent.TimerFired(wake.timer())));
      }
    }

    @Override
    public void lookAgain() {
      switchboard.lookAgain();
    }

    @Override
    public void count(Decision decision) {
      ignored.addAndGet(decision.ignored().size());
      for (String problem : decision.problems()) {
        problems.incrementAndGet();
        log.warn("impossible event: {}", problem);
      }
    }

    @Override
    public void failed(RuntimeException fault) {
      CallCentre.this.failed(fault);
    }
  }

  /// What other nodes say and ask.
  private final class FromPeers implements Peers.Listener {
    @Override
    public CompletableFuture<Peers.Taken> forwarded(Peers.Forwarded events) {
      return asLeader(acting -> acting.take(events));
    }

    @Override
    public CompletableFuture<Peers.Whole> whole() {
      return asLeader(Leader::whole);
    }

    private <T> CompletableFuture<T> asLeader(Function<Leader, T> task) {
      CompletableFuture<T> answer = new CompletableFuture<>();
      boolean queued =
          mandate != null
              && enqueue(
                  () -> {
                    Leader acting = acting();
                    if (acting == null) {
                      answer.completeExceptionally(new NotLeading());
                    } else {
                      answer.complete(task.apply(acting));
                    }
                  });
      if (!queued) {
        answer.completeExceptionally(new NotLeading());
      }
      return answer;
    }

    /// A leader of a later term ends ours even before Asterisk tells us.
    @Override
    public void told(Peers.Told told) {
      Mandate now = mandate;
      if (now != null && told.at().term() > now.term()) {
        mandate = null;
      }
      if (work.size() < MAX_QUEUED_EVENTS) {
        work.add(() -> hear(told));
      }
    }
  }
}
