package org.city311.metrics.record;

/// Where PostgreSQL is.
///
/// @param url a JDBC URL, `jdbc:postgresql://HOST:PORT/NAME`
/// @param password empty when none is asked
public record DatabaseSettings(String url, String user, String password) {
  /// Leaves the password out.
  @Override
  public String toString() {
    return user + "@" + url;
  }
}
