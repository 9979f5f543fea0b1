package org.city311.server;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.city311.metrics.record.DatabaseSettings;

/// Reads a database's URL, as JDBC or as libpq writes it
/// (`postgresql://user:password@host:port/name`).
final class DatabaseUrl {
  private DatabaseUrl() {}

  static DatabaseSettings parse(String url) {
    if (url.startsWith("jdbc:")) {
      return new DatabaseSettings(url, "", "");
    }
    URI uri = URI.create(url);
    String[] user =
        uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new DatabaseSettings(
        "jdbc:postgresql://"
            + uri.getHost()
            + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
            + uri.getRawPath()
            + query,
        user.length > 0 ? decode(user[0]) : "",
        user.length > 1 ? decode(user[1]) : "");
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
