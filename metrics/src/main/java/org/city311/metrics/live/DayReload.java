package org.city311.metrics.live;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.city311.metrics.record.CallRecord;
import org.city311.metrics.record.CallRecords;

/// Fills today's figures from the database, in a thread of its own: at once after the feed began or
/// had a gap, and then less and less often, as another node's outbox may hold records back. While
/// the database is away it tries again.
public final class DayReload implements AutoCloseable {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration SELDOM = Duration.ofMinutes(5);
  private static final int AT_A_TIME = 1_000;
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private final LiveFigures figures;
  private final CallRecords records;
  private final Semaphore wanted = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closing;

  public DayReload(LiveFigures figures, CallRecords records) {
    this.figures = figures;
    this.records = records;
    this.thread = Thread.ofPlatform().name("day-reload").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /// Asks for a reload now: the feed has delivered a snapshot.
  public void soon() {
    wanted.release();
  }

  private void run() {
    try {
      Duration wait = FIRST;
      while (!closing) {
        wait = reload() ? wait : FIRST;
        boolean asked = wanted.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
        wanted.drainPermits();
        wait = asked ? FIRST : atMost(SELDOM, wait.multipliedBy(2));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean reload() {
    List<CallRecord> some = new ArrayList<>(AT_A_TIME);
    try {
      records.queuedFrom(
          figures.startOfDay(),
          call -> {
            some.add(call);
            if (some.size() == AT_A_TIME) {
              figures.add(some);
              some.clear();
            }
          });
      figures.add(some);
      return true;
    } catch (SQLException e) {
      // The database itself has logged that it is away.
      return false;
    }
  }

  private static Duration atMost(Duration limit, Duration wait) {
    return wait.compareTo(limit) > 0 ? limit : wait;
  }

  @Override
  public void close() {
    closing = true;
    soon();
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
