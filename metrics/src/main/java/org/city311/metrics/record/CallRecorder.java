package org.city311.metrics.record;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.city311.ivr.call.Call;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.CentreFeed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the record of every call that ends to the outbox, and confirms it to the feed when it is
/// on the disk. It runs at every node and works where the centre is led. Records that come at about the same time share one flush.
///
/// When the outbox is full or its disk is at fault, a record is not confirmed: the call stays in
/// the feed's store. The recorder then subscribes anew as soon as there is room, at first after a
/// second and then less often, and so gets those calls again in a snapshot. Nothing is dropped.
public final class CallRecorder implements CentreFeed.Subscriber, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CallRecorder.class);

  private static final int QUEUE_LIMIT = 1_024;
  private static final Duration OFFER_WITHIN = Duration.ofMillis(100);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration MAX_RETRY = Duration.ofSeconds(30);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final CentreFeed feed;
  private final Outbox outbox;
  private final BlockingQueue<CallRecord> queue = new ArrayBlockingQueue<>(QUEUE_LIMIT);
  private final Thread writer;
  private final Backoff backoff = new Backoff(FIRST_RETRY, MAX_RETRY);
  private final LongAdder unconfirmed = new LongAdder();
  private volatile boolean closing;

  /// Set while the old subscription ends: what it still delivers comes again with the new one.
  private volatile boolean deaf;

  private volatile CentreFeed.@Nullable Subscription subscription;

  // The writer's own.
  private boolean behind;
  private boolean degraded;
  private long retryAtNanos;

  public CallRecorder(CentreFeed feed, Outbox outbox) {
    this.feed = feed;
    this.outbox = outbox;
    this.writer = Thread.ofPlatform().name("outbox-writer").daemon().unstarted(this::run);
  }

  public void start() {
    writer.start();
    subscription = feed.subscribeWhereLed("call-recorder", this);
  }

  /// Times that a record could not be written and its call was left with the feed.
  public long unconfirmed() {
    return unconfirmed.sum();
  }

  @Override
  public void on(CentreEvent event) {
    switch (event) {
      case CentreEvent.CallEnded ended -> queue(ended.call());
      case CentreEvent.Snapshot snapshot ->
          snapshot.calls().stream().filter(Call::isEnded).forEach(this::queue);
      case CentreEvent.OfCall _,
          CentreEvent.RoutingChanged _,
          CentreEvent.Notice _,
          CentreEvent.AgentGone _,
          CentreEvent.AgentChanged _ -> {}
    }
  }

  private void queue(Call call) {
    CallRecord record;
    try {
      record = CallRecord.of(call);
    } catch (RuntimeException e) {
      log.error("Call {} can't be recorded", call.id(), e);
      return;
    }
    try {
      // Waits for the disk if it must: the feed goes on without us, and we get a snapshot later.
      while (!deaf && !closing) {
        if (queue.offer(record, OFFER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closing || !queue.isEmpty()) {
        CallRecord first = queue.poll(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          List<CallRecord> batch = new ArrayList<>();
          batch.add(first);
          queue.drainTo(batch);
          store(batch);
        }
        if (behind && !closing && System.nanoTime() - retryAtNanos >= 0 && outbox.hasRoom()) {
          askAgain();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void store(List<CallRecord> batch) {
    try {
      int taken = outbox.append(batch);
      batch.subList(0, taken).forEach(call -> feed.confirmRecorded(call.id()));
      if (taken < batch.size()) {
        left(batch.size() - taken, "the outbox is at its limit", null);
      } else if (!behind) {
        recovered();
      }
    } catch (IOException e) {
      left(batch.size(), "the outbox can't be written", e);
    } catch (RuntimeException e) {
      left(batch.size(), "the feed can't be told", e);
    }
  }

  private void left(int count, String why, @Nullable Exception fault) {
    unconfirmed.add(count);
    if (!behind) {
      behind = true;
      retryAtNanos = System.nanoTime() + backoff.failed().toNanos();
    }
    if (!degraded) {
      degraded = true;
      log.error(
          "Calls that end stay in the calls' store for now, and calls go on: {} ({}, {} of {} bytes)",
          why,
          outbox.folder(),
          outbox.bytes(),
          outbox.limitBytes(),
          fault);
    }
  }

  private void recovered() {
    if (degraded && queue.isEmpty() && outbox.hasRoom()) {
      degraded = false;
      backoff.succeeded();
      log.info("Calls that end are recorded again");
    }
  }

  private void askAgain() {
    CentreFeed.Subscription old = subscription;
    if (old == null) {
      return;
    }
    try {
      deaf = true;
      old.close();
      deaf = false;
      subscription = feed.subscribeWhereLed("call-recorder", this);
      behind = false;
    } catch (RuntimeException e) {
      retryAtNanos = System.nanoTime() + backoff.failed().toNanos();
      log.error("The feed can't be subscribed to", e);
    } finally {
      deaf = false;
    }
  }

  /// Ends the subscription, writes and confirms what has come, and stops.
  @Override
  public void close() {
    closing = true;
    try {
      if (!writer.join(CLOSE_WITHIN)) {
        log.error("The outbox's disk does not answer; calls not recorded stay in the calls' store");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    CentreFeed.Subscription last = subscription;
    if (last != null) {
      last.close();
    }
  }
}
