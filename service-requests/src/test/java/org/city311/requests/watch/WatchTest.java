package org.city311.requests.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.city311.requests.catalogue.CatalogueReader;
import org.city311.requests.desk.Attachments;
import org.city311.requests.desk.Changed;
import org.city311.requests.desk.Directory;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.desk.Taken;
import org.city311.requests.desk.TestIntakes;
import org.city311.requests.geo.Areas;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Change;
import org.city311.requests.life.DeskEvent;
import org.city311.requests.life.Outcome;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.Events;
import org.city311.requests.store.PostgresServer;
import org.city311.requests.store.RequestsDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A request that is due in ten days; half of them: the crew; a day too late: the director.
class WatchTest {
  private static final String CITY =
      """
      departments:
        streets:
          name: { en: Streets, es: Calles }
          calendar: around-the-clock
          escalate: { at 50 %: crew, overdue 1 day: director }
        parks:
          name: { en: Parks, es: Parques }
          calendar: around-the-clock
          escalate: { at 50 %: crew, at 55 %: gardener }
      department: streets
      types:
        hole:
          name: { en: Hole, es: Hoyo }
          words: { en: hole, es: hoyo }
          promise: 240 hours, stops on hold
      """;

  private static final Instant T0 = Instant.parse("2026-11-16T15:00:00Z");
  private static final Actor ANA = new Actor(Actor.Kind.DEPARTMENT, "ana");

  @TempDir private Path folder;
  private static final Directory STANDARD = Directory.standard(ZoneId.of("UTC"));

  private final PostgresServer server = PostgresServer.emptied();
  private final RequestsDatabase database = new RequestsDatabase(server.settings());
  private final Events events = new Events(database);
  private volatile Instant now = T0;
  private volatile Directory city = STANDARD;
  private final RequestDesk desk =
      new RequestDesk(() -> city, database, Attachments.NONE, () -> now);
  private final Watch watch = new Watch(database, () -> city);

  @BeforeEach
  void readTheCity() throws Exception {
    city = city("");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatTheClockReaches_isToldOnce_atItsTime() throws Exception {
    taken();

    assertEquals(List.of(), told(days(4.99)));
    assertEquals(List.of("at 50 %:crew"), told(days(5)));
    assertEquals(List.of(), told(days(7.99)));
    assertEquals(List.of("approaching"), told(days(8)));
    assertEquals(List.of(), told(days(10)));
    assertEquals(List.of("overdue"), told(days(10).plusMillis(1)));
    assertEquals(List.of(), told(days(10.5)));
    assertEquals(List.of("overdue 1 day:director"), told(days(11)));
    assertEquals(List.of(), told(days(30)));
  }

  @Test
  void afterAnOutage_isToldWhatMatters_andNotThatItApproached() throws Exception {
    taken();

    assertEquals(List.of("at 50 %:crew", "overdue", "overdue 1 day:director"), told(days(12)));
  }

  @Test
  void whatWasReachedLongAgo_asAfterAnImport_isNotTold() throws Exception {
    taken();

    assertEquals(List.of(), told(days(100)));
    assertEquals(List.of(), told(days(101)));
  }

  @Test
  void finishedOrMerged_isNotWatched_andReopenedIsAgain() throws Exception {
    RequestNumber done = taken();
    RequestNumber merged = taken();
    RequestNumber stands = taken();
    change(done, new Change.Close(Outcome.DONE, ""));
    assertInstanceOf(Changed.Done.class, desk.merge(merged, stands, "", ANA));
    change(stands, new Change.Close(Outcome.DONE, ""));

    assertEquals(List.of(), told(days(12)));

    now = days(20);
    change(done, new Change.Reopen("it was not"));
    assertEquals(List.of(), told(days(24.99)));
    assertEquals(List.of("at 50 %:crew"), told(days(25)));
  }

  @Test
  void clockThatStandsStillOnHold_reachesNothing_andThenItsNewDueTime() throws Exception {
    RequestNumber number = taken();
    now = days(4);
    change(number, new Change.Hold("waiting for a part"));

    assertEquals(List.of(), told(days(20)));

    now = days(24);
    change(number, new Change.Resume());
    assertEquals(List.of(), told(days(24.99)));
    assertEquals(List.of("at 50 %:crew"), told(days(25)));
    assertEquals(List.of("approaching"), told(days(28)));
    assertEquals(List.of("overdue"), told(days(30).plusMillis(1)));
  }

  /// The due time stays, as both work by one calendar.
  @Test
  void departmentThatGetsItByTransfer_isToldByItsOwnRules_atOnce() throws Exception {
    RequestNumber number = taken();
    assertEquals(List.of("at 50 %:crew"), told(days(5.6)));

    change(number, new Change.Transfer("parks", "the tree is theirs"));

    assertEquals(List.of("at 50 %:crew", "at 55 %:gardener"), told(days(5.6)));
    assertEquals(List.of(), told(days(5.7)));
  }

  @Test
  void changedRules_takeEffectWithinADay() throws Exception {
    taken();
    assertEquals(List.of("at 50 %:crew"), told(days(6)));

    city = city(", at 55 %: mayor");

    assertEquals(List.of("at 55 %:mayor"), told(days(7)));
  }

  @Test
  void severalNodesAtOnce_tellEachThingOnce() throws Exception {
    for (int i = 0; i < 500; i++) {
      taken();
    }
    now = days(10.5);
    CountDownLatch together = new CountDownLatch(4);
    List<Future<Integer>> nodes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int node = 0; node < 4; node++) {
        nodes.add(
            threads.submit(
                () -> {
                  Watch mine = new Watch(database, () -> city);
                  together.countDown();
                  together.await();
                  int looked = 0;
                  for (int last = 1; last > 0; looked += last) {
                    last = mine.look(now);
                  }
                  return looked;
                }));
      }
      int looked = 0;
      for (Future<Integer> node : nodes) {
        looked += node.get();
      }
      assertEquals(500, looked);
    }
    List<String> told = told(now);
    assertEquals(500, Collections.frequency(told, "overdue"));
    assertEquals(500, Collections.frequency(told, "at 50 %:crew"));
    assertEquals(1_000, told.size());
  }

  @Test
  void databaseThatWentAway_costsNothing() throws Exception {
    taken();
    server.stop();
    now = days(5);
    assertThrows(SQLException.class, () -> watch.look(now));
    server.start();

    Awaitility.await()
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(() -> watch.look(now) == 1);
    assertEquals(List.of("at 50 %:crew"), told(days(5)));
  }

  private RequestNumber taken() throws SQLException {
    return assertInstanceOf(Taken.Accepted.class, desk.take(TestIntakes.of("hole").build()))
        .request()
        .number();
  }

  private void change(RequestNumber number, Change change) throws SQLException {
    assertInstanceOf(Changed.Done.class, desk.change(number, OptionalLong.empty(), change, ANA));
  }

  /// What is told anew when the watch looks at this time, in order, without what people did.
  private List<String> told(Instant at) throws SQLException {
    now = at;
    while (watch.look(at) == Watch.AT_A_TIME) {
      // Until all are looked at.
    }
    List<String> told = new ArrayList<>();
    int last;
    do {
      last =
          events.read(
              "test",
              1_000,
              at,
              (_, page) -> page.forEach(event -> name(event).ifPresent(told::add)));
    } while (last > 0);
    return told.stream().sorted().toList();
  }

  private static Optional<String> name(DeskEvent event) {
    return switch (event) {
      case DeskEvent.Created _, DeskEvent.Changed _ -> Optional.empty();
      case DeskEvent.Approaching _ -> Optional.of("approaching");
      case DeskEvent.Overdue _ -> Optional.of("overdue");
      case DeskEvent.Escalated escalated -> Optional.of(escalated.rule() + ":" + escalated.role());
    };
  }

  private Directory city(String moreRules) throws Exception {
    Files.writeString(
        folder.resolve("city.yaml"), CITY.replace("director }", "director" + moreRules + " }"));
    return new Directory(CatalogueReader.read(folder), ZoneId.of("UTC"), Areas.NONE);
  }

  private static Instant days(double days) {
    return T0.plus(Duration.ofMillis(Math.round(days * 86_400_000)));
  }
}
