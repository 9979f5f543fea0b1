package org.city311.requests.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.city311.requests.SharedData;
import org.city311.requests.catalogue.Promise;
import org.city311.requests.contact.Contact;
import org.city311.requests.contact.Contacts;
import org.city311.requests.desk.Directory;
import org.city311.requests.exchange.CsvImport.Mode;
import org.city311.requests.geo.AreasReader;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Channel;
import org.city311.requests.life.Entry;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.Request;
import org.city311.requests.life.RequestRules;
import org.city311.requests.life.State;
import org.city311.requests.life.Timing;
import org.city311.requests.published.Happening;
import org.city311.requests.published.Published;
import org.city311.requests.store.Listed;
import org.city311.requests.store.PostgresServer;
import org.city311.requests.store.PublicSearch;
import org.city311.requests.store.Recalculation;
import org.city311.requests.store.ReportCard;
import org.city311.requests.store.RequestSearch;
import org.city311.requests.store.Requests;
import org.city311.requests.store.RequestsDatabase;
import org.city311.requests.store.Search;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvImportTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Directory DIRECTORY = Directory.standard(ZoneId.of("America/New_York"));

  private static final String HEADER =
      "Id,Kind,At,Status,Due,Closed,Words,Where,Lat,Long,Name,Mail,Phone,Who";

  private static final String MAPPING =
      """
      source: old-crm
      times: { zone: America/New_York, format: yyyy-MM-dd HH:mm }
      columns:
        { id: Id, type: Kind, reported: At, state: Status, due: Due, closed: Closed, words: Words,
          address: Where, latitude: Lat, longitude: Long, contact-name: Name, contact-email: Mail,
          contact-phone: Phone, assignee: Who }
      types: { Hole: pothole, Rats: rats }
      states: { New: new, Work: in-progress, Wait: on-hold, Done: closed }
      """;

  private static final String HOLE =
      "A-1,Hole,2026-11-16 10:00,New,2026-11-18 10:00,,A hole,100 Main St,39.29,-76.61,,,,";

  @TempDir private Path folder;
  private final PostgresServer server = PostgresServer.emptied();
  private final RequestsDatabase database = new RequestsDatabase(server.settings());
  private final Requests requests = new Requests(database);
  private final RequestSearch search = new RequestSearch(database);
  private final Contacts contacts = new Contacts(database);
  private final CsvImport imports = new CsvImport(database, contacts, () -> NOW);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void baltimoresFile_comesInWhole_onlyOnce_andGivesItsReportCard() throws Exception {
    Path baltimore = SharedData.path("baltimore-311-2019-10.csv");
    Path mappingFile =
        Path.of(Objects.requireNonNull(getClass().getResource("/baltimore.yaml")).toURI());
    Mapping mapping =
        MappingReader.read("baltimore.yaml", Files.readString(mappingFile), DIRECTORY.catalogue());

    ImportReport first = imports.run(baltimore, mapping, DIRECTORY, Mode.STORE, _ -> {});
    ImportReport second = imports.run(baltimore, mapping, DIRECTORY, Mode.STORE, _ -> {});

    assertEquals(new ImportReport(3_000, 3_000, 0, 0, List.of()), first);
    assertEquals(new ImportReport(3_000, 0, 3_000, 0, List.of()), second);
    assertEquals(List.of("3000"), server.query("select count(*) from requests.request"));
    Map<String, ReportCard.Line> card =
        new ReportCard(database)
            .at(Instant.parse("2019-10-21T15:49:49Z")).stream()
                .collect(Collectors.toMap(ReportCard.Line::department, line -> line));
    assertEquals(new ReportCard.Line("solid-waste", 545, 93, 698, 24, 24), card.get("solid-waste"));
    assertEquals(new ReportCard.Line("traffic", 257, 98, 211, 14, 6), card.get("traffic"));
    assertEquals(new ReportCard.Line("water", 8, 132, 67, 13, 2), card.get("water"));
  }

  @Test
  void row_becomesARequest_withItsHistoryAndItsOwnPromise() throws Exception {
    stored(
        "A-1,Hole,2026-10-30 10:00,Done,2026-11-04 10:00,2026-11-03 09:30,\"A hole,\nwide\","
            + "100 Main St,39.29,-76.61,Ana Díaz,ana@example.org,+1 410 555 0100,ben");

    Request request = only();
    assertEquals("pothole", request.report().type());
    assertEquals("streets", request.department());
    assertEquals(Channel.PHONE, request.report().channel());
    assertEquals("A hole,\nwide", request.report().words());
    assertEquals(Instant.parse("2026-10-30T14:00:00Z"), request.report().at());
    assertEquals(
        new State.Closed(Outcome.DONE, Instant.parse("2026-11-03T14:30:00Z")), request.state());
    // Five days over the end of daylight saving.
    assertEquals(
        new Promise(
            5, Promise.Unit.DAYS, Promise.Time.CALENDAR, request.timing().promise().stopsOnHold()),
        request.timing().promise());
    assertEquals(Instant.parse("2026-11-04T15:00:00Z"), request.timing().due());
    assertEquals(Optional.of("ben"), request.assignee());
    assertEquals(
        List.of("imported from old-crm: A-1", "imported from old-crm"),
        requests.history(request.number(), 0, 10).stream().map(Entry::why).toList());
    Actor who = new Actor(Actor.Kind.AGENT, "eve");
    assertEquals(
        List.of(new Contact("Ana Díaz", "ana@example.org", "+1 410 555 0100", "en")),
        List.copyOf(contacts.read(request.followers(), who, "a call back", NOW).values()));
    assertEquals(List.of("0"), server.query("select count(*) from requests.event"));
  }

  /// What agents typed in another system was not meant for everybody.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void words_arePublic_onlyIfTheMappingSaysSo(boolean publish) throws Exception {
    Mapping mapping =
        MappingReader.read(
            "mapping.yaml",
            MAPPING + "channels-otherwise: web\npublish-words: " + publish + "\n",
            DIRECTORY.catalogue());
    imports.run(file(HOLE), mapping, DIRECTORY, Mode.STORE, _ -> {});
    Listed listed =
        new PublicSearch(database).of(List.of(only().number()), Set.of("pothole")).getFirst();

    assertEquals(publish, listed.wordsPublic());
    assertEquals(
        publish ? "A hole" : "",
        Published.of(listed, DIRECTORY.catalogue(), NOW).orElseThrow().words());
  }

  /// It tells the staff where the request comes from, and is not what the city said to the resident.
  @Test
  void importedClosing_isPublic_withoutTheSystemThatItCameFrom() throws Exception {
    stored("A-1,Hole,2026-10-30 10:00,Done,2026-11-04 10:00,2026-11-03 09:30,,,,,,,,");
    PublicSearch open = new PublicSearch(database);
    Published published =
        Published.of(
                open.of(List.of(only().number()), Set.of("pothole")).getFirst(),
                DIRECTORY.catalogue(),
                NOW)
            .orElseThrow();

    assertEquals(
        new State.Closed(Outcome.DONE, Instant.parse("2026-11-03T14:30:00Z")), published.state());
    assertEquals("", published.closingWords());
    assertEquals(
        List.of(""),
        open.happenedTo(only().number(), Set.of("pothole"), 0, 10).stream()
            .map(one -> Happening.of(one.entry(), published.type()).orElseThrow().text())
            .toList());
  }

  @Test
  void rowThatSaysLittle_takesTheRestFromTheCatalogue() throws Exception {
    stored("A-1,Rats,2026-11-16 10:00,,,,,,0,0,,,,");

    Request request = only();
    assertEquals(new State.New(), request.state());
    assertEquals(Optional.empty(), request.report().location().position());
    assertEquals(
        DIRECTORY.catalogue().type("rats").orElseThrow().promise(), request.timing().promise());
    assertTrue(request.timing().due().isAfter(request.report().at()));
    assertEquals(1, request.version());
  }

  /// It would stamp whatever is done with the request from now on.
  @Test
  void stateSinceATimeToCome_isRefused() throws Exception {
    Mapping mapping =
        MappingReader.read(
            "mapping.yaml",
            MAPPING.replace("closed: Closed", "state-since: Closed"),
            DIRECTORY.catalogue());

    ImportReport report =
        imports.run(
            file("X,Hole,2026-11-16 10:00,Work,,2099-11-15 10:00,,,,,,,,"),
            mapping,
            DIRECTORY,
            Mode.STORE,
            _ -> {});

    assertEquals(
        List.of(new RowMistake(2, "Closed", "'2099-11-15 10:00': until now")), report.mistakes());
    assertEquals(0, report.stored());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-18 09:30, HOURS", // 47.5 hours
    "2026-11-16 10:20, HOURS", // 20 minutes
    "2029-11-16 10:00, HOURS", // more days than we promise
    "2026-11-18 10:00, DAYS"
  })
  void whatWasPromisedThere_staysToTheMinute_whateverIsCountedAnew(String due, Promise.Unit unit)
      throws Exception {
    stored("A-1,Hole,2026-11-16 10:00,New," + due + ",,,,,,,,,");

    Timing timing = only().timing();
    assertEquals(unit, timing.promise().unit());
    assertEquals(
        LocalDateTime.parse(due.replace(' ', 'T'))
            .atZone(ZoneId.of("America/New_York"))
            .toInstant(),
        timing.due());
    Actor who = new Actor(Actor.Kind.SYSTEM, "catalogue");
    assertEquals(
        0,
        new Recalculation(requests, new RequestRules(DIRECTORY))
            .of("streets", "new holidays", who, NOW));
    assertEquals(timing, only().timing());
  }

  @Test
  void heldRow_goesOnWhenItIsResumed() throws Exception {
    stored("A-1,Hole,2026-11-16 10:00,Wait,2026-11-18 10:00,,,,,,,,,");

    State.OnHold hold = (State.OnHold) only().state();
    assertEquals(new State.Open(), hold.before());
    assertEquals("on hold in old-crm", hold.reason());
  }

  @Test
  void position_givesTheNeighbourhood_whereThePolygonsAreThere() throws Exception {
    Path areas = folder.resolve("areas.geojson");
    Files.writeString(
        areas,
        """
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "Downtown"},
          "geometry": {"type": "Polygon",
            "coordinates": [[[-77, 39], [-76, 39], [-76, 40], [-77, 40], [-77, 39]]]}}]}
        """);
    Directory city =
        new Directory(
            DIRECTORY.catalogue(), ZoneId.of("America/New_York"), AreasReader.read(areas, "name"));
    imports.run(file(HOLE), mapping(), city, Mode.STORE, _ -> {});

    assertEquals("Downtown", only().report().location().neighbourhood());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        ",Hole,2026-11-16 10:00,New,,,,,,,,,, # Id: an id of 1 to 80 characters",
        "X,Elephant,2026-11-16 10:00,New,,,,,,,,,, # Kind: 'Elephant': the mapping does not say",
        "X,Hole,,New,,,,,,,,,, # At: no time",
        "X,Hole,2026-02-31 10:00,New,,,,,,,,,, # At: '2026-02-31 10:00': no time as",
        "X,Hole,2036-11-16 10:00,New,,,,,,,,,, # At: '2036-11-16 10:00': from 1970 until now",
        "X,Hole,2026-11-16 10:00,Gone,,,,,,,,,, # Status: 'Gone': the mapping does not say",
        "X,Hole,2026-11-16 10:00,Done,,,,,,,,,, # Status: closed, and no time",
        "X,Hole,2026-11-16 10:00,Done,,2026-11-15 10:00,,,,,,,, # Closed: closed before it was reported",
        "X,Hole,2026-11-16 10:00,Done,,2099-11-15 10:00,,,,,,,, # Closed: '2099-11-15 10:00': until now",
        "X,Hole,2026-11-16 10:00,New,2026-11-15 10:00,,,,,,,,, # Due: due before it was reported",
        "X,Hole,2026-11-16 10:00,New,,,,,139.2,-76,,,, # Lat: '139.2', '-76': no latitude",
        "X,Hole,2026-11-16 10:00,New,,,,,NaN,NaN,,,, # Lat: 'NaN', 'NaN': no latitude",
        "X,Hole,2026-11-16 10:00,New,,,=HYPERLINK(\"http://x\"),,,,,,, # Words: a spreadsheet's formula: '=HYPER",
        "X,Hole,2026-11-16 10:00,New,,,-2+3+cmd|' /C calc'!A0,,,,,,, # Words: a spreadsheet's formula",
        "X,Hole,2026-11-16 10:00,New,,,,@SUM(A1:A9),,,,,, # Where: a spreadsheet's formula",
        "X,Hole,2026-11-16 10:00,New,,,nul\u0000l,,,,,,, # Words: control characters",
        "X,Hole,2026-11-16 10:00,New,,,,,,,,no address,, # Mail: an e-mail address such as",
        "X,Hole,2026-11-16 10:00,New,,,,,,,,,,,, # : 16 fields, and the header has 14",
        "X,Hole # : 2 fields, and the header has 14",
      })
  void rowThatIsWrong_isRefusedWithItsLine_andTheOthersComeIn(String row, String told)
      throws Exception {
    ImportReport report = imported(Mode.STORE, HOLE, row, HOLE.replace("A-1", "A-2"));

    assertEquals(1, report.refused());
    assertEquals(2, report.stored());
    RowMistake mistake = report.mistakes().getFirst();
    String words = mistake.column() + ": " + mistake.text();
    assertEquals(3, mistake.line());
    assertTrue(words.startsWith(told), words);
  }

  /// Mistakes are kept with the import, for longer than contacts are.
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "=cmd|Rosa,rosa@example.org,410-555-0100 # Name: a spreadsheet's formula",
        "Rosa,=rosa@example.org,410-555-0100 # Mail: a spreadsheet's formula",
        "Rosa,=rosa(example.org),410-555-0100 # Mail: an e-mail address such as ana@example.org is allowed",
        "Rosa,rosa@example.org,=410-555-0100 # Phone: a phone number such as +1 410 555 0100 is allowed",
        "@Rosa(),=rosa@example.org,410-555-0100 # Name: a spreadsheet's formula Mail: a spreadsheet's formula"
      })
  void contactThatIsWrong_isRefused_withoutSayingWhatItWas(String contact, String told)
      throws Exception {
    ImportReport report =
        imported(Mode.STORE, "X,Hole,2026-11-16 10:00,New,,,,,,," + contact + ",");

    assertEquals(0, report.stored());
    assertEquals(
        told,
        report.mistakes().stream()
            .map(mistake -> mistake.column() + ": " + mistake.text())
            .sorted(Comparator.reverseOrder())
            .collect(Collectors.joining(" ")));
  }

  @ParameterizedTest
  @ValueSource(ints = {4_001, 100_000})
  void textThatIsTooLong_isRefused(int length) throws Exception {
    ImportReport report = imported(Mode.STORE, HOLE, HOLE.replace("A hole", "x".repeat(length)));

    assertEquals(1, report.stored());
    assertEquals(1, report.refused());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A phone: +1 (410) 555-0100",
        "- the lamp (again)",
        "<script>alert(1)</script>",
        "'; drop table requests.request; --",
        "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>"
      })
  void whatIsOnlyText_comesInAsItIs(String text) throws Exception {
    stored(HOLE.replace("A hole", text));

    assertEquals(text, only().report().words());
  }

  @Test
  void fileThatCantBeReadAsAWhole_storesNothing() throws Exception {
    String many = (HOLE + "\n").repeat(3_000);
    refused(HEADER + "\n" + many + "A-2,Hole,\"never closed,,,,\n" + HOLE, 3_002);
    refused(HEADER + "\n" + many + "A-2,\"Hole\"x,\n" + HOLE, 3_002);
    refused((HEADER + "\n" + HOLE + "\nse\u00f1al").getBytes(StandardCharsets.ISO_8859_1), 3);
    refused("Id,Kind\n" + HOLE, 1);
    refused("Id,Id,Kind,At\n", 1);
    refused("", 1);
    refused(new byte[2_000_000], 1);
    refused("PK\u0003\u0004" + HOLE, 1);
    refused((HEADER + "\n" + HOLE).getBytes(StandardCharsets.UTF_16LE), 1);

    assertEquals(0, search.numbers(Search.ALL, 0, RequestSearch.MAX_NUMBERS, NOW).size());
  }

  private void refused(String text, int line) {
    refused(text.getBytes(StandardCharsets.UTF_8), line);
  }

  private void refused(byte[] bytes, int line) {
    CsvFault fault =
        assertThrows(
            CsvFault.class,
            () ->
                imports.run(
                    Files.write(folder.resolve("bad.csv"), bytes),
                    mapping(),
                    DIRECTORY,
                    Mode.STORE,
                    _ -> {}));
    assertEquals(line, fault.line(), fault.text());
  }

  @Test
  void rehearsal_tellsTheSame_andStoresNothing() throws Exception {
    stored(HOLE);
    String[] rows = {HOLE, HOLE.replace("A-1", "A-2"), "X,Hole", HOLE.replace("A-1", "A-2")};
    ImportReport rehearsed = imported(Mode.REHEARSE, rows);

    assertEquals(List.of("1"), server.query("select count(*) from requests.request"));
    assertEquals(imported(Mode.STORE, rows), rehearsed);
    assertEquals(List.of("2"), server.query("select count(*) from requests.request"));
    assertEquals(2, rehearsed.known());
  }

  @Test
  void databaseThatGoesAway_leavesWholeRows_andTheImportMayBeRepeated() throws Exception {
    StringBuilder rows = new StringBuilder(HEADER + "\n");
    for (int i = 0; i < 3_500; i++) {
      rows.append(HOLE.replace("A-1", "A-" + i)).append('\n');
    }
    Path file = Files.writeString(folder.resolve("many.csv"), rows);
    try {
      assertThrows(
          SQLException.class,
          () -> imports.run(file, mapping(), DIRECTORY, Mode.STORE, this::stopAfterTheFirst));
    } finally {
      server.start();
    }
    Awaitility.await()
        .ignoreExceptions()
        .until(() -> !search.numbers(Search.ALL, 0, RequestSearch.MAX_NUMBERS, NOW).isEmpty());
    int whole = search.numbers(Search.ALL, 0, RequestSearch.MAX_NUMBERS, NOW).size();
    assertEquals(0, whole % 1_000, "thousands, each whole or not at all");
    assertEquals(List.of("" + whole), server.query("select count(*) from requests.imported"));

    ImportReport again = imports.run(file, mapping(), DIRECTORY, Mode.STORE, _ -> {});
    assertEquals(new ImportReport(3_500, 3_500 - whole, whole, 0, List.of()), again);
  }

  private void stopAfterTheFirst(ImportReport soFar) {
    if (soFar.stored() > 0) {
      try {
        server.stop();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private void stored(String row) throws Exception {
    ImportReport report = imported(Mode.STORE, row);
    assertEquals(1, report.stored(), report.mistakes().toString());
  }

  private Request only() throws SQLException {
    List<Request> all = search.find(Search.ALL, Optional.empty(), 10, NOW).requests();
    assertEquals(1, all.size());
    return all.getFirst();
  }

  private ImportReport imported(Mode mode, String... rows) throws Exception {
    return imports.run(file(rows), mapping(), DIRECTORY, mode, _ -> {});
  }

  private static Mapping mapping() throws Exception {
    return MappingReader.read("mapping.yaml", MAPPING, DIRECTORY.catalogue());
  }

  private Path file(String... rows) throws IOException {
    return Files.writeString(
        folder.resolve("requests.csv"), HEADER + "\n" + String.join("\n", rows) + "\n");
  }
}
