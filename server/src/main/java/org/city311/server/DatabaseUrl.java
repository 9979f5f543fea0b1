package org.city311.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.city311.metrics.record.DatabaseSettings;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/// Reads a database's URL, as JDBC or as libpq writes it
/// (`postgresql://user:password@host:port/name`, PostgreSQL's documentation, section 32.1.1.2).
final class DatabaseUrl {
  private static final Pattern JDBC = Pattern.compile("jdbc:postgresql://\\S+");

  /// Not read by [java.net.URI], which knows no host with an underscore and no list of hosts.
  private static final Pattern LIBPQ =
      Pattern.compile(
          "postgres(?:ql)?://(?:(?<user>[^\\s:@/?]*)(?::(?<password>[^\\s@/?]*))?@)?"
              + "(?<place>[^\\s@/?]+(?:/[^\\s?]*)?(?:\\?\\S*)?)");

  private DatabaseUrl() {}

  /// @throws StartException if it is neither; without the URL, which may hold a password
  static DatabaseSettings parse(String url) throws StartException {
    if (JDBC.matcher(url).matches()) {
      return settings(url, "", "");
    }
    Matcher parts = LIBPQ.matcher(url);
    if (!parts.matches()) {
      throw notUnderstood();
    }
    return settings(
        "jdbc:postgresql://" + parts.group("place"),
        decode(parts.group("user")),
        decode(parts.group("password")));
  }

  private static DatabaseSettings settings(String jdbc, String user, String password)
      throws StartException {
    if (Driver.parseURL(jdbc, null) == null) {
      throw notUnderstood();
    }
    return new DatabaseSettings(jdbc, user, password);
  }

  /// Percent-encoding only: a plus sign means itself here.
  private static String decode(@Nullable String text) throws StartException {
    try {
      return text == null
          ? ""
          : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw notUnderstood();
    }
  }

  private static StartException notUnderstood() {
    return new StartException(
        StartException.CONFIGURATION,
        "the database's URL (DATABASE_URL, or database.url in the configuration) is not understood:"
            + " write postgresql://user:password@host:port/name, special characters percent-encoded");
  }
}
