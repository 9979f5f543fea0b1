package org.city311.server;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.city311.flows.guard.Admission;
import org.city311.flows.guard.CallerNumber;
import org.city311.flows.guard.KnownNumbers;
import org.city311.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads from the call records who called before: once as soon as the database is there, and each hour what has
/// become old enough since. Calls don't wait for it.
///
/// A caller is known by a call in which the city did something, more than a day ago: a flood must not make its
/// own callers known.
final class PastNumbers implements AutoCloseable {
  private static final Duration KNOWN_FOR = Duration.ofDays(2 * 365);
  private static final Duration OLD_ENOUGH = Duration.ofDays(1);
  private static final Duration LOOK = Duration.ofHours(1);
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final int AT_A_TIME = 100_000;
  private static final Logger log = LoggerFactory.getLogger(PastNumbers.class);

  private final Metrics metrics;
  private final KnownNumbers known;
  private final Admission admission;
  private final Thread thread;

  PastNumbers(Metrics metrics, KnownNumbers known, Admission admission) {
    this.metrics = metrics;
    this.known = known;
    this.admission = admission;
    this.thread = Thread.ofVirtual().name("past-numbers").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    Instant from = Instant.now().minus(KNOWN_FOR);
    boolean remembered = false;
    try {
      while (true) {
        try {
          if (!remembered) {
            rememberLastHour();
            remembered = true;
          }
          Instant until = Instant.now().minus(OLD_ENOUGH);
          learn(from, until);
          from = until;
          Thread.sleep(LOOK);
        } catch (SQLException e) {
          log.debug("who called before can't be told yet", e);
          Thread.sleep(RETRY);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void rememberLastHour() throws SQLException {
    metrics
        .records()
        .arrivedFrom(
            Instant.now().minus(Duration.ofHours(1)),
            arrival -> admission.remember(arrival.call(), arrival.ani(), arrival.at()));
  }

  private void learn(Instant from, Instant until) throws SQLException {
    List<CallerNumber> numbers = new ArrayList<>();
    metrics
        .records()
        .servedNumbers(
            from,
            until,
            ani -> {
              CallerNumber.of(ani).ifPresent(numbers::add);
              if (numbers.size() >= AT_A_TIME) {
                known.add(numbers);
                numbers.clear();
              }
            });
    known.add(numbers);
    log.info("callers known from before: {}", known.size());
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
