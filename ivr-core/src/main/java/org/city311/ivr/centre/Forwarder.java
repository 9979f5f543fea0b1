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
/// until that one, or its successor, says that they are taken, or nobody waits for it any more. An event
/// may be sent twice; the same leader takes it once, and a later one again. Thread-safe.
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
  private final Deque<Item> sent = new ArrayDeque<>();
  private long lastNumber;
  private boolean troubled;
  private volatile boolean closed;

  /// An event on its way.
  ///
  /// @param done completed when it is taken; whoever gave up waiting has completed it already
  record Item(AcdEvent event, CompletableFuture<Void> done) {}

  /// What is sent at once.
  ///
  /// @param first the number of its first event
  private record Batch(long first, List<Item> items) {}

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
      sent.clear();
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
        Batch batch = next();
        int to = leader.getAsInt();
        if (to == 0 || to == peers.self() || !send(batch, to)) {
          Thread.sleep(RETRY);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What was sent without an answer goes first, in the same numbers; but for what nobody waits for any
  /// more: whoever was told that it has failed must not find it done minutes later.
  private Batch next() throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        dropGivenUp(sent);
        if (!sent.isEmpty()) {
          long first = lastNumber - sent.size() + 1;
          return new Batch(first, sent.stream().takeWhile(item -> !item.done().isDone()).toList());
        }
        dropGivenUp(items);
        if (items.isEmpty()) {
          changed.await();
        }
        while (!items.isEmpty() && sent.size() < MAX_BATCH) {
          sent.add(items.remove());
        }
        lastNumber += sent.size();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Those at its head.
  private static void dropGivenUp(Deque<Item> some) {
    while (!some.isEmpty() && some.element().done().isDone()) {
      some.remove();
    }
  }

  private boolean send(Batch batch, int to) throws InterruptedException {
    List<AcdEvent> events = batch.items().stream().map(Item::event).toList();
    try {
      Taken answer =
          peers
              .forward(to, new Forwarded(sender, batch.first(), events))
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      arrived(batch.items().size());
      arrival.taken(batch.items(), batch.first(), answer);
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

  private void arrived(int events) {
    lock.lock();
    try {
      for (int i = 0; i < events && !sent.isEmpty(); i++) {
        sent.remove();
      }
    } finally {
      lock.unlock();
    }
    if (troubled) {
      troubled = false;
      log.info("events reach the leader again: events={}", events);
    }
  }
}
