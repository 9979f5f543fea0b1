package org.city311.requests.desk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.Parameters;

/// The table `requests.intake_key`.
final class IntakeKeys {
  private static final String FIND =
      "select number, content from requests.intake_key where key = ?";

  private static final String INSERT =
      """
      insert into requests.intake_key (key, content, number, at) values (?, ?, ?, ?)
      on conflict do nothing
      """;

  private static final String FORGET = "delete from requests.intake_key where at < ?";

  /// A key that was used.
  record Used(RequestNumber number, String content) {}

  private IntakeKeys() {}

  static Optional<Used> find(Connection connection, String key) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FIND)) {
      new Parameters(select).text(key);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Used(new RequestNumber(row.getLong("number")), row.getString("content")))
            : Optional.empty();
      }
    }
  }

  /// Waits for another who is using the same key.
  ///
  /// @return whether it was free
  static boolean use(Connection connection, String key, Used used, Instant at) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      new Parameters(insert).text(key).text(used.content()).number(used.number().value()).at(at);
      return insert.executeUpdate() == 1;
    }
  }

  static int forget(Connection connection, Instant before) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
      new Parameters(delete).at(before);
      return delete.executeUpdate();
    }
  }
}
