package org.city311.ivr.asterisk;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.DefaultManagerConnection;
import org.asteriskjava.manager.ManagerConnection;
import org.asteriskjava.manager.ManagerConnectionState;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.PlayDtmfAction;
import org.asteriskjava.manager.event.ConnectEvent;
import org.asteriskjava.manager.event.DisconnectEvent;
import org.asteriskjava.manager.event.DtmfEndEvent;
import org.asteriskjava.manager.event.FullyBootedEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.SwitchView;
import org.city311.ivr.call.CallId;
import org.city311.ivr.leadership.Claim;
import org.city311.ivr.leadership.Heartbeats;
import org.city311.ivr.leadership.Witness;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The link to Asterisk's manager interface: one connection for events, one for actions, so that
/// neither waits for the other. Both reconnect for ever; after each new connection the switch is
/// looked at anew, because what happened meanwhile is lost.
///
/// Once a second the link is pinged, and this node's heartbeat is written for the dialplan and the
/// other nodes, in Asterisk's own time. Then all nodes' heartbeats and the leader's claim are read.
///
/// Calls are told to the node that leads alone, and looked at by it alone: the others would only take the
/// machine's time for them. Who begins to lead has them told, and looks.
public final class AmiLink implements Witness, AutoCloseable {
  private static final Duration RETRY = Duration.ofMillis(200);
  private static final int TRIES_UNTIL_SAID = 150;
  private static final Logger log = LoggerFactory.getLogger(AmiLink.class);

  private final AmiSettings settings;
  private final Listener listener;
  private final SwitchInspector inspector;
  private final Heart heart;
  private final Hearing hearing;
  private final AmiEvents meanings = new AmiEvents();
  private final Keypads keypads = new Keypads(this::nudge);
  private final ManagerConnection events;
  private final ManagerConnection actions;
  private final ScheduledExecutorService upkeep =
      Executors.newScheduledThreadPool(3, Thread.ofPlatform().name("ami-", 0).daemon().factory());
  private final ExecutorService looks =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("ami-look").daemon().factory());
  private final AtomicBoolean lookWanted = new AtomicBoolean();

  /// Held for the moment in which a loss or what was seen is told, so that nothing seen before a loss is told after it.
  private final Object telling = new Object();

  /// How often a connection broke. Changed in [#telling] only.
  private volatile int losses;

  private final ReentrantLock beating = new ReentrantLock();
  private volatile BooleanSupplier serving = () -> true;
  private volatile Consumer<Heartbeats> watcher = _ -> {};
  private volatile @Nullable Instant booted;
  private volatile boolean wasUp;
  private volatile boolean draining;
  private volatile boolean closed;
  private volatile Duration lag = Duration.ZERO;

  /// This node's part of the centre. Its methods return at once.
  public interface Listener {
    /// Takes what happens.
    void observe(AcdEvent event);

    /// Whether a caller is known to have a place in the queue; the others' channels are asked for it.
    boolean hasPlace(CallId call);

    /// Whether this node leads, or is to.
    boolean leads();
  }

  public AmiLink(AmiSettings settings, Listener listener) {
    this.settings = settings;
    this.listener = listener;
    this.events = connection();
    this.actions = connection();
    this.inspector = new SwitchInspector(actions, listener::hasPlace);
    this.heart = new Heart(settings, actions);
    this.hearing = new Hearing(events);
    events.addEventListener(this::onEvent);
    actions.addEventListener(this::onLink);
  }

  /// @param serving whether this node can take calls: only then does its heart beat
  /// @param watcher is told what was seen of all nodes after each beat, where there are several
  public void start(BooleanSupplier serving, Consumer<Heartbeats> watcher) {
    this.serving = serving;
    this.watcher = watcher;
    upkeep.execute(() -> logIn(actions, Hearing.NOTHING));
    upkeep.execute(() -> logIn(events, Hearing.LITTLE));
    long periodMillis = AmiSettings.HEARTBEAT.toMillis();
    var _ =
        upkeep.scheduleWithFixedDelay(
            this::beat, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
    var _ =
        upkeep.scheduleWithFixedDelay(
            this::lookAgain,
            AmiSettings.LOOK.toMillis(),
            AmiSettings.LOOK.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /// Whether both connections are logged in.
  public boolean isUp() {
    return isConnected(events) && isConnected(actions);
  }

  /// The connection that orders go over.
  ManagerConnection actions() {
    return actions;
  }

  /// The keypads of the calls whose flows run here: this link tells them of keys.
  public Keypads keypads() {
    return keypads;
  }

  /// Has Asterisk take a key that means nothing as pressed by the caller. Its answer is of no use.
  private void nudge(CallId call) {
    var key = new PlayDtmfAction(call.value(), AgiLine.NUDGE);
    key.setReceive(true);
    try {
      actions.sendAction(key, _ -> {});
    } catch (IOException | RuntimeException e) {
      log.debug("question not stopped: callId={} why={}", call, e.toString());
    }
  }

  /// Hands an event to the ACD.
  void tell(AcdEvent event) {
    listener.observe(event);
  }

  AmiSettings settings() {
    return settings;
  }

  /// How long Asterisk took to answer the last ping.
  public Duration lag() {
    return lag;
  }

  /// Asks the dialplan to bring no more new calls to this node, which lays down its office. Calls under
  /// way go on.
  ///
  /// @param then runs when Asterisk has been told
  public void drain(Runnable then) {
    draining = true;
    upkeep.execute(
        () -> {
          beat();
          then.run();
        });
  }

  /// Looks at the switch soon, once for however many have asked; while it looks, one more look
  /// follows.
  void lookAgain() {
    if (!lookWanted.getAndSet(true) && !closed) {
      looks.execute(this::look);
    }
  }

  @Override
  public void close() {
    closed = true;
    List.of(upkeep, looks).forEach(AmiLink::end);
    logOff(events);
    logOff(actions);
  }

  /// Runs on Asterisk-Java's one thread for events: must not block.
  private void onEvent(ManagerEvent event) {
    switch (event) {
      case FullyBootedEvent told -> {
        booted = startOf(told);
        lookAgain();
      }
      case DisconnectEvent _ -> {
        booted = null;
        hearing.lost();
        keypads.lost();
        onLink(event);
      }
      case ConnectEvent _ -> {
        keypads.linked();
        onLink(event);
      }
      case DtmfEndEvent key -> {
        keypads.told(key);
        if (hearing.isEverything()) {
          meanings.translate(key).ifPresent(listener::observe);
        }
      }
      default -> meanings.translate(event).ifPresent(listener::observe);
    }
  }

  /// Either connection may break without the other.
  private void onLink(ManagerEvent event) {
    switch (event) {
      case ConnectEvent _ -> lookAgain();
      case DisconnectEvent _ -> {
        log.warn("link to Asterisk lost; reconnecting");
        synchronized (telling) {
          losses++;
          listener.observe(new AcdEvent.SwitchLost());
        }
      }
      default -> {}
    }
  }

  /// By our own clock, and at most a second late: nobody calls an Asterisk in its first second. It says
  /// so at each login, and is not to be judged by before: a call that it lacks may be older than it.
  private static Instant startOf(FullyBootedEvent told) {
    Integer uptimeSeconds = told.getUptime();
    return uptimeSeconds == null ? Instant.EPOCH : Instant.now().minusSeconds(uptimeSeconds);
  }

  /// Tries until the switch could be read. Asterisk may say that it has booted a moment before or after
  /// our side holds the connection to be up.
  private void look() {
    lookWanted.set(false);
    for (int tries = 1; !closed; tries++) {
      if (tries == TRIES_UNTIL_SAID && isUp() && booted == null) {
        log.warn("Asterisk has not said that it has booted; has our manager user read = system?");
      }
      try {
        int before = losses;
        Instant started = booted;
        if (isUp() && started != null) {
          if (listener.leads()) {
            lookAt(started, before);
          }
          beat();
          return;
        }
      } catch (IOException | TimeoutException | RuntimeException e) {
        log.warn("switch could not be read, trying again: {}", e.toString());
      }
      if (!pause()) {
        return;
      }
    }
  }

  /// First what happens is told, so that nothing does so unheard.
  ///
  /// @param before the losses until then
  private void lookAt(Instant started, int before) throws IOException, TimeoutException {
    hearing.everything();
    Instant asOf = Instant.now();
    SwitchView view = inspector.view(started);
    meanings.know(view.offers().keySet());
    log.debug(
        "switch seen: callers={} offers={} started={}",
        view.callers().size(),
        view.offers().size(),
        view.started());
    synchronized (telling) {
      if (losses != before) {
        throw new IOException("the link broke meanwhile");
      }
      listener.observe(new AcdEvent.SwitchSeen(asOf, view));
    }
  }

  @Override
  public boolean claim(Claim claim) {
    try {
      return heart.claim(claim);
    } catch (IOException | TimeoutException | RuntimeException e) {
      log.warn("Asterisk could not be told who leads: {}", e.toString());
      return false;
    }
  }

  @Override
  public void lookIn(Duration delay) {
    if (!upkeep.isShutdown()) {
      var _ = upkeep.schedule(this::beat, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /// Both connections must have something to read, or they are held to be dead and renewed.
  private void beat() {
    boolean up = isUp();
    boolean leads = listener.leads();
    if (up && (!wasUp || (leads && !hearing.isEverything()))) {
      lookAgain();
    }
    wasUp = up;
    if (!up || !serving.getAsBoolean()) {
      return;
    }
    beating.lock();
    try {
      if (!leads) {
        hearing.little();
      }
      long start = System.nanoTime();
      long now = heart.ping(actions);
      lag = Duration.ofNanos(System.nanoTime() - start);
      boolean leaves = draining;
      if (!leaves) {
        heart.write(now);
      }
      if (settings.nodes() > 1) {
        Heartbeats all = heart.readAll(now, start);
        tell(leaves ? all.without(settings.nodeNumber()) : all);
      }
      if (leaves) {
        // Only now: another may lead as soon as it reads this, and we have stopped.
        heart.write(Heart.DRAINS);
      }
      heart.ping(events);
    } catch (TimeoutException e) {
      log.warn("Asterisk does not answer; waiting for the link to be renewed: {}", settings);
    } catch (IOException | RuntimeException e) {
      log.debug("no heartbeat: {}", e.toString());
    } finally {
      beating.unlock();
    }
  }

  private void tell(Heartbeats seen) {
    try {
      watcher.accept(seen);
    } catch (RuntimeException e) {
      log.error("the nodes' heartbeats could not be taken; trying again in a second", e);
    }
  }

  private void logIn(ManagerConnection connection, String eventMask) {
    boolean told = false;
    while (!closed) {
      try {
        connection.login(eventMask);
        log.info("linked to Asterisk: at={} events={}", settings, eventMask);
        return;
      } catch (AuthenticationFailedException e) {
        if (!told) {
          log.error("Asterisk refuses our secret; check ami.secret: at={}", settings);
          told = true;
        }
      } catch (IOException | TimeoutException | IllegalStateException e) {
        if (!told) {
          log.warn(
              "Asterisk can't be reached yet, trying on: at={} why={}", settings, e.toString());
          told = true;
        }
      }
      if (!pause()) {
        return;
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(RETRY);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private ManagerConnection connection() {
    var connection =
        new DefaultManagerConnection(
            settings.host(), settings.port(), settings.user(), settings.secret());
    connection.setDefaultResponseTimeout(AmiSettings.ANSWER_TIMEOUT.toMillis());
    connection.setSocketTimeout((int) AmiSettings.ANSWER_TIMEOUT.toMillis());
    connection.setSocketReadTimeout((int) AmiSettings.SILENCE_LIMIT.toMillis());
    connection.setKeepAliveAfterAuthenticationFailure(true);
    return connection;
  }

  private static boolean isConnected(ManagerConnection connection) {
    return connection.getState() == ManagerConnectionState.CONNECTED;
  }

  /// Lets an exchange that is under way come to its end: Asterisk-Java calls a broken one an error.
  static void end(ExecutorService executor) {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(1, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static void logOff(ManagerConnection connection) {
    try {
      connection.logoff();
    } catch (IllegalStateException e) {
      log.debug("was not logged in");
    }
  }
}
