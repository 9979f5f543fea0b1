package org.city311.requests.phone;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.city311.requests.store.Parameters;
import org.city311.requests.store.RequestsDatabase;

/// The table `requests.quiet_number`: the numbers whose callers want not to be known. Safe for any
/// thread.
final class QuietNumbers {
  private static final String HAS =
      "select from requests.quiet_number where phone = requests.phone_digits(?)";

  private static final String ADD =
      """
      insert into requests.quiet_number (phone, at) values (requests.phone_digits(?), ?)
      on conflict do nothing
      """;

  private static final String REMOVE =
      "delete from requests.quiet_number where phone = requests.phone_digits(?)";

  private final RequestsDatabase database;

  QuietNumbers(RequestsDatabase database) {
    this.database = database;
  }

  boolean has(String phone) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(HAS)) {
      new Parameters(select).text(phone);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  void set(String phone, boolean quiet, Instant at) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement change = connection.prepareStatement(quiet ? ADD : REMOVE)) {
      Parameters parameters = new Parameters(change).text(phone);
      if (quiet) {
        parameters.at(at);
      }
      change.executeUpdate();
      connection.commit();
    }
  }
}
