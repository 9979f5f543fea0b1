package org.city311.gateway.accounts;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps passwords from being guessed. After some attempts without success the next has to wait, and each time
/// twice as long: those at one name, whether or not there is such an account, and those from one address. An
/// attempt is counted before it is looked at, so many at once are no way around it.
final class LockOut {
  /// At one name: the sixth attempt waits 15 s, and from the twelfth on a quarter of an hour.
  static final Rule ACCOUNT =
      new Rule(5, Duration.ofSeconds(15), Duration.ofMinutes(15), Duration.ofDays(1));

  /// From one address, which may be that of a whole office.
  static final Rule ADDRESS =
      new Rule(50, Duration.ofSeconds(15), Duration.ofMinutes(15), Duration.ofHours(1));

  private static final int MOST_DOUBLINGS = 10;

  private LockOut() {}

  /// How attempts are slowed down.
  ///
  /// @param free attempts that need not wait
  /// @param first wait after them
  /// @param longest wait
  /// @param forgotten after so long without one
  record Rule(int free, Duration first, Duration longest, Duration forgotten) {
    /// How long the next attempt waits after so many.
    Duration after(int count) {
      if (count < free) {
        return Duration.ZERO;
      }
      Duration wait = first.multipliedBy(1L << Math.min(count - free, MOST_DOUBLINGS));
      return wait.compareTo(longest) < 0 ? wait : longest;
    }
  }

  /// Counts an attempt that may be made. Commits.
  ///
  /// @return how long to wait before one may be made; empty if this one may
  static Optional<Duration> admit(Connection connection, String name, String address, Instant now)
      throws SQLException {
    List<AttemptTable.Key> keys = keys(name, address);
    Optional<Duration> longest = Optional.empty();
    for (AttemptTable.Key key : keys) {
      Optional<AttemptTable.Row> row =
          AttemptTable.lock(connection, key).filter(r -> counts(key, r, now));
      Duration wait =
          row.map(r -> Duration.between(now, r.last().plus(rule(key).after(r.count()))))
              .orElse(Duration.ZERO);
      if (wait.isPositive() && longest.filter(other -> other.compareTo(wait) >= 0).isEmpty()) {
        longest = Optional.of(wait);
      }
      AttemptTable.put(
          connection,
          key,
          new AttemptTable.Row(row.map(AttemptTable.Row::count).orElse(0) + 1, now));
    }
    if (longest.isEmpty()) {
      AttemptTable.forget(connection, now.minus(ACCOUNT.forgotten()));
      connection.commit();
    } else {
      connection.rollback();
    }
    return longest;
  }

  /// The attempt that was admitted was no guess. Does not commit.
  static void succeeded(Connection connection, String name, String address) throws SQLException {
    AttemptTable.remove(connection, new AttemptTable.Key(AttemptTable.Kind.ACCOUNT, name));
    AttemptTable.takeBack(connection, new AttemptTable.Key(AttemptTable.Kind.ADDRESS, address));
  }

  private static boolean counts(AttemptTable.Key key, AttemptTable.Row row, Instant now) {
    return row.last().plus(rule(key).forgotten()).isAfter(now);
  }

  private static Rule rule(AttemptTable.Key key) {
    return switch (key.kind()) {
      case ACCOUNT -> ACCOUNT;
      case ADDRESS -> ADDRESS;
    };
  }

  /// Always in this order, so that two that lock both don't wait for each other.
  private static List<AttemptTable.Key> keys(String name, String address) {
    return List.of(
        new AttemptTable.Key(AttemptTable.Kind.ADDRESS, address),
        new AttemptTable.Key(AttemptTable.Kind.ACCOUNT, name));
  }
}
