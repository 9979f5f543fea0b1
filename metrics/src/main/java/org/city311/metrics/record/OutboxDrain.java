package org.city311.metrics.record;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries records from the outbox into the database, in batches and in a thread of its own. While
/// the database is away it tries again, less and less often, and leaves all in the outbox. A record
/// that was carried twice, after a kill between two steps, is one row all the same.
///
/// A record that the database will never take is set aside, so that those behind it are not held up.
public final class OutboxDrain implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OutboxDrain.class);

  private static final int BATCH = 500;
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration MAX_RETRY = Duration.ofSeconds(5);
  private static final Duration PING_EVERY = Duration.ofSeconds(5);

  /// How long a close waits for what is still in the outbox.
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

  private final Outbox outbox;
  private final MetricsDatabase database;
  private final CallRecords records;
  private final Consumer<List<CallRecord>> written;
  private final SetAside setAside;
  private final Backoff backoff = new Backoff(FIRST_RETRY, MAX_RETRY);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  // The drain thread's own: whether the present fault has been logged.
  private boolean troubled;

  /// @param written is told what is in the database now, in the drain's thread; what it throws is
  ///     logged
  public OutboxDrain(Outbox outbox, MetricsDatabase database, Consumer<List<CallRecord>> written) {
    this.outbox = outbox;
    this.database = database;
    this.records = new CallRecords(database);
    this.written = written;
    this.setAside = new SetAside(outbox.folder());
    this.thread = Thread.ofPlatform().name("outbox-drain").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /// Records that the database would not take, or that could not be read, since this process
  /// started. More than none needs a person.
  public long setAside() {
    return setAside.count();
  }

  private void run() {
    try {
      while (!isClosing()) {
        step();
      }
      // One last time, while the database answers.
      while (database.isUp() && outbox.pending() > 0) {
        step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void step() throws InterruptedException {
    try {
      OutboxBatch batch = outbox.next(BATCH);
      if (batch.isEmpty()) {
        database.ping();
        outbox.awaitRecords(PING_EVERY);
      } else {
        write(batch);
      }
      backoff.succeeded();
      troubled = false;
    } catch (SQLException e) {
      database.missed(e);
      pause();
    } catch (IOException | RuntimeException e) {
      if (!troubled) {
        log.error("Can't carry call records from {} to the database", outbox.folder(), e);
      }
      troubled = true;
      pause();
    }
  }

  private void write(OutboxBatch batch) throws SQLException, IOException {
    setAside.putUnreadable(batch.unreadable());
    try {
      records.insert(batch.records());
    } catch (SQLException e) {
      if (!SetAside.isRefusal(e)) {
        throw e;
      }
      writeOneByOne(batch.records());
    }
    outbox.drained(batch);
    written.accept(batch.records());
  }

  private void writeOneByOne(List<CallRecord> calls) throws SQLException, IOException {
    for (CallRecord call : calls) {
      try {
        records.insert(List.of(call));
      } catch (SQLException e) {
        if (!SetAside.isRefusal(e)) {
          throw e;
        }
        setAside.put("the record of call " + call.id(), CallRecordLine.encode(call), e);
      }
    }
  }

  private void pause() throws InterruptedException {
    closing.await(backoff.failed().toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  /// Carries what it can for a moment, then stops. What is left stays in the outbox.
  @Override
  public void close() {
    closing.countDown();
    outbox.wake();
    try {
      if (!thread.join(CLOSE_WITHIN)) {
        thread.interrupt();
        thread.join(CLOSE_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
