package org.city311.requests.store;

import static org.city311.requests.life.TestRequests.T0;
import static org.city311.requests.life.TestRequests.TWO_DAYS;
import static org.city311.requests.life.TestRequests.done;
import static org.city311.requests.life.TestRequests.made;
import static org.city311.requests.life.TestRequests.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.city311.requests.life.Change;
import org.city311.requests.life.Decision.Done;
import org.city311.requests.life.DeskEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsTest {
  private static final Instant LATER = T0.plusSeconds(3_600);

  private final PostgresServer server = PostgresServer.emptied();
  private final RequestsDatabase database = new RequestsDatabase(server.settings());
  private final Requests requests = new Requests(database);
  private final Events events = new Events(database);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatHappened_isReadOnce_inItsOrder_byEachReader() throws Exception {
    Done made = made(1, TWO_DAYS);
    Done held = done(made.request(), new Change.Hold("rain"), LATER);
    requests.save(made.steps());
    requests.save(held.steps());
    List<DeskEvent> timed =
        List.of(
            new DeskEvent.Approaching(number(1), LATER, T0),
            new DeskEvent.Overdue(number(1), LATER, T0),
            new DeskEvent.Escalated(number(1), LATER, T0, "overdue 1 day", "director"));
    try (Connection connection = database.connection()) {
      Events.add(connection, timed);
      connection.commit();
    }

    List<DeskEvent> all = new ArrayList<>();
    all.add(new DeskEvent.Created(made.steps().getFirst().entry()));
    all.add(new DeskEvent.Changed(held.steps().getFirst().entry()));
    all.addAll(timed);
    assertEquals(all, read("mail"));
    assertEquals(List.of(), read("mail"));
    assertEquals(all, read("board"));
  }

  @Test
  void readerThatFails_isOfferedTheSameAgain_andItsOwnWorkIsUndone() throws Exception {
    requests.save(made(1, TWO_DAYS).steps());
    server.execute("create table requests.mails (number bigint)");

    assertThrows(
        IllegalStateException.class,
        () ->
            events.read(
                "mail",
                10,
                T0,
                (connection, _) -> {
                  try (var statement = connection.createStatement()) {
                    statement.execute("insert into requests.mails values (1)");
                  }
                  throw new IllegalStateException("the node dies");
                }));

    assertEquals(List.of("0"), server.query("select count(*) from requests.mails"));
    server.execute("drop table requests.mails");
    assertEquals(1, read("mail").size());
  }

  @Test
  void eventOfATransactionThatEndsLater_isNotLeftOut() throws Exception {
    try (Connection slow = database.connection()) {
      Requests.save(slow, made(1, TWO_DAYS).steps(), Telling.TOLD);
      requests.save(made(2, TWO_DAYS).steps());
      // The second has a later number, and would push the reader's place beyond the first.
      assertEquals(List.of(), read("mail"));
      slow.commit();
    }
    assertEquals(2, read("mail").size());
  }

  @Test
  void severalNodesOfOneReader_readEachEventOnce() throws Exception {
    for (int i = 0; i < 60; i++) {
      requests.save(made(i, TWO_DAYS).steps());
    }
    List<DeskEvent> read = new ArrayList<>();
    try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int node = 0; node < 4; node++) {
        running.add(
            nodes.submit(
                () -> {
                  for (int turn = 0; turn < 30; turn++) {
                    events.read(
                        "mail",
                        7,
                        T0,
                        (_, page) -> {
                          synchronized (read) {
                            read.addAll(page);
                          }
                        });
                  }
                  return null;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
    read.addAll(read("mail"));
    assertEquals(60, read.size());
    assertEquals(60, read.stream().map(DeskEvent::number).distinct().count());
  }

  /// A dump keeps the transactions' numbers; the database that it is restored into counts from its own.
  @Test
  void afterARestoreFromADump_readersGoOnWhereTheyWere() throws Exception {
    requests.save(made(1, TWO_DAYS).steps());
    read("mail");
    requests.save(made(2, TWO_DAYS).steps());
    server.execute(
        "update requests.event set tx = (tx::text::bigint + 1000000000)::text::xid8;"
            + "update requests.event_reader set tx = (tx::text::bigint + 1000000000)::text::xid8");
    requests.save(made(3, TWO_DAYS).steps());

    assertEquals(
        List.of(number(2), number(3)), read("mail").stream().map(DeskEvent::number).toList());
    assertEquals(
        List.of(number(1), number(2), number(3)),
        read("board").stream().map(DeskEvent::number).toList());
  }

  @Test
  void silentSave_isToldToNobody() throws Exception {
    try (Connection connection = database.connection()) {
      Requests.save(connection, made(1, TWO_DAYS).steps(), Telling.SILENT);
      connection.commit();
    }

    assertEquals(List.of(), read("mail"));
  }

  @Test
  void oldEvents_areForgottenOnceAllHaveReadThem_orTheReaderIsGone() throws Exception {
    requests.save(made(1, TWO_DAYS).steps());
    read("mail");
    requests.save(made(2, TWO_DAYS).steps());
    Instant afterAll = T0.plusSeconds(1);

    assertEquals(1, events.forget(afterAll, T0));
    assertEquals(1, read("mail").size());
    assertEquals(0, events.forget(T0, T0));
    assertEquals(1, events.forget(afterAll, T0));

    requests.save(made(3, TWO_DAYS).steps());
    assertEquals(1, events.forget(afterAll, afterAll));
    assertEquals(List.of("0"), server.query("select count(*) from requests.event"));
  }

  private List<DeskEvent> read(String name) throws SQLException {
    List<DeskEvent> read = new ArrayList<>();
    events.read(name, 100, T0, (_, page) -> read.addAll(page));
    return read;
  }
}
