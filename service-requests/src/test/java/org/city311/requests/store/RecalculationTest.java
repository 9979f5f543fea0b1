package org.city311.requests.store;

import static org.city311.requests.life.TestRequests.ANA;
import static org.city311.requests.life.TestRequests.T0;
import static org.city311.requests.life.TestRequests.TWO_DAYS;
import static org.city311.requests.life.TestRequests.TWO_WORKING_DAYS;
import static org.city311.requests.life.TestRequests.done;
import static org.city311.requests.life.TestRequests.made;
import static org.city311.requests.life.TestRequests.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.city311.requests.life.Change;
import org.city311.requests.life.Decision.Done;
import org.city311.requests.life.Entry;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.Request;
import org.city311.requests.life.RequestRules;
import org.city311.requests.life.TestRequests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Streets works by the calendar of water from now on, which is always: two working days from Monday end
/// at Wednesday's midnight, no longer at 17:00.
class RecalculationTest {
  private static final Instant LATER = T0.plusSeconds(3_600);
  private static final Instant EVENING = Instant.parse("2026-11-18T22:00:00Z");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-19T05:00:00Z");
  private static final RequestRules ALWAYS =
      new RequestRules(
          id -> id.equals("circus") ? Optional.empty() : TestRequests.calendar("water"));

  private final PostgresServer server = PostgresServer.emptied();
  private final RequestsDatabase database = new RequestsDatabase(server.settings());
  private final Requests requests = new Requests(database);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void dueTimesThatMove_areInTheHistory_andTheOthersAreLeftAlone() throws Exception {
    save(made(1, TWO_WORKING_DAYS));
    Request runsOn = save(made(2, TWO_DAYS));
    Request closed =
        save(done(save(made(3, TWO_WORKING_DAYS)), new Change.Close(Outcome.DONE, ""), LATER));
    Request elsewhere =
        save(done(save(made(4, TWO_WORKING_DAYS)), new Change.Transfer("water", "a main"), LATER));
    Request merged =
        save(done(save(made(5, TWO_WORKING_DAYS)), new Change.Merge(runsOn, ""), LATER));

    Recalculation recalculation = new Recalculation(requests, ALWAYS);
    assertEquals(1, recalculation.of("streets", "open at night", ANA, LATER));
    assertEquals(0, recalculation.of("streets", "open at night", ANA, LATER));

    Request moved = requests.find(number(1)).orElseThrow();
    Entry entry = requests.history(number(1), 1, 10).getFirst();
    assertEquals(MIDNIGHT, moved.timing().due());
    assertEquals(EVENING, moved.timing().firstDue());
    assertEquals(Optional.of(new Entry.Move(EVENING, MIDNIGHT)), entry.due());
    assertEquals("open at night", entry.why());
    for (Request same : List.of(closed, elsewhere, merged)) {
      assertEquals(Optional.of(same), requests.find(same.number()));
    }
  }

  @Test
  void manyRequests_areAllCounted() throws Exception {
    requests.save(
        IntStream.range(0, 1_234)
            .mapToObj(n -> made(n, TWO_WORKING_DAYS).steps().getFirst())
            .toList());

    assertEquals(1_234, new Recalculation(requests, ALWAYS).of("streets", "why", ANA, LATER));
    assertEquals(
        List.of("1234"),
        server.query("select count(*) from requests.history where due_was <> due_became"));
  }

  /// Somebody accepts each request after it was read and before it is saved.
  @Test
  void requestThatSomebodyChangesMeanwhile_isCountedAsItIsThen() throws Exception {
    save(made(1, TWO_WORKING_DAYS));
    save(made(2, TWO_WORKING_DAYS));
    RequestRules slow =
        new RequestRules(
            _ -> {
              acceptAll();
              return TestRequests.calendar("water");
            });

    assertEquals(2, new Recalculation(requests, slow).of("streets", "why", ANA, LATER));
    for (int n = 1; n <= 2; n++) {
      Request request = requests.find(number(n)).orElseThrow();
      assertEquals("OPEN", request.state().name().name());
      assertEquals(MIDNIGHT, request.timing().due());
      assertEquals(3, request.version());
    }
  }

  private void acceptAll() {
    try {
      for (Request request : requests.unfinished("streets", 0, 10)) {
        if (request.version() == 1) {
          save(done(request, new Change.Accept(), LATER));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void departmentWithoutACalendar_orNoReason_isSaid() throws Exception {
    Recalculation without = new Recalculation(requests, new RequestRules(_ -> Optional.empty()));
    save(made(1, TWO_WORKING_DAYS));

    assertThrows(IllegalArgumentException.class, () -> without.of("streets", "why", ANA, LATER));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Recalculation(requests, ALWAYS).of("streets", " ", ANA, LATER));
    assertEquals(0, without.of("circus", "why", ANA, LATER));
  }

  private Request save(Done done) throws SQLException {
    assertEquals(new Saved.All(), requests.save(done.steps()));
    return done.request();
  }
}
