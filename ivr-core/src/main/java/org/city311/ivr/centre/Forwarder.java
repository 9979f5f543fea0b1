package org.city311.ivr.centre;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.centre.Peers.Forwarded;
import org.city311.ivr.centre.Peers.Taken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries the events that reach a node which does not lead to the one that does: in their order, and
/// until that one, or its successor, says that they are taken. An event may be sent twice; the same
/// leader takes it once, and the ACD ignores what a later one takes again. Thread-safe.
final class Forwarder implements AutoCloseable {
  /// Events sent at once.
  static final int MAX_BATCH = 500;

  /// How long an answer may take before the events are sent again.
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration RETRY = Duration.ofMillis(50);
  private static final Logger log = LoggerFactory.getLogger(Forwarder.class);

  private final String sender = UUID.randomUUID().toString();
  private final Peers peers;
  private final IntSupplier leader;
  private final Arrival arrival;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Item> items = new ArrayDeque<>();
  private final Thread thread;
  private List<Item> sent = List.of();
  private long lastNumber;
  private boolean troubled;
  private volatile boolean closed;

  /// An event on its way.
  ///
  /// @param done completed when it is taken; whoever gave up waiting has completed it already
  record Item(AcdEvent event, CompletableFuture<Void> done) {}

  /// Is told what the leader has taken.
  interface Arrival {
    void taken(List<Item> items, long first, Taken answer);
  }

  /// @param leader the number of the node that leads; 0 while nobody does
  Forwarder(Peers peers, IntSupplier leader, Arrival arrival) {
    this.peers = peers;
    this.leader = leader;
    this.arrival = arrival;
    this.thread = Thread.ofVirtual().name("forwarder").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// @return false if too many wait already
  boolean add(Item item) {
    lock.lock();
    try {
      if (items.size() >= CallCentre.MAX_QUEUED_EVENTS) {
        return false;
      }
      items.add(item);
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    lock.lock();
    try {
      return items.size() + sent.size();
    } finally {
      lock.unlock();
    }
  }

  /// Gives back all that no leader has said to have taken: this node leads now.
  List<Item> takeBack() {
    lock.lock();
    try {
      List<Item> all = new ArrayList<>(sent);
      all.addAll(items);
      sent = List.of();
      items.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void run() {
    try {
      while (!closed) {
        List<Item> batch = next();
        int to = leader.getAsInt();
        if (to == 0 || to == peers.self() || !send(batch, to)) {
          Thread.sleep(RETRY);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What was sent without an answer goes first, in the same numbers.
  private List<Item> next() throws InterruptedException {
    lock.lock();
    try {
      while (sent.isEmpty()) {
        List<Item> batch = new ArrayList<>();
        while (!items.isEmpty() && batch.size() < MAX_BATCH) {
          Item item = items.remove();
          if (!item.done().isDone()) {
            batch.add(item);
          }
        }
        if (batch.isEmpty()) {
          changed.await();
        }
        lastNumber += batch.size();
        sent = List.copyOf(batch);
      }
      return sent;
    } finally {
      lock.unlock();
    }
  }

  private boolean send(List<Item> batch, int to) throws InterruptedException {
    long first = lastNumber - batch.size() + 1;
    try {
      Taken answer =
          peers
              .forward(to, new Forwarded(sender, first, batch.stream().map(Item::event).toList()))
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      arrived(batch);
      arrival.taken(batch, first, answer);
      return true;
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      if (!troubled) {
        log.warn(
            "events wait for a leader: leader={} events={} why={}", to, waiting(), e.toString());
      }
      troubled = true;
      return false;
    }
  }

  private void arrived(List<Item> batch) {
    lock.lock();
    try {
      if (sent.equals(batch)) {
        sent = List.of();
      }
    } finally {
      lock.unlock();
    }
    if (troubled) {
      troubled = false;
      log.info("events reach the leader again: events={}", batch.size());
    }
  }
}
