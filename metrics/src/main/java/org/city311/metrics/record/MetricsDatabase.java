package org.city311.metrics.record;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This module's connections to PostgreSQL, and the schema `metrics` there. It can be made while the
/// database is away: the schema is brought up to date before the first connection is handed out, and
/// again after a fault, as the database that comes back need not be the one that went. Safe for any
/// thread.
public final class MetricsDatabase implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MetricsDatabase.class);

  private static final String SCHEMA = "metrics";
  private static final int MAX_CONNECTIONS = 3;
  private static final long CONNECT_WITHIN_MS = 3_000;
  private static final int CONNECT_WITHIN_SECONDS = 3;
  private static final int ANSWER_WITHIN_SECONDS = 30;
  private static final int PING_WITHIN_SECONDS = 2;

  private final HikariDataSource pool;
  private final Flyway flyway;
  private boolean migrated;
  private volatile Reach reach = Reach.UNKNOWN;

  public MetricsDatabase(DatabaseSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("metrics");
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(MAX_CONNECTIONS);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(CONNECT_WITHIN_MS);
    config.setValidationTimeout(CONNECT_WITHIN_MS);
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", "city311-metrics");
    config.addDataSourceProperty("connectTimeout", CONNECT_WITHIN_SECONDS);
    config.addDataSourceProperty("socketTimeout", ANSWER_WITHIN_SECONDS);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    // It would repeat a refused row in what is logged, and so a caller's number.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    pool = new HikariDataSource(config);
    flyway =
        Flyway.configure()
            .dataSource(pool)
            .schemas(SCHEMA)
            .defaultSchema(SCHEMA)
            .locations("classpath:db/metrics")
            .failOnMissingLocations(true)
            .load();
  }

  /// A connection to a database whose schema is up to date; the caller closes it.
  ///
  /// @throws SQLException when the database is away, or its schema could not be brought up to date;
  ///     may be repeated
  public Connection connection() throws SQLException {
    try {
      migrateOnce();
      Connection connection = pool.getConnection();
      reached();
      return connection;
    } catch (SQLException e) {
      missed(e);
      throw e;
    }
  }

  /// Asks the database whether it is there.
  void ping() throws SQLException {
    try (Connection connection = connection()) {
      if (!connection.isValid(PING_WITHIN_SECONDS)) {
        SQLException silent = new SQLException("the database did not answer a ping");
        missed(silent);
        throw silent;
      }
    }
  }

  /// Says that work on a connection failed in a way that may be the database's.
  synchronized void missed(SQLException why) {
    migrated = false;
    if (reach != Reach.AWAY) {
      log.warn(
          "The database is away; call records stay in the outbox until it is back: {}",
          why.toString());
    }
    reach = Reach.AWAY;
  }

  /// Whether the last attempt to reach the database succeeded.
  public boolean isUp() {
    return reach == Reach.THERE;
  }

  private synchronized void migrateOnce() throws SQLException {
    if (migrated) {
      return;
    }
    try {
      flyway.migrate();
      migrated = true;
    } catch (FlywayException e) {
      throw new SQLException("can't bring the schema " + SCHEMA + " up to date", e);
    }
  }

  private synchronized void reached() {
    if (reach != Reach.THERE) {
      log.info("The database is there");
    }
    reach = Reach.THERE;
  }

  @Override
  public void close() {
    pool.close();
  }

  private enum Reach {
    UNKNOWN,
    THERE,
    AWAY
  }
}
