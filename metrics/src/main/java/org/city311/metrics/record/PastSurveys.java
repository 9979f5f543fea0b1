package org.city311.metrics.record;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the call records know of whom was asked after a talk. Asks the database off the caller's thread, one
/// question at a time, and only while it is there. Safe for any thread.
public final class PastSurveys {
  private static final Logger log = LoggerFactory.getLogger(PastSurveys.class);

  private final MetricsDatabase database;
  private final InstantSource clock;
  private final Semaphore questions = new Semaphore(1);

  public PastSurveys(MetricsDatabase database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// Whether a number has answered within a time; true also while that can't be told: a caller too few is asked
  /// rather than one too often.
  public CompletableFuture<Boolean> wasAsked(String ani, Duration within) {
    if (!database.isUp() || !questions.tryAcquire()) {
      return CompletableFuture.completedFuture(true);
    }
    CompletableFuture<Boolean> asked = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("past-surveys")
        .start(
            () -> {
              try {
                asked.complete(
                    new CallRecords(database).hasAnswered(ani, clock.instant().minus(within)));
              } catch (SQLException | RuntimeException e) {
                log.debug("whether a caller was asked can't be told", e);
              } finally {
                questions.release();
                asked.complete(true);
              }
            });
    return asked;
  }
}
