package org.city311.requests.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.city311.requests.contact.Contact;
import org.city311.requests.geo.Position;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Change;
import org.city311.requests.life.Decision.Reason;
import org.city311.requests.life.Entry;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.Request;
import org.city311.requests.life.State;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.PostgresServer;
import org.city311.requests.store.RequestsDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestDeskTest {
  private static final Instant NOW = Instant.parse("2026-11-16T15:00:00Z");
  private static final Position HOLLIDAY_STREET = new Position(39.2904, -76.6122);
  private static final Contact ROSA = new Contact("Rosa Díaz", "rosa@example.org", "", "es");
  private static final Actor ANA = new Actor(Actor.Kind.DEPARTMENT, "ana");
  private static final OptionalLong ANY = OptionalLong.empty();
  private static final Directory CITY = Directory.standard(ZoneId.of("America/New_York"));

  private final PostgresServer server = PostgresServer.emptied();
  private final RequestsDatabase database = new RequestsDatabase(server.settings());
  private final RequestDesk desk =
      new RequestDesk(() -> CITY, database, Attachments.NONE, () -> NOW);

  @AfterEach
  void close() {
    database.close();
  }

  /// Whoever corrects the address after a lost answer is told so, and does not wait for a mail in vain.
  @Test
  void keyOfAReport_withAnotherContact_isAMistake() throws Exception {
    TestIntakes report = TestIntakes.pothole().key("a-key-that-is-not-random");
    Request made = taken(report.contact(ROSA).build());
    Contact corrected = new Contact("Rosa Díaz", "rosa@example.net", "", "es");

    assertEquals(made, taken(report.contact(ROSA).build()));
    assertEquals(List.of("key"), fields(desk.take(report.contact(corrected).build())));
    assertEquals(List.of("1"), server.query("select count(*) from requests.request"));
  }

  /// A transfer between somebody's look and their change: the department that had it may no more.
  @Test
  void rightToChange_isAskedOfTheRequestThatIsChanged() throws Exception {
    RequestNumber number = taken(TestIntakes.pothole().build()).number();
    String had = desk.find(number).orElseThrow().department();
    By streets = new By(ANA, OptionalLong.empty(), now -> now.department().equals(had));
    assertInstanceOf(
        Changed.Done.class,
        desk.change(number, OptionalLong.empty(), new Change.Transfer("water", "a main"), ANA));

    assertEquals(
        new Changed.NotTheirs(desk.find(number).orElseThrow()),
        desk.change(number, new Change.Accept(), streets));
    assertInstanceOf(Changed.NotTheirs.class, desk.unmerge(number, "two holes", streets));
    assertEquals(2, desk.history(number).size());
  }

  @Test
  void report_isStored_withItsPromiseAndItsHistory_andFoundAgain() throws Exception {
    Request made = taken(TestIntakes.pothole().build());

    assertEquals(Optional.of(made), desk.find(made.number()));
    assertEquals(new State.New(), made.state());
    assertEquals("streets", made.department());
    assertEquals(NOW.plusSeconds(48 * 3_600), made.timing().due());
    assertEquals(
        List.of(Entry.Kind.CREATED),
        desk.history(made.number()).stream().map(entry -> entry.what().kind()).toList());
  }

  @Test
  void everythingThatIsWrong_isToldAtOnce_andNothingIsStored() throws Exception {
    assertEquals(Optional.empty(), desk.find(RequestNumber.ofSerial(1_000_000)));
    Intake wrong =
        TestIntakes.pothole()
            .language("x")
            .words("a\0b")
            .answers(Map.of("size", List.of("enormous"), "nobody-asks", List.of("1")))
            .nowhere()
            .contact(new Contact("Rosa", "rosa at example", "call me", "es"))
            .key("short")
            .build();

    assertEquals(
        List.of(
            "language",
            "words",
            "key",
            "contact.email",
            "contact.phone",
            "answers.size",
            "answers.nobody-asks",
            "position"),
        fields(desk.take(wrong)));
    assertEquals(List.of("type"), fields(desk.take(TestIntakes.pothole().type("dragon").build())));
    assertEquals(List.of("0"), server.query("select count(*) from requests.request"));
    assertEquals(List.of("0"), server.query("select count(*) from requests.contact"));
  }

  @Test
  void hostileWords_areStoredAsTheyAre() throws Exception {
    String words =
        "'; drop table requests.request; --<script>alert(1)</script> =HYPERLINK(\"x\") 🕳";

    Request made = taken(TestIntakes.pothole().words(words).build());

    assertEquals(words, desk.find(made.number()).orElseThrow().report().words());
  }

  @Test
  void halfACharacterOfTwo_isRefused_andNotTurnedIntoAQuestionMark() throws Exception {
    assertEquals(
        List.of("words"), fields(desk.take(TestIntakes.pothole().words("hole \uD83D").build())));
  }

  @Test
  void contact_isKeptApart_andTheRequestKnowsAnOpaqueIdAlone() throws Exception {
    Request made = taken(TestIntakes.pothole().contact(ROSA).build());

    assertEquals(1, made.followers().size());
    assertEquals(
        List.of(made.followers().iterator().next()),
        server.query("select id from requests.contact where email = 'rosa@example.org'"));
    assertEquals(
        List.of("0"),
        server.query(
            "select count(*) from requests.history h where h::text ilike '%rosa%'"
                + " union select count(*) from requests.request r where r::text ilike '%rosa%'"));
  }

  @Test
  void sameKeyAgain_givesTheSameRequest_alsoWhenAllComeAtOnce() throws Exception {
    Intake intake =
        TestIntakes.pothole().contact(ROSA).key("6f0c1a52-77aa-4f0a-9d5b-2d1c8a3e9b11").build();

    Set<RequestNumber> numbers =
        atOnce(8, () -> taken(intake).number()).stream().collect(Collectors.toSet());

    assertEquals(1, numbers.size());
    assertEquals(List.of("1"), server.query("select count(*) from requests.request"));
    assertEquals(List.of("1"), server.query("select count(*) from requests.contact"));
    assertEquals(List.of("1"), server.query("select count(*) from requests.event"));
  }

  @Test
  void sameKeyForAnotherReport_isRefused_soThatNoneIsLost() throws Exception {
    taken(TestIntakes.pothole().key("a-key-that-is-not-random").build());

    Taken other =
        desk.take(TestIntakes.pothole().key("a-key-that-is-not-random").words("other").build());

    assertEquals(List.of("key"), fields(other));
  }

  @Test
  void fileThatIsNotThere_undoesTheWholeReport() throws Exception {
    Taken taken =
        desk.take(
            TestIntakes.pothole()
                .contact(ROSA)
                .key("6f0c1a52-77aa-4f0a-9d5b-2d1c8a3e9b11")
                .attachments(List.of("photo-1"))
                .build());

    assertEquals(List.of("attachments"), fields(taken));
    for (String table : List.of("request", "history", "contact", "intake_key", "event", "watch")) {
      assertEquals(List.of("0"), server.query("select count(*) from requests." + table), table);
    }
  }

  @Test
  void files_areClaimedInTheTransactionOfTheRequest() throws Exception {
    List<String> claimed = new ArrayList<>();
    Attachments files =
        new Attachments() {
          @Override
          public List<String> claim(Connection connection, RequestNumber number, List<String> ids) {
            claimed.addAll(ids);
            return List.of();
          }

          @Override
          public void remove(Connection connection, Collection<RequestNumber> numbers) {}
        };
    RequestDesk withFiles = new RequestDesk(() -> CITY, database, files, () -> NOW);

    assertInstanceOf(
        Taken.Accepted.class,
        withFiles.take(TestIntakes.pothole().attachments(List.of("a", "b")).build()));
    assertEquals(List.of("a", "b"), claimed);
  }

  @Test
  void crewsRaiseWhatIsTheirs_andResidentsCannot() throws Exception {
    String crewsOnly =
        CITY.catalogue().types().stream()
            .filter(type -> !type.raisedBy().residents() && type.questions().isEmpty())
            .findFirst()
            .orElseThrow()
            .id();

    assertEquals(List.of("type"), fields(desk.take(TestIntakes.of(crewsOnly).build())));
    assertInstanceOf(
        Taken.Accepted.class, desk.take(TestIntakes.of(crewsOnly).byCrew("crew-7").build()));
  }

  @Test
  void whatIsNear_isShown_acrossDepartments_untilItIsClosed() throws Exception {
    Request made = taken(TestIntakes.pothole().build());
    Position tenMetersOff = new Position(39.29049, -76.6122);

    assertEquals(
        List.of(made.number()),
        desk.lookalikes("street-cave-in", tenMetersOff).stream()
            .map(near -> near.request().number())
            .toList());
    assertEquals(List.of(), desk.lookalikes("dragon", tenMetersOff));

    desk.change(made.number(), ANY, new Change.Close(Outcome.DONE, ""), ANA);
    assertEquals(List.of(), desk.lookalikes("pothole", HOLLIDAY_STREET));
  }

  @Test
  void meToo_follows_andTheSamePersonOnlyOnce() throws Exception {
    Request made = taken(TestIntakes.pothole().contact(ROSA).build());
    Contact ben = new Contact("Ben", "", "+1 410 555 0100", "en");

    Request followed = done(desk.follow(made.number(), ben));

    assertEquals(2, followed.followers().size());
    assertEquals(
        Reason.NOTHING_CHANGES,
        assertInstanceOf(Changed.Refused.class, desk.follow(made.number(), ben)).reason());
    Contact rosaAgain = new Contact("R. Díaz", "ROSA@example.org", "", "en-US");
    assertEquals(
        Reason.NOTHING_CHANGES,
        assertInstanceOf(Changed.Refused.class, desk.follow(made.number(), rosaAgain)).reason());
    assertEquals(
        Reason.BAD_TEXT,
        assertInstanceOf(
                Changed.Refused.class, desk.follow(made.number(), new Contact("", "", "", "en")))
            .reason());
    assertEquals(List.of("2"), server.query("select count(*) from requests.contact"));
  }

  @Test
  void whoChangesWhatSomebodyElseChanged_isToldSo_andTheFirstIsKept() throws Exception {
    Request read = taken(TestIntakes.pothole().build());
    OptionalLong version = OptionalLong.of(read.version());

    Request annas = done(desk.change(read.number(), version, new Change.Accept(), ANA));
    Changed bens = desk.change(read.number(), version, new Change.Hold("rain"), ANA);

    assertEquals(new Changed.Conflict(annas), bens);
    assertEquals(Optional.of(annas), desk.find(read.number()));
  }

  @Test
  void manyWhoChangeOneRequestAtOnce_allGetThrough_whenTheyDoNotCareForItsVersion()
      throws Exception {
    RequestNumber number = taken(TestIntakes.pothole().build()).number();

    List<Changed> all =
        atOnce(
            12,
            () -> desk.change(number, ANY, new Change.Comment("seen", Change.Audience.STAFF), ANA));

    all.forEach(changed -> assertInstanceOf(Changed.Done.class, changed));
    assertEquals(13, desk.find(number).orElseThrow().version());
    assertEquals(13, desk.history(number).size());
  }

  @Test
  void merge_andUnmerge_changeBothOrNone() throws Exception {
    RequestNumber one = taken(TestIntakes.pothole().build()).number();
    RequestNumber two = taken(TestIntakes.pothole().build()).number();

    Request merged = done(desk.merge(one, two, "", ANA));
    assertEquals(new State.Merged(two, new State.New()), merged.state());
    assertEquals(2, desk.find(two).orElseThrow().version());

    Request again = done(desk.unmerge(one, "another hole", ANA));
    assertEquals(new State.New(), again.state());
    assertEquals(
        Reason.NOT_IN_THIS_STATE,
        assertInstanceOf(Changed.Refused.class, desk.unmerge(one, "again", ANA)).reason());
    assertEquals(
        Reason.WRONG_REQUEST,
        assertInstanceOf(
                Changed.Refused.class,
                desk.merge(one, RequestNumber.ofSerial(RequestNumber.LAST_SERIAL), "", ANA))
            .reason());
  }

  @Test
  void twoWhoMergeEachOtherAtOnce_neverLoseBoth() throws Exception {
    RequestNumber one = taken(TestIntakes.pothole().build()).number();
    RequestNumber two = taken(TestIntakes.pothole().build()).number();
    List<RequestNumber> both = List.of(one, two);
    List<RequestNumber> turned = new ArrayList<>(both);

    List<Changed> all =
        atOnce(
            2,
            () -> {
              RequestNumber mine;
              synchronized (turned) {
                mine = turned.removeFirst();
              }
              return desk.merge(mine, mine.equals(one) ? two : one, "", ANA);
            });

    assertEquals(1, all.stream().filter(Changed.Done.class::isInstance).count());
    assertEquals(1, all.stream().filter(Changed.Refused.class::isInstance).count());
  }

  @Test
  void unknownRequest_isSaidToBeUnknown() throws Exception {
    RequestNumber nobodys = RequestNumber.ofSerial(RequestNumber.LAST_SERIAL);

    assertEquals(new Changed.Unknown(), desk.change(nobodys, ANY, new Change.Accept(), ANA));
    assertEquals(new Changed.Unknown(), desk.follow(nobodys, ROSA));
    assertEquals(List.of("0"), server.query("select count(*) from requests.contact"));
  }

  @Test
  void databaseAway_isSaid_andAfterItsReturnNothingIsHalfWritten() throws Exception {
    RequestNumber number = taken(TestIntakes.pothole().build()).number();
    Intake intake =
        TestIntakes.pothole().contact(ROSA).key("6f0c1a52-77aa-4f0a-9d5b-2d1c8a3e9b11").build();
    server.stop();

    assertThrows(SQLException.class, () -> desk.take(intake));
    assertThrows(SQLException.class, () -> desk.follow(number, ROSA));

    server.start();
    assertEquals(List.of("1"), server.query("select count(*) from requests.request"));
    assertEquals(List.of("0"), server.query("select count(*) from requests.contact"));
    Awaitility.await()
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(() -> taken(intake).followers().size() == 1);
    assertEquals(List.of("1"), server.query("select count(*) from requests.contact"));
  }

  private Request taken(Intake intake) throws SQLException {
    return assertInstanceOf(Taken.Accepted.class, desk.take(intake)).request();
  }

  private static Request done(Changed changed) {
    return assertInstanceOf(Changed.Done.class, changed).request();
  }

  private static List<String> fields(Taken taken) {
    return assertInstanceOf(Taken.Invalid.class, taken).mistakes().stream()
        .map(Mistake::field)
        .toList();
  }

  private static <T> List<T> atOnce(int times, Callable<T> what) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        futures.add(threads.submit(what));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }
}
