package org.city311.requests.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestsDatabaseTest {
  private static final int CALLERS = 40;

  private final PostgresServer server = PostgresServer.emptied();
  private final RequestsDatabase database = new RequestsDatabase(server.settings());

  @AfterEach
  void close() throws Exception {
    database.close();
    server.start();
  }

  /// One after the other, as it was, they take two minutes: three seconds each.
  @Test
  void whileItIsAway_nobodyWaitsForOthers_andThereAreConnectionsOnceItIsBack() throws Exception {
    server.stop();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Connection>> calls = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        calls.add(callers.submit(database::connection));
      }
      for (Future<Connection> call : calls) {
        Awaitility.await().atMost(Duration.ofSeconds(40)).until(call::isDone);
        assertInstanceOf(DatabaseAwayException.class, call.exceptionNow());
      }
    }

    server.start();

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(this::answers);
  }

  /// It may be another one, restored from a backup, that is older than this program.
  @Test
  void oneThatComesBackWithoutTheSchema_isBroughtUpToDate() throws Exception {
    assertTrue(answers());
    server.stop();
    Awaitility.await().until(this::isAway);
    server.start();
    server.execute("drop schema requests cascade");

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(this::answers);
  }

  /// A migration would want a connection as well, of those that there are too few of.
  @Test
  void allConnectionsInUse_isBusy_andNothingIsMigratedAnew() throws Exception {
    List<Connection> all = new ArrayList<>();
    for (int i = 0; i < server.settings().connections(); i++) {
      all.add(database.connection());
    }
    // Another migration would fail at the first table.
    server.execute("delete from requests.flyway_schema_history");

    SQLException busy = assertThrows(SQLException.class, database::connection);
    assertFalse(busy instanceof DatabaseAwayException, busy.toString());
    for (Connection each : all) {
      each.close();
    }

    assertTrue(answers());
  }

  /// What the pool has kept of it is found out first.
  private boolean isAway() {
    try {
      answers();
      return false;
    } catch (SQLException e) {
      return e instanceof DatabaseAwayException;
    }
  }

  private boolean answers() throws SQLException {
    try (Connection connection = database.connection()) {
      return connection
          .createStatement()
          .executeQuery("select count(*) from requests.request")
          .next();
    }
  }
}
