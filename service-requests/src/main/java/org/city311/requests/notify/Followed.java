package org.city311.requests.notify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.Parameters;
import org.city311.requests.store.RequestsDatabase;

/// Which requests somebody wants to hear of. Safe for any thread.
final class Followed {
  private static final String BY =
      "select number from requests.follower where follower = ? order by number";

  private static final String CONTACT_OF = "select number from requests.contact where id = ?";

  private final RequestsDatabase database;

  Followed(RequestsDatabase database) {
    this.database = database;
  }

  /// @param follower an opaque id
  Set<RequestNumber> by(String follower) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(BY)) {
      new Parameters(select).text(follower);
      Set<RequestNumber> numbers = new LinkedHashSet<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          numbers.add(new RequestNumber(row.getLong("number")));
        }
      }
      connection.commit();
      return numbers;
    }
  }

  /// The request that somebody's contact is kept for; empty when it is not kept (any more). The contact is
  /// not read.
  Optional<RequestNumber> contactOf(String follower) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(CONTACT_OF)) {
      new Parameters(select).text(follower);
      try (ResultSet row = select.executeQuery()) {
        Optional<RequestNumber> number =
            row.next() ? Optional.of(new RequestNumber(row.getLong("number"))) : Optional.empty();
        connection.commit();
        return number;
      }
    }
  }
}
