package org.city311.requests.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This module's connections to PostgreSQL, and the schema `requests` there. It can be made while the
/// database is away: the schema is brought up to date before the first connection is handed out, and
/// again after it was away. While it is away, one caller at a time finds out whether it is back, and the
/// others are told at once. Safe for any thread.
public final class RequestsDatabase implements AutoCloseable {
  private static final String SCHEMA = "requests";
  private static final long CONNECT_WITHIN_MS = 3_000;
  private static final int CONNECT_WITHIN_SECONDS = 3;
  private static final int ANSWER_WITHIN_SECONDS = 30;

  /// So long others wait for the one who brings the schema up to date.
  private static final int MIGRATED_WITHIN_SECONDS = 10;

  /// When it was found away, nobody asks it again for so long.
  private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(1);

  private static final Logger log = LoggerFactory.getLogger(RequestsDatabase.class);

  private final HikariDataSource pool;
  private final Flyway flyway;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile boolean migrated;

  /// Null when it was there.
  private volatile @Nullable Failure failure;

  /// Why it was found away.
  ///
  /// @param atNs when, by [System#nanoTime]
  private record Failure(Exception cause, long atNs) {}

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
  /// @throws DatabaseAwayException when the database is away, or its schema could not be brought up to
  ///     date; may be repeated
  /// @throws SQLException when all connections are in use for seconds; may be repeated
  public Connection connection() throws SQLException {
    if (!migrated) {
      migrate();
    }
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      // While connections are in use it is merely busy, and the same database as before.
      if (pool.isClosed() || pool.getHikariPoolMXBean().getTotalConnections() > 0) {
        throw e;
      }
      throw away(e);
    }
  }

  private void migrate() throws SQLException {
    refuseIfJustAsked();
    if (!mayAsk()) {
      throw new DatabaseAwayException("it is being asked whether it is there", null);
    }
    try {
      if (migrated) {
        return;
      }
      refuseIfJustAsked();
      flyway.migrate();
      migrated = true;
      if (failure != null) {
        failure = null;
        log.info("the database of requests is there again");
      }
    } catch (FlywayException e) {
      throw away(e);
    } finally {
      asking.unlock();
    }
  }

  private void refuseIfJustAsked() throws DatabaseAwayException {
    Failure last = failure;
    if (last != null && System.nanoTime() - last.atNs() < PAUSE_NS) {
      throw new DatabaseAwayException(reason(last.cause()), last.cause());
    }
  }

  /// Nobody waits for what is known to be away.
  private boolean mayAsk() throws SQLException {
    if (failure != null) {
      return asking.tryLock();
    }
    try {
      return asking.tryLock(MIGRATED_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted before there was a connection", e);
    }
  }

  /// The database that comes back need not be the one that went.
  private synchronized DatabaseAwayException away(Exception cause) {
    String reason = reason(cause);
    if (failure == null) {
      log.warn(
          "the database of requests is away, and nothing is taken until it is back: {}", reason);
    }
    failure = new Failure(cause, System.nanoTime());
    migrated = false;
    return new DatabaseAwayException(reason, cause);
  }

  /// What is at the bottom of it, on one line.
  private static String reason(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    pool.close();
  }
}
