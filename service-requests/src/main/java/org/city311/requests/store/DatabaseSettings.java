package org.city311.requests.store;

/// Where PostgreSQL is.
///
/// @param url a JDBC URL, `jdbc:postgresql://HOST:PORT/NAME`
/// @param password empty when none is asked
/// @param connections open at once at most, 1 to 100
public record DatabaseSettings(String url, String user, String password, int connections) {
  public DatabaseSettings {
    if (connections < 1 || connections > 100) {
      throw new IllegalArgumentException(connections + " connections: 1 to 100 are allowed");
    }
  }

  /// Leaves the password out.
  @Override
  public String toString() {
    return user + "@" + url;
  }
}
