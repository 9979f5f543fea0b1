package org.city311.requests.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// This module's connections to PostgreSQL, and the schema `requests` there. It can be made while the
/// database is away: the schema is brought up to date before the first connection is handed out, and
/// again after it was away. Safe for any thread.
public final class RequestsDatabase implements AutoCloseable {
  private static final String SCHEMA = "requests";
  private static final long CONNECT_WITHIN_MS = 3_000;
  private static final int CONNECT_WITHIN_SECONDS = 3;
  private static final int ANSWER_WITHIN_SECONDS = 30;

  private final HikariDataSource pool;
  private final Flyway flyway;
  private boolean migrated;
  private volatile int failures;

  public RequestsDatabase(DatabaseSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("requests");
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(0);
    config.setAutoCommit(false);
    config.setConnectionTimeout(CONNECT_WITHIN_MS);
    config.setValidationTimeout(CONNECT_WITHIN_MS);
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", "city311-requests");
    config.addDataSourceProperty("connectTimeout", CONNECT_WITHIN_SECONDS);
    config.addDataSourceProperty("socketTimeout", ANSWER_WITHIN_SECONDS);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    // A row that is refused may hold somebody's name and address: neither belongs into a log.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    // A plan for whatever values may come reads far too much for some of them.
    config.addDataSourceProperty("options", "-c plan_cache_mode=force_custom_plan");
    pool = new HikariDataSource(config);
    flyway =
        Flyway.configure()
            .dataSource(pool)
            .schemas(SCHEMA)
            .defaultSchema(SCHEMA)
            .locations("classpath:db/requests")
            .failOnMissingLocations(true)
            .load();
  }

  /// A connection to a database whose schema is up to date, in a transaction; the caller commits and
  /// closes it. Closed without a commit, it leaves nothing.
  ///
  /// @throws SQLException when the database is away, or its schema could not be brought up to date;
  ///     may be repeated
  public Connection connection() throws SQLException {
    try {
      migrateOnce();
      return pool.getConnection();
    } catch (SQLException e) {
      away();
      throw e;
    }
  }

  /// The database that comes back need not be the one that went.
  private synchronized void away() {
    migrated = false;
  }

  /// Whoever waits while one tries, and fails, has failed with it: in a long line each would wait for the
  /// turns of all before.
  private void migrateOnce() throws SQLException {
    int failuresBefore = failures;
    synchronized (this) {
      if (migrated) {
        return;
      }
      if (failures != failuresBefore) {
        throw new SQLException("the database is away, as another has just found");
      }
      try {
        flyway.migrate();
        migrated = true;
      } catch (FlywayException e) {
        failures = failuresBefore + 1;
        throw new SQLException("can't bring the schema " + SCHEMA + " up to date", e);
      }
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
