package org.city311.requests.store;

import static org.city311.requests.life.TestRequests.RULES;
import static org.city311.requests.life.TestRequests.T0;
import static org.city311.requests.life.TestRequests.TWO_DAYS;
import static org.city311.requests.life.TestRequests.done;
import static org.city311.requests.life.TestRequests.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.city311.requests.geo.Position;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Change;
import org.city311.requests.life.Channel;
import org.city311.requests.life.Decision.Done;
import org.city311.requests.life.Decision.Step;
import org.city311.requests.life.Location;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.Report;
import org.city311.requests.life.Request;
import org.city311.requests.life.State;
import org.city311.requests.store.Search.After;
import org.city311.requests.store.Search.Order;
import org.city311.requests.store.Search.Span;
import org.city311.requests.store.Search.Standing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestSearchTest {
  private static final Position HOME = new Position(39.2904, -76.6122);

  private final PostgresServer server = PostgresServer.emptied();
  private final RequestsDatabase database = new RequestsDatabase(server.settings());
  private final Requests requests = new Requests(database);
  private static final int LOOKED_THROUGH = 100;

  private final RequestSearch search = new RequestSearch(database, LOOKED_THROUGH);

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hydrant",
        "HYDRANTS",
        "hydr",
        "broken hydrant",
        "lucio",
        "Lúcio Gárcia",
        "holliday st",
        "st",
        "100 holliday",
        "Peña's",
        "nino",
        "niño",
        "pole-17",
        "pole 17",
        "Fell's Point",
        "10000004",
        "100 000-04",
        "in the \"rain\""
      })
  void text_findsWordsAndTheirBeginnings_whateverAccentsAndCaseAndSigns(String text)
      throws Exception {
    save(7, "trash", "nothing of the kind", new Location(Optional.empty(), "", "", ""));
    save(
        0,
        "water",
        "Broken hydrant, says Lucío García. Niño asks; in the \"rain\"",
        new Location(Optional.of(HOME), "100-102 Holliday St / Peña’s", "Fell's Point", "pole-17"));

    assertEquals(List.of(0), found(Search.ALL.about(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drant",
        "hydrant trash",
        "10000017",
        "t:water",
        "c:WEB",
        "' | 'trash",
        "a",
        "' or 1=1 --",
        "!?",
        "\u0000",
        "12"
      })
  void text_findsNothingElse(String text) throws Exception {
    save(0, "water", "Broken hydrant before 1204 Main", Location.NONE);
    save(2, "streets", "", Location.NONE);

    assertEquals(List.of(), found(Search.ALL.about(text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   "})
  void noText_doesNotMatter(String text) throws Exception {
    save(0, "water", "", Location.NONE);

    assertEquals(List.of(0), found(Search.ALL.about(text)));
  }

  @Test
  void allThatIsGiven_mustBeTrue() throws Exception {
    Request first =
        save(0, "water", "leak", new Location(Optional.of(HOME), "", "O'Donnell\\Heights", ""));
    save(1, "pothole", "leak", Location.NONE);
    save(2, "water", "no light", new Location(Optional.of(HOME), "", "Canton", ""));
    save(done(first, new Change.Assign(Optional.of("ben")), T0.plusSeconds(60)));
    Search all =
        new Search(
            "leak",
            Set.of("water", "sewer"),
            Set.of("streets"),
            Set.of(State.Name.NEW),
            Set.of(Channel.WEB),
            Set.of("O'Donnell\\Heights"),
            Optional.of("ben"),
            Optional.of(HOME.around(100)),
            new Span(Optional.of(T0), Optional.of(T0.plusSeconds(1))),
            new Span(
                Optional.of(T0.plus(Duration.ofDays(2))),
                Optional.of(T0.plus(Duration.ofHours(49)))),
            Standing.UNFINISHED,
            Order.DUE);

    assertEquals(List.of(0), found(all));
    assertEquals(List.of(), found(all.about("light")));
    assertEquals(List.of(), found(all.ofTypes(Set.of("pothole"))));
    assertEquals(List.of(), found(all.ofDepartments(Set.of("water"))));
    assertEquals(List.of(), found(all.inStates(Set.of(State.Name.OPEN, State.Name.CLOSED))));
    assertEquals(List.of(), found(all.within(new Position(39.3, -76.6).around(100))));
    assertEquals(List.of(), found(all.that(Standing.OVERDUE, Order.LATEST)));
  }

  @Test
  void overdue_isWhatIsUnfinishedAndLate_butNotWhoseClockStandsStill() throws Exception {
    Instant later = T0.plusSeconds(60);
    save(0, "a", "", Location.NONE);
    save(done(save(1, "b", "", Location.NONE), new Change.Close(Outcome.DONE, ""), later));
    save(done(save(2, "c", "", Location.NONE), new Change.Hold("rain"), later));
    save(done(save(3, "d", "", Location.NONE), new Change.Hold("rain"), T0.plusSeconds(300_000)));
    Request merged = save(4, "e", "", Location.NONE);
    save(done(merged, new Change.Merge(requests.find(number(0)).orElseThrow(), ""), later));
    Search overdue = Search.ALL.that(Standing.OVERDUE, Order.DUE);

    assertEquals(List.of(), found(overdue, T0.plus(Duration.ofDays(2))));
    assertEquals(List.of(0, 3), found(overdue, T0.plus(Duration.ofHours(100))));
    assertEquals(List.of(0, 2, 3), found(Search.ALL.that(Standing.UNFINISHED, Order.DUE)));
  }

  @ParameterizedTest
  @CsvSource({"LATEST", "DUE"})
  void pages_followEachOther_whatIsReportedAtOneMomentAmongIt_andWhatComesInMeanwhileHoldsNobodyUp(
      Order order) throws Exception {
    for (int n = 0; n < 25; n++) {
      save(n, "water", "", Location.NONE, T0.plusSeconds(n / 10));
    }
    Search all = Search.ALL.that(Standing.ANY, order);
    List<Request> read = new ArrayList<>();
    Optional<After> after = Optional.empty();
    do {
      RequestSearch.Page page = search.find(all, after, 4, T0);
      read.addAll(page.requests());
      after = page.next().flatMap(end -> After.parse(end.toString()));
      save(
          100 + read.size(), "new", "", Location.NONE, T0.plusSeconds(order == Order.DUE ? -9 : 9));
    } while (after.isPresent());

    List<Integer> serials = IntStream.range(0, 25).boxed().toList();
    assertEquals(
        order == Order.DUE ? serials : serials.reversed(),
        read.stream().map(RequestSearchTest::serial).toList());
  }

  /// More than are looked through before the indexes are asked.
  @Test
  void whatIsRareAndOld_isFoundToo_inItsOrder() throws Exception {
    requests.numbers(3);
    for (int n : List.of(1, 0, 2)) {
      save(n, "circus", "an elephant", Location.NONE, T0.minusSeconds(n));
    }
    saveHoles(Location.NONE);

    assertEquals(List.of(0, 1, 2), found(Search.ALL.about("elephant")));
    assertEquals(
        List.of(2, 1, 0), found(Search.ALL.about("elephant").that(Standing.ANY, Order.DUE)));
    assertEquals(3, search.numbers(Search.ALL.about("elephant"), 0, 10, T0).size());
    for (String type : List.of("circus", "pothole")) {
      Search ofType = Search.ALL.about("elephant").ofTypes(Set.of(type));
      assertEquals(type.equals("circus") ? List.of(0, 1, 2) : List.of(), found(ofType));
    }
    assertEquals(
        50, search.find(Search.ALL.about("hole"), Optional.empty(), 50, T0).requests().size());
  }

  /// In a list of a type or a department, and on a part of the map, that is longer than what is looked through.
  @Test
  void whatIsRareAndOld_amongManyOfItsKind_isFoundToo() throws Exception {
    Location home = new Location(Optional.of(HOME), "", "", "");
    requests.numbers(1);
    Request old = save(0, "pothole", "an elephant", home, T0.minusSeconds(1));
    Search elephant = Search.ALL.about("elephant");
    List<Search> narrow =
        List.of(
            elephant.ofTypes(Set.of("pothole")),
            elephant.ofDepartments(Set.of(old.department())),
            elephant.within(HOME.around(100)));

    for (Search one : narrow) {
      assertEquals(List.of(0), found(one), "of few: " + one);
    }
    saveHoles(home);
    for (Search one : narrow) {
      assertEquals(List.of(0), found(one), "of many: " + one);
    }
  }

  private void saveHoles(Location location) throws SQLException {
    requests.save(
        requests.numbers(2 * LOOKED_THROUGH).stream()
            .flatMap(n -> made(serial(n), "pothole", "hole", location, T0).steps().stream())
            .toList());
  }

  @Test
  void number_ofTheSystemThatItWasImportedFrom_isFound() throws Exception {
    Request request = save(0, "water", "", Location.NONE);
    save(1, "water", "19", Location.NONE);
    server.execute(
        "insert into requests.imported values ('crm', '19-00711545', %s)"
            .formatted(request.number()));

    assertEquals(List.of(0), found(Search.ALL.about(" 19-00711545 ")));
  }

  @Test
  void limits_areHeld() {
    assertThrows(
        IllegalArgumentException.class, () -> search.find(Search.ALL, Optional.empty(), 501, T0));
    assertThrows(IllegalArgumentException.class, () -> Search.ALL.about("x".repeat(201)));
    assertTrue(After.parse("1-2-3").isEmpty());
    assertTrue(After.parse("' or 1=1").isEmpty());
    assertTrue(After.parse("99999999999999999999-10000004").isEmpty());
  }

  private List<Integer> found(Search wanted) throws SQLException {
    return found(wanted, T0);
  }

  private List<Integer> found(Search wanted, Instant now) throws SQLException {
    return search.find(wanted, Optional.empty(), 10, now).requests().stream()
        .map(RequestSearchTest::serial)
        .toList();
  }

  private static int serial(Request request) {
    return serial(request.number());
  }

  private static int serial(org.city311.requests.number.RequestNumber number) {
    return (int) (number.serial() - number(0).serial());
  }

  private Request save(int n, String type, String words, Location location) throws SQLException {
    return save(n, type, words, location, T0);
  }

  private Request save(int n, String type, String words, Location location, Instant at)
      throws SQLException {
    return save(made(n, type, words, location, at));
  }

  private Request save(Done done) throws SQLException {
    assertEquals(new Saved.All(), requests.save(done.steps()));
    return done.request();
  }

  private static Done made(int n, String type, String words, Location location, Instant at) {
    Report report = new Report(type, Channel.WEB, "es", words, Map.of(), location, at);
    List<Step> steps =
        ((Done) RULES.create(number(n), report, "streets", TWO_DAYS, Set.of(), Actor.RESIDENT))
            .steps();
    return new Done(steps);
  }
}
