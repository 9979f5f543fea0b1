package org.city311.server;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.city311.flows.guard.Admission;
import org.city311.flows.guard.KnownNumbers;
import org.city311.ivr.call.CallerNumber;
import org.city311.metrics.Metrics;
import org.city311.metrics.record.CallRecords;
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
  static final Duration RETRY = Duration.ofSeconds(5);
  private static final int AT_A_TIME = 100_000;
  private static final Logger log = LoggerFactory.getLogger(PastNumbers.class);

  private final Records records;
  private final KnownNumbers known;
  private final Admission admission;
  private final InstantSource clock;
  private final Duration retry;
  private final Thread thread;

  PastNumbers(Metrics metrics, KnownNumbers known, Admission admission) {
    this(new OfMetrics(metrics), known, admission, InstantSource.system(), RETRY);
  }

  /// @param retry how long after a fault of the database it is asked again
  PastNumbers(
      Records records,
      KnownNumbers known,
      Admission admission,
      InstantSource clock,
      Duration retry) {
    this.records = records;
    this.known = known;
    this.admission = admission;
    this.clock = clock;
    this.retry = retry;
    this.thread = Thread.ofVirtual().name("past-numbers").unstarted(this::run);
  }

  /// What the call records are asked.
  interface Records {
    void arrivedFrom(Instant from, Consumer<CallRecords.Arrival> each) throws SQLException;

    void servedNumbers(Instant from, Instant until, Consumer<String> each) throws SQLException;
  }

  private record OfMetrics(Metrics metrics) implements Records {
    @Override
    public void arrivedFrom(Instant from, Consumer<CallRecords.Arrival> each) throws SQLException {
      metrics.records().arrivedFrom(from, each);
    }

    @Override
    public void servedNumbers(Instant from, Instant until, Consumer<String> each)
        throws SQLException {
      metrics.records().servedNumbers(from, until, each);
    }
  }

  void start() {
    thread.start();
  }

  private void run() {
    Instant from = clock.instant().minus(KNOWN_FOR);
    boolean remembered = false;
    try {
      while (true) {
        try {
          if (!remembered) {
            rememberLastHour();
            remembered = true;
          }
          Instant until = clock.instant().minus(OLD_ENOUGH);
          learn(from, until);
          from = until;
          Thread.sleep(LOOK);
        } catch (SQLException e) {
          log.debug("who called before can't be told yet", e);
          Thread.sleep(retry);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void rememberLastHour() throws SQLException {
    records.arrivedFrom(
        clock.instant().minus(Duration.ofHours(1)),
        arrival -> admission.remember(arrival.call(), arrival.ani(), arrival.at()));
  }

  private void learn(Instant from, Instant until) throws SQLException {
    List<CallerNumber> numbers = new ArrayList<>();
    records.servedNumbers(
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
