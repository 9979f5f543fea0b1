package org.city311.requests;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.city311.requests.store.DatabaseAwayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what is to be done again and again, one thing after the other, in a thread of its own. What fails
/// is done again at its next turn.
final class Upkeep implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

  private final List<Task> tasks;
  private final AtomicLong failures = new AtomicLong();
  private final ScheduledExecutorService thread;

  /// @param every how long after its end it is done again; also how long after the start it is first done,
  ///     at most a second
  record Task(String name, Duration every, Work work) {}

  /// May wait for the database.
  interface Work {
    void run() throws SQLException, IOException;
  }

  /// @param name of the thread
  Upkeep(String name, List<Task> tasks) {
    this.tasks = List.copyOf(tasks);
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
  }

  void start() {
    for (Task task : tasks) {
      long every = task.every().toMillis();
      var _ =
          thread.scheduleWithFixedDelay(
              () -> run(task), Math.min(every, 1_000), every, TimeUnit.MILLISECONDS);
    }
  }

  /// How often something failed.
  long failures() {
    return failures.get();
  }

  private void run(Task task) {
    try {
      task.work().run();
    } catch (DatabaseAwayException e) {
      // Said once by the one who found out, and not at each turn.
      failures.incrementAndGet();
    } catch (SQLException | IOException e) {
      failures.incrementAndGet();
      log.warn("failed, and will be tried again: task={} reason={}", task.name(), e.toString());
    } catch (RuntimeException e) {
      failures.incrementAndGet();
      log.error("failed, and will be tried again: task={}", task.name(), e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
