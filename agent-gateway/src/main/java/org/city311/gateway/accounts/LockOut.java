package org.city311.gateway.accounts;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps passwords from being guessed. After some attempts without success the next has to wait, and each time
/// twice as long: those at one name, whether or not there is such an account, and those from one address. An
/// attempt is counted before it is looked at, so many at once are no way around it. With time attempts fall
/// away one by one, so that an office where many mistype now and then is not locked out.
final class LockOut {
  private static final int MOST_DOUBLINGS = 10;

  /// At one name: the sixth attempt waits 15 s, and from the twelfth on a quarter of an hour. An hour forgives
  /// one.
  static final Rule ACCOUNT =
      new Rule(5, Duration.ofSeconds(15), Duration.ofMinutes(15), Duration.ofHours(1));

  /// From one address, which may be that of a whole office. A minute forgives one.
  static final Rule ADDRESS =
      new Rule(50, Duration.ofSeconds(15), Duration.ofMinutes(15), Duration.ofMinutes(1));

  private LockOut() {}

  /// How attempts are slowed down.
  ///
  /// @param free attempts that need not wait
  /// @param first wait after them
  /// @param longest wait
  /// @param each how long it takes until one attempt has fallen away
  record Rule(int free, Duration first, Duration longest, Duration each) {
    /// How long the next attempt waits after so many.
    Duration after(double count) {
      int whole = (int) Math.ceil(count);
      if (whole < free) {
        return Duration.ZERO;
      }
      Duration wait = first.multipliedBy(1L << Math.min(whole - free, MOST_DOUBLINGS));
      return wait.compareTo(longest) < 0 ? wait : longest;
    }

    /// What is left of so many after a time.
    double left(double count, Duration since) {
      return Math.max(0, count - Math.max(0.0, (double) since.toMillis()) / each.toMillis());
    }

    /// One more; above the last doubling it makes no difference.
    double plusOne(double count) {
      return Math.min(count + 1, (double) free + MOST_DOUBLINGS);
    }
  }

  /// An attempt that is not looked at.
  ///
  /// @param pause until the next may be made
  /// @param isFirst whether it is the first since one was looked at: the audit needs no more
  record Refusal(Duration pause, boolean isFirst) {}

  /// Counts an attempt by name and password that may be made. Commits.
  ///
  /// @return empty if it may be looked at
  static Optional<Refusal> admit(Connection connection, String name, String address, Instant now)
      throws SQLException {
    return admit(connection, List.of(address(address), account(name)), now);
  }

  /// Counts an attempt of which only the address is known. Commits.
  static Optional<Refusal> admit(Connection connection, String address, Instant now)
      throws SQLException {
    return admit(connection, List.of(address(address)), now);
  }

  /// @param keys the address first, so that two that lock both don't wait for each other
  private static Optional<Refusal> admit(
      Connection connection, List<AttemptTable.Key> keys, Instant now) throws SQLException {
    for (AttemptTable.Key key : keys) {
      AttemptTable.Row row = AttemptTable.lock(connection, key, now);
      Rule rule = rule(key.kind());
      double count = rule.left(row.count(), Duration.between(row.last(), now));
      Duration pause = rule.after(count);
      Duration wait = Duration.between(now, row.last().plus(pause));
      if (pause.isPositive() && wait.isPositive()) {
        connection.rollback();
        return Optional.of(new Refusal(wait, tell(connection, key)));
      }
      AttemptTable.put(connection, key, new AttemptTable.Row(rule.plusOne(count), now));
    }
    for (AttemptTable.Kind kind : AttemptTable.Kind.values()) {
      AttemptTable.forget(connection, kind, rule(kind).each(), now);
    }
    connection.commit();
    return Optional.empty();
  }

  private static boolean tell(Connection connection, AttemptTable.Key key) throws SQLException {
    boolean first = AttemptTable.tell(connection, key);
    connection.commit();
    return first;
  }

  /// The attempt that was admitted had the right password. Does not commit.
  static void succeeded(Connection connection, String name, String address) throws SQLException {
    AttemptTable.takeBack(connection, address(address));
    AttemptTable.remove(connection, account(name));
  }

  /// The attempt that was admitted was not looked at after all. Commits.
  static void takeBack(Connection connection, String name, String address) throws SQLException {
    AttemptTable.takeBack(connection, address(address));
    AttemptTable.takeBack(connection, account(name));
    connection.commit();
  }

  /// Whoever has this name may try at once. Does not commit.
  static void forgive(Connection connection, String name) throws SQLException {
    AttemptTable.remove(connection, account(name));
  }

  private static Rule rule(AttemptTable.Kind kind) {
    return switch (kind) {
      case ACCOUNT -> ACCOUNT;
      case ADDRESS -> ADDRESS;
    };
  }

  private static AttemptTable.Key address(String address) {
    return new AttemptTable.Key(AttemptTable.Kind.ADDRESS, address);
  }

  private static AttemptTable.Key account(String name) {
    return new AttemptTable.Key(AttemptTable.Kind.ACCOUNT, name);
  }
}
