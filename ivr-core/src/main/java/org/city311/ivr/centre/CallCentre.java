package org.city311.ivr.centre;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.acd.AcdTimer;
import org.city311.ivr.acd.CallAct;
import org.city311.ivr.acd.CallAct.Refusal;
import org.city311.ivr.acd.Monitors;
import org.city311.ivr.acd.Permits;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.Consult;
import org.city311.ivr.agent.ConsultId;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.SkillGroupId;
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

  private static final Duration REMINDER = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(CallCentre.class);

  private final AtomicLong dropped = new AtomicLong();
  private final View view;
  private final CentreStore store;
  private final Peers peers;
  private final InstantSource clock;
  private final Writer writer;
  private final Deeds deeds;
  private final Reign reign;
  private final OtherNodes others;
  private final boolean alone;

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
    this.view = new View(plan.routing());
    this.store = store;
    this.clock = clock;
    this.alone = peers == null;
    this.peers = peers == null ? Peers.none() : peers;
    this.writer = new Writer(this::failed);
    this.deeds = new Deeds(switchboard, writer, this::observe);
    this.reign =
        new Reign(
            writer,
            term -> new Leader(term, plan, store, view, this.peers, clock, deeds),
            new Change());
    this.others = new OtherNodes(this.peers, view, writer, reign, clock);
  }

  /// Begins; where there are other nodes, as one that follows until it is told to [#lead].
  public void start() {
    writer.start();
    if (alone) {
      lead(store.lastTerm() + 1, Lease.endless());
      CompletableFuture<Void> begun = new CompletableFuture<>();
      writer.add(() -> begun.complete(null));
      begun.join();
      return;
    }
    others.start();
    writer.every(REMINDER, reign::remind);
  }

  /// @param then runs, on the writer's thread, whenever another leader has begun
  public void onNewLeader(Runnable then) {
    others.onNewLeader(then);
  }

  @Override
  public void prepare() {
    writer.add(
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
    reign.give(term, lease);
  }

  @Override
  public void follow() {
    reign.end();
  }

  /// Hands in what a flow, an agent or a recorder has to say; where another node leads, it is carried
  /// there. Never blocks.
  ///
  /// @return false if it was dropped because too many wait
  public boolean submit(AcdEvent event) {
    boolean taken = writer.offer(() -> take(event, new CompletableFuture<>()));
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
    if (!writer.offer(() -> take(event, done))) {
      drop();
      done.completeExceptionally(new IllegalStateException("too busy; try again in a second"));
    }
  }

  /// Hands in what the switch has told, or a timer: it counts where this node leads, and nowhere else, as
  /// each node hears the switch itself. Never blocks.
  public void observe(AcdEvent event) {
    if (reign.isGiven() && !writer.offer(() -> takeWhereLed(event))) {
      drop();
    }
  }

  private void drop() {
    if (dropped.getAndIncrement() % 1000 == 0) {
      log.error("event dropped: {} wait already; the switch will be asked again", writer.queued());
      deeds.lookAgainSoon();
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

  /// Does something in an agent's call.
  ///
  /// @param call the one that is meant
  /// @return what kept it from being done; empty when it is done, or was already
  public CompletableFuture<Optional<Refusal>> act(AgentId id, CallId call, CallAct act) {
    Agent before = view.agentsById().get(id);
    if (before == null) {
      return CompletableFuture.completedFuture(Optional.of(Refusal.NO_CALL));
    }
    if (Permits.isDone(before, call, act)) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    Optional<Refusal> refusal =
        isSwitchUp() ? refusal(before, call, act) : Optional.of(Refusal.SWITCH_DOWN);
    return refusal.isPresent()
        ? CompletableFuture.completedFuture(refusal)
        : promptly(new AcdEvent.ActAsked(id, call, act)).thenApply(_ -> cameOf(before, call, act));
  }

  private Optional<Refusal> refusal(Agent agent, CallId call, CallAct act) {
    Permits permits =
        new Permits(view.agentsById()::get, group -> routing().group(group).orElse(null));
    return permits.refusal(agent, call, act, clock.instant());
  }

  private Optional<Refusal> cameOf(Agent before, CallId call, CallAct act) {
    Agent after = view.agentsById().get(before.id());
    if (after == null) {
      return Optional.empty();
    }
    boolean done =
        act instanceof CallAct.End
            || Permits.isDone(after, call, act)
            || (act instanceof CallAct.Swap && !Objects.equals(before.consult(), after.consult()));
    return done
        ? Optional.empty()
        : refusal(after, call, act).or(() -> Optional.of(Refusal.TOO_LATE));
  }

  /// Has a waiting call served by others, or before others.
  ///
  /// @param group null for the one it waits for
  /// @return the call after it; empty if there is no such call
  public CompletableFuture<Optional<Call>> move(
      CallId call, @Nullable SkillGroupId group, boolean front) {
    return promptly(new AcdEvent.MoveAsked(call, group, front)).thenApply(_ -> call(call));
  }

  /// Has a supervisor hear an agent's talk, or be heard in it by others than until now.
  ///
  /// @return what kept it from being done; empty when the supervisor's phone rings, or did already
  public CompletableFuture<Optional<Refusal>> monitor(
      AgentId supervisor, AgentId agent, Consult.Mode mode) {
    Agent who = view.agentsById().get(supervisor);
    Agent whom = view.agentsById().get(agent);
    Optional<Refusal> refusal =
        who == null || whom == null
            ? Optional.of(Refusal.UNKNOWN_TARGET)
            : !isSwitchUp() ? Optional.of(Refusal.SWITCH_DOWN) : Monitors.refusal(who, whom);
    return refusal.isPresent()
        ? CompletableFuture.completedFuture(refusal)
        : promptly(new AcdEvent.MonitorAsked(supervisor, agent, mode))
            .thenApply(_ -> monitors(supervisor, agent) ? none() : Optional.of(Refusal.TOO_LATE));
  }

  private static Optional<Refusal> none() {
    return Optional.empty();
  }

  private boolean monitors(AgentId supervisor, AgentId agent) {
    return agent(supervisor)
        .map(Monitors::watchOf)
        .filter(watch -> watch.agent().equals(agent))
        .isPresent();
  }

  /// Ends a supervisor's monitoring, if there is any.
  public CompletableFuture<Void> endMonitor(AgentId supervisor) {
    return promptly(new AcdEvent.MonitorAsked(supervisor, null, Consult.Mode.LISTEN));
  }

  /// Gives a resident to the supervisor who monitors the talk.
  ///
  /// @return what kept it from being done
  public CompletableFuture<Optional<Refusal>> takeOver(AgentId supervisor, CallId call) {
    Agent who = view.agentsById().get(supervisor);
    if (who == null) {
      return CompletableFuture.completedFuture(Optional.of(Refusal.UNKNOWN_TARGET));
    }
    if (talksOn(who, call)) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    Consult.Watch watch = Monitors.watchOf(who);
    Agent whom = watch == null ? null : view.agentsById().get(watch.agent());
    Optional<Refusal> refusal = Monitors.refusal(who, whom, call);
    return refusal.isPresent()
        ? CompletableFuture.completedFuture(refusal)
        : promptly(new AcdEvent.TakeOverAsked(supervisor, call))
            .thenApply(
                _ ->
                    agent(supervisor).filter(after -> talksOn(after, call)).isPresent()
                        ? none()
                        : Optional.of(Refusal.TOO_LATE));
  }

  private static boolean talksOn(Agent agent, CallId call) {
    return agent.activity() instanceof Activity.Talking talking && talking.call().equals(call);
  }

  /// All calls in progress, and those ended whose record is not safe yet.
  public List<Call> calls() {
    return List.copyOf(view.calls());
  }

  /// Tells all who are at work something.
  ///
  /// @param from who, for people to read
  public CompletableFuture<Void> tellAll(String from, String text) {
    return promptly(new AcdEvent.NoticeGiven(from, text));
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
    return (reign.hasBegun() || others.isViewComplete()) && view.isSwitchUp();
  }

  /// Whether this node leads, or is to.
  public boolean leads() {
    return reign.isGiven();
  }

  /// The number of the node that leads, as far as this one knows; 0 for nobody.
  public int leader() {
    return reign.hasBegun() ? peers.self() : others.leader();
  }

  /// The highest term that this node has heard of.
  public long term() {
    return Math.max(reign.term(), others.term());
  }

  /// Whether the thread that decides is alive and gets on.
  public boolean isAlive() {
    return writer.isAlive();
  }

  /// Events that wait to be taken, here or by the leader.
  public int queuedEvents() {
    return writer.queued() + others.waiting();
  }

  /// Events dropped because too many waited.
  public long droppedEvents() {
    return dropped.get();
  }

  /// Events that came late or twice.
  public long ignoredEvents() {
    return deeds.ignored();
  }

  /// Events that should not have been possible.
  public long impossibleEvents() {
    return deeds.problems();
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
    others.close();
    writer.close();
    view.close();
  }

  private void feed(FeedHub.Reader hungry) {
    writer.add(() -> view.feed(hungry, clock.instant()));
  }

  private void feedWhereLed(FeedHub.Reader hungry) {
    writer.add(() -> view.feedWhereLed(hungry, clock.instant(), reign.hasBegun()));
  }

  private void failed(RuntimeException fault) {
    deeds.failed(fault);
  }

  private void take(AcdEvent event, CompletableFuture<Void> done) {
    if (done.isDone()) {
      return;
    }
    Leader acting = reign.acting();
    if (acting == null) {
      if (!others.carry(event, done)) {
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
    Leader acting = reign.acting();
    if (acting != null) {
      acting.take(event);
    }
  }

  private final class Change implements Reign.Change {
    @Override
    public void begun() {
      others.led().forEach(item -> take(item.event(), item.done()));
      others.newLeader();
    }

    @Override
    public void ended(Peers.Mark last) {
      view.setSwitchUp(false);
      others.follow(last);
    }
  }
}
