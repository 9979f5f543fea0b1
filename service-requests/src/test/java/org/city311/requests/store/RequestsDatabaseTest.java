package org.city311.requests.store;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RequestsDatabaseTest {
  private static final DatabaseSettings NOWHERE =
      new DatabaseSettings("jdbc:postgresql://127.0.0.1:1/postgres", "postgres", "postgres", 8);

  /// Each tries for 3 s: one after another, they would take two minutes.
  @Test
  @Timeout(60)
  void databaseThatIsAway_isFoundSoByAllWhoAskAtOnce() throws Exception {
    try (RequestsDatabase database = new RequestsDatabase(NOWHERE);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Connection> ask = database::connection;
      for (Future<Connection> asked : callers.invokeAll(Collections.nCopies(40, ask))) {
        assertInstanceOf(
            SQLException.class, assertThrows(ExecutionException.class, asked::get).getCause());
      }
    }
  }
}
