package org.city311.gateway.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// The table `gateway.attempt`. Methods work in the caller's transaction.
final class AttemptTable {
  private static final String LOCK =
      "select count, last_at from gateway.attempt where kind = ? and key = ? for update";

  private static final String PUT =
      """
      insert into gateway.attempt (kind, key, count, last_at) values (?, ?, ?, ?)
      on conflict (kind, key) do update set count = excluded.count, last_at = excluded.last_at
      """;

  private static final String TAKE_BACK =
      "update gateway.attempt set count = count - 1 where kind = ? and key = ? and count > 1";

  private static final String REMOVE = "delete from gateway.attempt where kind = ? and key = ?";

  private static final String FORGET = "delete from gateway.attempt where last_at < ?";

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

  /// @param count since the last success, or since they were forgotten
  record Row(int count, Instant last) {}

  /// Two that try at once are one after the other from here on, but for the very first.
  static Optional<Row> lock(Connection connection, Key key) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LOCK)) {
      name(select, key, 1);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Row(
                    row.getInt("count"),
                    row.getObject("last_at", OffsetDateTime.class).toInstant()))
            : Optional.empty();
      }
    }
  }

  static void put(Connection connection, Key key, Row row) throws SQLException {
    try (PreparedStatement put = connection.prepareStatement(PUT)) {
      name(put, key, 1);
      put.setInt(3, row.count());
      put.setObject(4, row.last().atOffset(ZoneOffset.UTC));
      put.executeUpdate();
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

  static void forget(Connection connection, Instant before) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
      delete.setObject(1, before.atOffset(ZoneOffset.UTC));
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
