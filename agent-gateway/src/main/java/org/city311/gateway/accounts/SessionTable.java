package org.city311.gateway.accounts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The table `gateway.session`. Methods work in the caller's transaction.
final class SessionTable {
  private static final String SELECT =
      "select s.id as session, s.address, s.begun_at, s.used_at, s.ended_why, "
          + AccountTable.COLUMNS
          + " from gateway.session s join gateway.account a on a.id = s.account where ";

  private static final String INSERT =
      """
      insert into gateway.session (id, token_hash, account, address, begun_at, used_at)
      values (?, ?, ?, ?, ?, ?)
      """;

  private static final String END =
      "update gateway.session set ended_at = ?, ended_why = ? where ended_at is null and ";

  private static final String CROWD_OUT =
      """
      id in (select id from gateway.session where account = ? and ended_at is null
             order by begun_at desc, id offset ?)
      """;

  private static final String USED =
      """
      update gateway.session s set used_at = u.used_at
      from unnest(?::uuid[], ?::timestamptz[]) u (id, used_at)
      where s.id = u.id and s.used_at < u.used_at
      """;

  private static final String FORGET =
      "delete from gateway.session where ended_at < ? or used_at < ?";

  private SessionTable() {}

  /// A session as the table has it.
  ///
  /// @param ended why; null while it goes on
  record Row(Session session, Instant used, @Nullable SessionEnd ended) {}

  static void insert(Connection connection, Session session, Token token) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setObject(1, session.id().value());
      insert.setBytes(2, token.hash());
      insert.setObject(3, session.account().id().value());
      insert.setString(4, session.address());
      insert.setObject(5, at(session.begun()));
      insert.setObject(6, at(session.begun()));
      insert.executeUpdate();
    }
  }

  static Optional<Row> find(Connection connection, Token token) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT + "s.token_hash = ?")) {
      select.setBytes(1, token.hash());
      return read(select).stream().findFirst();
    }
  }

  /// Those of some ids that there are, ended or not.
  static List<Row> find(Connection connection, Collection<SessionId> ids) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT + "s.id = any(?)")) {
      select.setArray(
          1, connection.createArrayOf("uuid", ids.stream().map(SessionId::value).toArray()));
      return read(select);
    }
  }

  /// Whether a session goes on, as far as the table knows.
  static boolean goesOn(Connection connection, SessionId id) throws SQLException {
    return find(connection, List.of(id)).stream().anyMatch(row -> row.ended() == null);
  }

  /// Those of an account that go on, the latest first.
  static List<Row> of(Connection connection, AccountId account) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            SELECT + "s.account = ? and s.ended_at is null order by s.begun_at desc")) {
      select.setObject(1, account.value());
      return read(select);
    }
  }

  static void end(Connection connection, SessionId id, SessionEnd why, Instant now)
      throws SQLException {
    try (PreparedStatement end = connection.prepareStatement(END + "id = ?")) {
      end.setObject(1, at(now));
      end.setString(2, why.name());
      end.setObject(3, id.value());
      end.executeUpdate();
    }
  }

  static void endAll(Connection connection, AccountId account, SessionEnd why, Instant now)
      throws SQLException {
    try (PreparedStatement end = connection.prepareStatement(END + "account = ?")) {
      end.setObject(1, at(now));
      end.setString(2, why.name());
      end.setObject(3, account.value());
      end.executeUpdate();
    }
  }

  /// Ends the earliest of an account so that at most so many go on.
  static void crowdOut(Connection connection, AccountId account, int most, Instant now)
      throws SQLException {
    try (PreparedStatement end = connection.prepareStatement(END + CROWD_OUT)) {
      end.setObject(1, at(now));
      end.setString(2, SessionEnd.CROWDED_OUT.name());
      end.setObject(3, account.value());
      end.setInt(4, most);
      end.executeUpdate();
    }
  }

  /// Writes down when sessions were used last.
  static void used(Connection connection, Map<SessionId, Instant> used) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(USED)) {
      List<Map.Entry<SessionId, Instant>> all = List.copyOf(used.entrySet());
      update.setArray(
          1,
          connection.createArrayOf(
              "uuid", all.stream().map(entry -> entry.getKey().value()).toArray()));
      update.setArray(
          2,
          connection.createArrayOf(
              "timestamptz", all.stream().map(entry -> entry.getValue().toString()).toArray()));
      update.executeUpdate();
    }
  }

  /// Removes those that ended, or were used last, before an instant.
  static void forget(Connection connection, Instant before) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
      delete.setObject(1, at(before));
      delete.setObject(2, at(before));
      delete.executeUpdate();
    }
  }

  private static List<Row> read(PreparedStatement select) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String ended = row.getString("ended_why");
        rows.add(
            new Row(
                new Session(
                    new SessionId(row.getObject("session", UUID.class)),
                    AccountTable.read(row),
                    row.getString("address"),
                    row.getObject("begun_at", OffsetDateTime.class).toInstant()),
                row.getObject("used_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : SessionEnd.valueOf(ended)));
      }
    }
    return rows;
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
