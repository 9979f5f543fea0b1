package org.city311.ivr.centre;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The one thread that changes what a node sees and decides, and what it has to do, in its order. Tasks come
/// from any thread.
final class Writer implements AutoCloseable {
  /// How long one task may take before this node is held to be stuck: longer than the cluster needs to
  /// give up a frozen member that it waits for.
  private static final Duration STUCK = Duration.ofSeconds(15);

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService timers =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("acd-timers").daemon().factory());
  private final Consumer<RuntimeException> onFault;
  private final Thread thread;
  private volatile long busySince;
  private volatile boolean closed;

  /// @param onFault takes what a task throws
  Writer(Consumer<RuntimeException> onFault) {
    this.onFault = onFault;
    this.thread = Thread.ofPlatform().name("acd").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Takes what must not be lost: there are few of these.
  void add(Runnable task) {
    work.add(task);
  }

  /// @return false if too many wait already, or this node ends
  boolean offer(Runnable task) {
    return !closed && work.size() < CallCentre.MAX_QUEUED_EVENTS && work.offer(task);
  }

  int queued() {
    return work.size();
  }

  /// Runs it on the timers' thread. Never early: what is due at an instant is not yet due a fraction of a
  /// millisecond before it.
  void after(Duration delay, Runnable task) {
    if (!timers.isShutdown()) {
      var _ = timers.schedule(task, Math.max(0, delay.toMillis() + 1), TimeUnit.MILLISECONDS);
    }
  }

  void every(Duration period, Runnable task) {
    long millis = period.toMillis();
    var _ = timers.scheduleAtFixedRate(() -> work.add(task), millis, millis, TimeUnit.MILLISECONDS);
  }

  /// Whether it is alive and gets on.
  boolean isAlive() {
    long since = busySince;
    boolean stuck = since != 0 && System.nanoTime() - since > STUCK.toNanos();
    return thread.isAlive() && !stuck;
  }

  boolean isClosed() {
    return closed;
  }

  /// Called by a task that waits for something outside: it is not stuck.
  void rest(Duration pause) throws InterruptedException {
    busySince = 0;
    Thread.sleep(pause);
    busySince = System.nanoTime();
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
        onFault.accept(e);
      } finally {
        busySince = 0;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    timers.shutdownNow();
    thread.interrupt();
    try {
      if (thread.getState() != Thread.State.NEW) {
        thread.join(CLOSE_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
