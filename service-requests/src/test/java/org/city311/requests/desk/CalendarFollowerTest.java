package org.city311.requests.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.city311.requests.catalogue.CatalogueReader;
import org.city311.requests.geo.Areas;
import org.city311.requests.life.Entry;
import org.city311.requests.life.Request;
import org.city311.requests.store.PostgresServer;
import org.city311.requests.store.RequestsDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalendarFollowerTest {
  private static final String CITY =
      """
      departments:
        streets: { name: { en: Streets, es: Calles }, calendar: CALENDAR }
        water: { name: { en: Water, es: Agua }, calendar: office }
      calendars:
        own: { hours: { mon-fri: 08:00-17:00 }, special: { SPECIAL } }
      department: streets
      types:
        hole:
          name: { en: Hole, es: Hoyo }
          words: { en: hole, es: hoyo }
          promise: 2 working days
      """;

  /// A Monday.
  private static final Instant NOW = Instant.parse("2026-11-16T15:00:00Z");

  private static final Instant WEDNESDAY_EVENING = Instant.parse("2026-11-18T17:00:00Z");
  private static final Instant THURSDAY_EVENING = Instant.parse("2026-11-19T17:00:00Z");

  @TempDir private Path folder;
  private final PostgresServer server = PostgresServer.emptied();
  private final RequestsDatabase database = new RequestsDatabase(server.settings());
  private final CalendarFollower follower = new CalendarFollower(database);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void newHoliday_movesTheDueTimesOfItsDepartment_onceAndWithTheReason() throws Exception {
    Directory before = city("own", "2020-01-01: closed");
    assertEquals(0, follower.start(before, NOW));
    RequestDesk desk = desk(before);
    Request request = taken(desk);
    assertEquals(WEDNESDAY_EVENING, request.timing().due());

    Directory after = city("own", "2026-11-17: closed");
    // Another follower knows nothing of the first, as after a restart.
    assertEquals(1, new CalendarFollower(database).start(after, NOW.plusSeconds(60)));
    assertEquals(0, follower.start(after, NOW.plusSeconds(120)));
    assertEquals(0, follower.follow(before, after, NOW.plusSeconds(180)));

    Request moved = desk.find(request.number()).orElseThrow();
    assertEquals(THURSDAY_EVENING, moved.timing().due());
    assertEquals(WEDNESDAY_EVENING, moved.timing().firstDue());
    Entry entry = desk.history(request.number()).getLast();
    assertEquals(Entry.Kind.RECALCULATED, entry.what().kind());
    assertEquals("the working hours or holidays of Streets changed", entry.why());
    assertEquals(Optional.of(new Entry.Move(WEDNESDAY_EVENING, THURSDAY_EVENING)), entry.due());
  }

  @Test
  void departmentThatWorksByAnotherCalendar_hasItsDueTimesMovedToo() throws Exception {
    Directory before = city("own", "2020-01-01: closed");
    follower.start(before, NOW);
    Request request = taken(desk(before));

    Directory after = city("around-the-clock", "2020-01-01: closed");

    assertEquals(1, follower.follow(before, after, NOW.plusSeconds(60)));
    assertEquals(
        Instant.parse("2026-11-19T00:00:00Z"),
        desk(after).find(request.number()).orElseThrow().timing().due());
  }

  @Test
  void calendarsAsTheyWere_moveNothing() throws Exception {
    Directory city = city("own", "2020-01-01: closed");
    follower.start(city, NOW);
    Request request = taken(desk(city));

    Directory same = city("own", "2020-01-01: closed");
    assertEquals(0, follower.start(same, NOW.plusSeconds(60)));
    assertEquals(0, follower.follow(city, same, NOW.plusSeconds(60)));
    assertEquals(1, desk(city).history(request.number()).size());
    assertEquals(
        List.of("streets", "water"),
        server.query("select department from requests.department_calendar order by 1"));
  }

  @Test
  void serverThatReadsItsFilesLater_countsWhatItHasTakenMeanwhile() throws Exception {
    Directory before = city("own", "2020-01-01: closed");
    follower.start(before, NOW);
    Directory after = city("own", "2026-11-17: closed");
    assertEquals(0, follower.follow(before, after, NOW.plusSeconds(60)));

    Request request = taken(desk(before));
    CalendarFollower other = new CalendarFollower(database);
    assertEquals(1, other.follow(before, after, NOW.plusSeconds(62)));

    assertEquals(THURSDAY_EVENING, desk(after).find(request.number()).orElseThrow().timing().due());
  }

  /// It had read the calendar when that was changed, and is stored when all the others have been counted.
  @Test
  void reportThatIsStoredAfterAllWereCounted_isCountedAMinuteLater() throws Exception {
    CalendarWatch watch = new CalendarWatch(follower);
    Directory before = city("own", "2020-01-01: closed");
    Directory after = city("own", "2026-11-17: closed");
    assertEquals(0, watch.look(before, NOW));
    assertEquals(0, watch.look(after, NOW.plusSeconds(10)));

    Request late = taken(desk(before));
    assertEquals(0, watch.look(after, NOW.plusSeconds(69)));
    assertEquals(1, watch.look(after, NOW.plusSeconds(70)));
    assertEquals(0, watch.look(after, NOW.plusSeconds(72)));

    Request counted = desk(after).find(late.number()).orElseThrow();
    assertEquals(THURSDAY_EVENING, counted.timing().due());
    assertEquals(WEDNESDAY_EVENING, counted.timing().firstDue());
  }

  /// Whoever finds a slip in what they have just changed, changes it back.
  @Test
  void calendarThatIsChangedBack_isCountedForBoth() throws Exception {
    CalendarWatch watch = new CalendarWatch(follower);
    Directory right = city("own", "2020-01-01: closed");
    Directory slip = city("own", "2026-11-17: closed");
    watch.look(right, NOW);
    watch.look(slip, NOW.plusSeconds(10));
    assertEquals(0, watch.look(right, NOW.plusSeconds(20)));
    Request late = taken(desk(slip));

    assertEquals(0, watch.look(right, NOW.plusSeconds(70)));
    assertEquals(1, watch.look(right, NOW.plusSeconds(80)));
    assertEquals(WEDNESDAY_EVENING, desk(right).find(late.number()).orElseThrow().timing().due());
  }

  private RequestDesk desk(Directory city) {
    return new RequestDesk(() -> city, database, Attachments.NONE, () -> NOW);
  }

  private static Request taken(RequestDesk desk) throws Exception {
    return assertInstanceOf(Taken.Accepted.class, desk.take(TestIntakes.of("hole").build()))
        .request();
  }

  private Directory city(String calendar, String special) throws Exception {
    Files.writeString(
        folder.resolve("city.yaml"),
        CITY.replace("CALENDAR", calendar).replace("SPECIAL", special));
    return new Directory(CatalogueReader.read(folder), ZoneId.of("UTC"), Areas.NONE);
  }
}
