package org.city311.gateway.accounts;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/// This module's connections to PostgreSQL, and the schema `gateway` there. It can be made while the
/// database is away: the schema is brought up to date before the first connection is handed out. Safe for
/// any thread.
public final class AccountsDatabase implements AutoCloseable {
  private static final String SCHEMA = "gateway";
  private static final int CONNECTIONS = 4;
  private static final int CONNECT_WITHIN_SECONDS = 3;
  private static final int ANSWER_WITHIN_SECONDS = 10;

  /// How long nobody waits for a database that was away; else they would wait one after another.
  private static final Duration REST = Duration.ofSeconds(2);

  private final HikariDataSource pool;
  private final Flyway flyway;
  private volatile boolean migrated;
  private @Nullable Long failed;

  /// @param url a JDBC URL, `jdbc:postgresql://HOST:PORT/NAME`
  /// @param user empty if the URL says who
  /// @param password empty when none is asked
  public AccountsDatabase(String url, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("accounts");
    config.setJdbcUrl(url);
    if (!user.isEmpty()) {
      config.setUsername(user);
      config.setPassword(password);
    }
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    config.setAutoCommit(false);
    config.setConnectionTimeout(CONNECT_WITHIN_SECONDS * 1_000L);
    config.setValidationTimeout(CONNECT_WITHIN_SECONDS * 1_000L);
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", "city311-accounts");
    config.addDataSourceProperty("connectTimeout", CONNECT_WITHIN_SECONDS);
    config.addDataSourceProperty("socketTimeout", ANSWER_WITHIN_SECONDS);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    // A row that is refused may hold a hash of a password.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    pool = new HikariDataSource(config);
    flyway =
        Flyway.configure()
            .dataSource(pool)
            .schemas(SCHEMA)
            .defaultSchema(SCHEMA)
            .locations("classpath:db/gateway")
            .failOnMissingLocations(true)
            .load();
  }

  /// A connection to a database whose schema is up to date, in a transaction; the caller commits and closes
  /// it. Closed without a commit, it leaves nothing.
  ///
  /// @throws SQLException while the database is away; may be repeated
  public Connection connection() throws SQLException {
    if (!migrated) {
      migrate();
    }
    return pool.getConnection();
  }

  private synchronized void migrate() throws SQLException {
    if (migrated) {
      return;
    }
    if (failed != null && System.nanoTime() - failed < REST.toNanos()) {
      throw new SQLException("the database was away a moment ago");
    }
    try {
      flyway.migrate();
      migrated = true;
    } catch (FlywayException e) {
      failed = System.nanoTime();
      throw new SQLException("the schema of accounts can't be brought up to date", e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
