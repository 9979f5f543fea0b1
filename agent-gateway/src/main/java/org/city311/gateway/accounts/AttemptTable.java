package org.city311.gateway.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// The table `gateway.attempt`. Methods work in the caller's transaction.
final class AttemptTable {
  private static final String MAKE =
      """
      insert into gateway.attempt (kind, key, count, last_at) values (?, ?, 0, ?)
      on conflict (kind, key) do nothing
      """;

  private static final String LOCK =
      "select count, last_at from gateway.attempt where kind = ? and key = ? for update";

  private static final String PUT =
      """
      update gateway.attempt set count = ?, last_at = ?, told = false where kind = ? and key = ?
      """;

  private static final String TELL =
      "update gateway.attempt set told = true where kind = ? and key = ? and not told";

  private static final String TAKE_BACK =
      "update gateway.attempt set count = greatest(count - 1, 0) where kind = ? and key = ?";

  private static final String REMOVE = "delete from gateway.attempt where kind = ? and key = ?";

  private static final String FORGET =
      """
      delete from gateway.attempt where kind = ? and key in (
        select key from gateway.attempt
        where kind = ? and last_at < ? and last_at + count * ? * interval '1 second' < ?
        for update skip locked)
      """;

  private AttemptTable() {}

  /// What attempts are counted by.
  enum Kind {
    ACCOUNT,
    ADDRESS
  }

  /// One count of attempts.
  ///
  /// @param text the name as it was typed, or the address
  record Key(Kind kind, String text) {}

  /// @param count when the last was made
  record Row(double count, Instant last) {}

  /// Two that try at once are one after the other from here on.
  ///
  /// @param now when the first is made, if it is the first
  static Row lock(Connection connection, Key key, Instant now) throws SQLException {
    try (PreparedStatement make = connection.prepareStatement(MAKE);
        PreparedStatement select = connection.prepareStatement(LOCK)) {
      name(make, key, 1);
      make.setObject(3, now.atOffset(ZoneOffset.UTC));
      make.executeUpdate();
      name(select, key, 1);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? new Row(
                row.getDouble("count"), row.getObject("last_at", OffsetDateTime.class).toInstant())
            // Another took it away in between.
            : lock(connection, key, now);
      }
    }
  }

  static void put(Connection connection, Key key, Row row) throws SQLException {
    try (PreparedStatement put = connection.prepareStatement(PUT)) {
      put.setDouble(1, row.count());
      put.setObject(2, row.last().atOffset(ZoneOffset.UTC));
      name(put, key, 3);
      put.executeUpdate();
    }
  }

  /// Whether nobody was told of a refusal yet; now somebody is.
  static boolean tell(Connection connection, Key key) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(TELL)) {
      name(update, key, 1);
      return update.executeUpdate() == 1;
    }
  }

  /// One of them was none.
  static void takeBack(Connection connection, Key key) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(TAKE_BACK)) {
      name(update, key, 1);
      update.executeUpdate();
    }
  }

  static void remove(Connection connection, Key key) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(REMOVE)) {
      name(delete, key, 1);
      delete.executeUpdate();
    }
  }

  /// Removes those of which nothing is left.
  ///
  /// @param each how long it takes until one has fallen away
  static void forget(Connection connection, Kind kind, Duration each, Instant now)
      throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
      delete.setString(1, kind.name());
      delete.setString(2, kind.name());
      delete.setObject(3, now.minus(each).atOffset(ZoneOffset.UTC));
      delete.setLong(4, each.toSeconds());
      delete.setObject(5, now.atOffset(ZoneOffset.UTC));
      delete.executeUpdate();
    }
  }

  private static void name(PreparedStatement statement, Key key, int from) throws SQLException {
    statement.setString(from, key.kind().name());
    statement.setBytes(from + 1, hash(key.text()));
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
