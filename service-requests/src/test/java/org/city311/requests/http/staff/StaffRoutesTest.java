package org.city311.requests.http.staff;

import static org.city311.requests.http.staff.StaffServer.ADMIN;
import static org.city311.requests.http.staff.StaffServer.encoded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.city311.requests.access.Role;
import org.city311.requests.attachment.Kept;
import org.city311.requests.attachment.TestFiles;
import org.city311.requests.http.staff.StaffServer.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaffRoutesTest {
  private static final JsonObject HOLE =
      new JsonObject()
          .put("type", "pothole-alley")
          .put("words", "a deep hole")
          .put("latitude", 39.29)
          .put("longitude", -76.61)
          .put("contact", new JsonObject().put("name", "Ana").put("email", "ana@example.org"));

  private static final JsonObject ACCEPT = new JsonObject().put("change", "accept");
  private static final JsonObject CLOSE =
      new JsonObject().put("change", "close").put("outcome", "done");

  private static final String MAPPING =
      """
      source: old-crm
      times: { zone: UTC, format: yyyy-MM-dd }
      columns: { id: Id, type: Kind, reported: At, words: Words }
      types: { Hole: pothole }
      """;

  private StaffServer server;
  private String agent;
  private String streets;

  @BeforeEach
  void start() throws Exception {
    server = new StaffServer();
    agent = server.key(Role.AGENT);
    streets = server.key(Role.DEPARTMENT);
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  private String taken() throws Exception {
    Reply reply = server.post(agent, "", HOLE);
    assertEquals(201, reply.status(), reply.text());
    return reply.json().getString("number");
  }

  @Test
  void request_isTaken_found_shown_andItsHistoryKnowsWho() throws Exception {
    Reply taken = server.post(agent, "", HOLE.encode(), Map.of("City311-Person", "eve"));
    String number = taken.json().getString("number");

    assertEquals(201, taken.status());
    assertEquals(
        "/api/requests/" + number, taken.response().headers().firstValue("location").orElse(""));
    assertEquals("agent", taken.json().getString("channel"));
    assertEquals(taken.json(), server.get(agent, "/" + number).json());
    assertFalse(taken.text().contains("ana@example.org"));
    Reply found = server.get(agent, "?text=deep&state=new&type=pothole-alley&limit=1");
    assertEquals(
        number, found.json().getJsonArray("requests").getJsonObject(0).getString("number"));
    JsonObject made = server.get(agent, "/" + number + "/history").list().getJsonObject(0);
    assertEquals("created", made.getString("what"));
    assertEquals(agent.substring(0, 8) + "/eve", made.getJsonObject("who").getString("id"));
  }

  @Test
  void whoIsSignedIn_needsNoKey_andTheHistoryHasTheirName() throws Exception {
    Map<String, String> ana = Map.of("X-Signed-In", "AGENT//ana.alvarez");
    Reply taken = server.post("", "", HOLE.encode(), ana);
    String number = taken.json().getString("number");

    JsonObject made = server.get(agent, "/" + number + "/history").list().getJsonObject(0);

    assertEquals(201, taken.status());
    assertEquals("ana.alvarez", made.getJsonObject("who").getString("id"));
    assertEquals(403, server.post("", "/keys", "{}", ana).status());
    assertEquals(401, server.post("wrong", "", HOLE.encode(), ana).status(), "a key counts first");
  }

  @Test
  void pages_goOnWithNext() throws Exception {
    for (int i = 0; i < 5; i++) {
      taken();
    }
    List<Object> numbers = new ArrayList<>();
    String after = "";
    while (after != null) {
      JsonObject page = server.get(agent, "?limit=2" + after).json();
      page.getJsonArray("requests").forEach(r -> numbers.add(((JsonObject) r).getString("number")));
      after = page.getString("next") == null ? null : "&after=" + page.getString("next");
    }

    assertEquals(5, numbers.stream().distinct().count());
    assertEquals(5, numbers.size());
  }

  @Test
  void satisfaction_isTold_forEachTypeAndASpan() throws Exception {
    String number = taken();
    server.post(streets, "/" + number + "/changes", CLOSE);
    for (int grade = 3; grade <= 5; grade++) {
      server.postgres.execute(
          """
          insert into requests.satisfaction (number, version, follower, grade, at)
          select number, max(version), 'follower-%1$d', %1$d, '2026-11-16T14:00:00Z' from requests.history
          where number = %2$s group by number
          """
              .formatted(grade, number));
    }

    JsonObject line =
        new JsonObject()
            .put("type", "pothole-alley")
            .put("answers", 3)
            .put("mean", 4.0)
            .put("content", 2);
    assertEquals(new JsonArray().add(line), server.get(agent, "/satisfaction").list());
    assertEquals(
        new JsonArray(), server.get(agent, "/satisfaction?to=2026-11-16T14:00:00Z").list());
    assertEquals(
        "from: allowed: a time before 'to'",
        server.get(agent, "/satisfaction?from=2026-11-17T00:00:00Z").error());
    assertEquals(403, server.get(server.key(Role.RESIDENT_FACING), "/satisfaction").status());
  }

  @ParameterizedTest
  @CsvSource({
    "'', 401",
    "wrong, 401",
    "00000000.00000000000000000000000000000000, 401",
  })
  void withoutAKey_nothingIsSaid(String key, int status) throws Exception {
    taken();
    for (String path :
        List.of("", "/10000004", "/keys", "/export.csv", "/report", "/satisfaction", "/imports")) {
      assertEquals(status, server.get(key, path).status(), path);
    }
    assertEquals(status, server.post(key, "", HOLE).status());
    assertEquals(List.of("1"), server.postgres.query("select count(*) from requests.request"));
  }

  @Test
  void role_mayWhatItMay_andNothingMore() throws Exception {
    String number = taken();
    String public_ = server.key(Role.RESIDENT_FACING);

    assertEquals(403, server.get(public_, "/" + number).status());
    assertEquals(403, server.get(public_, "").status());
    assertEquals("api", server.post(public_, "", HOLE).json().getString("channel"));
    assertEquals(403, server.post(agent, "/" + number + "/changes", ACCEPT).status());
    assertEquals(403, server.get(agent, "/export.csv").status());
    assertEquals(403, server.get(streets, "/keys").status());
    assertEquals(403, server.upload(streets, "/imports", MAPPING, new byte[0]).status());
    assertEquals(
        200,
        server
            .post(
                agent,
                "/" + number + "/changes",
                new JsonObject().put("change", "comment").put("why", "she called again"))
            .status());
  }

  /// Of a type of which nothing is public; a recording is handed out too.
  @Test
  void photosAndRecordings_areSeenByStaff_andNobodyElse() throws Exception {
    String photo = kept(TestFiles.jpeg(40, 30));
    String sound = kept(TestFiles.wav());
    JsonObject report =
        HOLE.copy()
            .put("type", "barking-dog")
            .put("attachments", new JsonArray(List.of(photo, sound)));
    JsonObject taken = server.post(agent, "", report).json();
    String path = "/" + taken.getString("number") + "/attachments/";
    String animals = taken.getString("department");

    assertEquals(
        Set.of("photo", "wav"),
        taken.getJsonArray("attachments").stream()
            .map(one -> ((JsonObject) one).getString("kind"))
            .collect(Collectors.toSet()));
    assertEquals(
        taken,
        server.get(agent, "?type=barking-dog").json().getJsonArray("requests").getJsonObject(0));
    assertEquals("image/jpeg", type(server.get(agent, path + photo)));
    Reply heard = server.get(server.key(Role.DEPARTMENT, animals), path + sound);
    assertEquals("audio/wav", type(heard));
    assertTrue(heard.text().startsWith("RIFF"));
    assertEquals(403, server.get(streets, path + sound).status());
    assertEquals(403, server.get(server.key(Role.RESIDENT_FACING), path + sound).status());
    assertEquals(404, server.get(agent, "/" + taken() + "/attachments/" + photo).status());
    assertEquals(404, server.get(agent, path + "..%2F..%2Fetc").status());
    Files.delete(server.files.file(server.files.find(photo).orElseThrow()));
    assertEquals(404, server.get(agent, path + photo).status());
  }

  /// More than strangers may send at once, and checked as theirs are.
  @Test
  void photos_areTakenWithAnyKey_andOnlyClean() throws Exception {
    String app = server.key(Role.RESIDENT_FACING);
    for (int i = 0; i < 45; i++) {
      assertEquals(201, server.file(app, "/attachments", TestFiles.jpeg(8, 8)).status());
    }
    Reply photo = server.file(agent, "/attachments", TestFiles.jpegWithExif(64, 32, 6));
    String id = photo.json().getString("id");
    JsonObject taken =
        server.post(agent, "", HOLE.copy().put("attachments", new JsonArray(List.of(id)))).json();

    assertEquals(201, photo.status(), photo.text());
    assertEquals(id, taken.getJsonArray("attachments").getJsonObject(0).getString("id"));
    String seen = server.get(agent, "/" + taken.getString("number") + "/attachments/" + id).text();
    assertFalse(seen.contains("Exif"));
    assertEquals(401, server.file("nobody's", "/attachments", TestFiles.jpeg(8, 8)).status());
    assertEquals(401, server.file("", "/attachments", TestFiles.jpeg(8, 8)).status());
    byte[] page = "<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8);
    assertEquals(400, server.file(agent, "/attachments", page).status());
    Reply bomb = server.file(agent, "/attachments", TestFiles.pngBomb(25_000, 25_000));
    assertTrue(bomb.error().contains("million pixels"), bomb.error());
    assertEquals(413, server.file(agent, "/attachments", new byte[16 * 1024 * 1024]).status());
    assertEquals(List.of("46"), server.postgres.query("select count(*) from requests.attachment"));
  }

  private String kept(byte[] file) throws Exception {
    return assertInstanceOf(Kept.Stored.class, server.files.keep(file)).id();
  }

  private static String type(Reply reply) {
    return reply.response().headers().firstValue("content-type").orElse("");
  }

  @Test
  void revokedKey_isNobody_andKeysAreShownOnce() throws Exception {
    Reply made =
        server.post(ADMIN, "/keys", new JsonObject().put("name", "desk").put("role", "agent"));
    String key = made.json().getString("key");
    assertEquals(200, server.get(key, "").status());
    assertFalse(server.get(ADMIN, "/keys").text().contains(key));

    assertEquals(204, server.delete(ADMIN, "/keys/" + made.json().getString("id")).status());
    assertEquals(401, server.get(key, "").status());
    assertEquals(404, server.delete(ADMIN, "/keys/" + made.json().getString("id")).status());
  }

  @Test
  void department_changesItsOwn_andNoOthers() throws Exception {
    String hole = taken();
    String water = server.post(agent, "", HOLE.copy().put("type", "water-waste")).text();
    assertEquals(200, server.post(streets, "/" + hole + "/changes", ACCEPT).status());
    String other = new JsonObject(water).getString("number");
    if (other != null) {
      assertEquals(403, server.post(streets, "/" + other + "/changes", ACCEPT).status());
      assertEquals(403, server.get(streets, "/" + other + "/contacts?why=x").status());
    }
    assertEquals(409, server.post(streets, "/" + hole + "/changes", ACCEPT).status());
    assertEquals(
        400,
        server
            .post(streets, "/" + hole + "/changes", new JsonObject().put("change", "hold"))
            .status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"change": "hold"}                                                | why: say why
          {"change": "transfer", "department": "moon", "why": "not theirs"} | department: the city has no department
          {"why": "a slip"}                                                 | change: it must be there
          {"chnge": "start", "change": "start"}                             | chnge: there is no such key; there are: change
          """)
  void changeThatLacksSomething_isTold_withItsKey(String change, String error) throws Exception {
    Reply reply = server.post(streets, "/" + taken() + "/changes", change, Map.of());

    assertEquals(400, reply.status());
    assertTrue(reply.error().startsWith(error), reply.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"change\": \"start\"}",
        "{\"change\": \"merge\", \"into\": \"%s\"}",
        "{\"change\": \"unmerge\", \"why\": \"another hole\"}"
      })
  void twoWhoChangeOneRequest_theSecondIsToldWhatItIsNow(String change) throws Exception {
    String number = taken();
    String other = taken();
    Map<String, String> seen = Map.of("If-Match", "\"1\"");
    Reply first = server.post(streets, "/" + number + "/changes", ACCEPT.encode(), seen);
    Reply second = server.post(streets, "/" + number + "/changes", change.formatted(other), seen);

    assertEquals(200, first.status());
    assertEquals("\"2\"", first.response().headers().firstValue("etag").orElse(""));
    assertEquals(412, second.status());
    assertEquals("open", second.json().getJsonObject("now").getString("state"));
  }

  @Test
  void bulk_changesWhatCanBe_andTellsOfTheRest() throws Exception {
    String one = taken();
    String two = taken();
    server.post(streets, "/" + two + "/changes", ACCEPT);
    Reply reply =
        server.post(
            streets,
            "/changes",
            ACCEPT.copy().put("numbers", new JsonArray(List.of(one, two, "12345678", one))));

    assertEquals(200, reply.status());
    assertEquals(new JsonArray(List.of(one)), reply.json().getJsonArray("done"));
    assertEquals(
        List.of("it is open already", "there is no such request"),
        reply.json().getJsonArray("refused").stream()
            .map(refused -> ((JsonObject) refused).getString("text"))
            .toList());
  }

  /// What was done before and after stays done, and is told.
  @Test
  void bulk_ofWhichTheDatabaseRefusesOne_tellsOfEach() throws Exception {
    List<String> numbers = List.of(taken(), taken(), taken());
    server.postgres.execute(
        "alter table requests.request add constraint broken check (version = 1 or number <> %s)"
            .formatted(numbers.get(1)));
    Reply reply;
    try {
      reply =
          server.post(streets, "/changes", ACCEPT.copy().put("numbers", new JsonArray(numbers)));
    } finally {
      server.postgres.execute("alter table requests.request drop constraint broken");
    }

    assertEquals(200, reply.status(), reply.text());
    assertEquals(
        new JsonArray(List.of(numbers.get(0), numbers.get(2))), reply.json().getJsonArray("done"));
    JsonObject refused = reply.json().getJsonArray("refused").getJsonObject(0);
    assertEquals(numbers.get(1), refused.getString("number"));
    assertTrue(refused.getString("text").contains("try again"), reply.text());
  }

  @Test
  void manyWhoChangeOneRequestAtOnce_areAllHeard() throws Exception {
    String number = taken();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Reply>> all =
          IntStream.range(0, 24)
              .<Callable<Reply>>mapToObj(
                  i ->
                      () ->
                          server.post(
                              agent,
                              "/" + number + "/changes",
                              new JsonObject().put("change", "comment").put("why", "no. " + i)))
              .toList();
      for (Future<Reply> reply : threads.invokeAll(all)) {
        assertEquals(200, reply.get().status());
      }
    }
    assertEquals(25, server.get(agent, "/" + number + "/history").list().size());
  }

  @Test
  void merge_andUnmerge_byAgents() throws Exception {
    String one = taken();
    String two = taken();
    JsonObject merge = new JsonObject().put("change", "merge").put("into", two);
    JsonObject unmerge = new JsonObject().put("change", "unmerge").put("why", "two holes");

    assertEquals(
        two, server.post(agent, "/" + one + "/changes", merge).json().getString("merged_into"));
    assertEquals(
        "new", server.post(agent, "/" + one + "/changes", unmerge).json().getString("state"));
    assertEquals(
        400, server.post(agent, "/" + one + "/changes", merge.copy().put("into", "12")).status());
  }

  @Test
  void contacts_areReadWithAReason_andThatIsWrittenDown() throws Exception {
    String number = taken();

    assertEquals(400, server.get(agent, "/" + number + "/contacts").status());
    Reply read = server.get(agent, "/" + number + "/contacts?why=" + encoded("a call back"));
    assertEquals("ana@example.org", read.list().getJsonObject(0).getString("email"));
    assertEquals(
        List.of("a call back " + agent.substring(0, 8)),
        server.postgres.query("select why || ' ' || who_id from requests.contact_access"));

    JsonObject forget = new JsonObject().put("email", "ANA@example.org").put("why", "she asked");
    assertEquals(1, server.post(ADMIN, "/contacts/forget", forget).json().getInteger("forgotten"));
    assertEquals(0, server.get(agent, "/" + number + "/contacts?why=x").list().size());
  }

  @Test
  void meToo_isCounted_once() throws Exception {
    String number = taken();
    JsonObject ben = new JsonObject().put("email", "ben@example.org");

    assertEquals(204, server.post(agent, "/" + number + "/followers", ben).status());
    assertEquals(204, server.post(agent, "/" + number + "/followers", ben).status());
    assertEquals(2, server.get(agent, "/" + number).json().getInteger("followers"));
    assertEquals(400, server.post(agent, "/" + number + "/followers", new JsonObject()).status());
    JsonArray near =
        server.get(agent, "/lookalikes?type=pothole-alley&latitude=39.29&longitude=-76.61").list();
    assertEquals(number, near.getJsonObject(0).getString("number"));
  }

  @Test
  void types_haveWhatAnAgentNeeds() throws Exception {
    List<JsonObject> all =
        server.get(agent, "/types").list().stream().map(JsonObject.class::cast).toList();
    assertEquals(564, all.size());
    assertTrue(all.stream().anyMatch(type -> type.getString("raised_by").equals("crews")));
    JsonObject gas =
        all.stream()
            .filter(type -> type.getString("priority").equals("urgent"))
            .findFirst()
            .orElseThrow();
    assertEquals(
        gas,
        server
            .get(agent, "/types/find?limit=1&q=" + encoded(gas.getString("name")))
            .list()
            .getJsonObject(0));
    assertTrue(all.stream().anyMatch(type -> !type.getString("script", "").isBlank()));
    JsonObject hole = server.get(agent, "/types/find?language=es&q=bache").list().getJsonObject(0);
    assertEquals("Bache en la calle", hole.getString("name"));
    assertEquals("streets", hole.getJsonObject("department").getString("id"));
    assertEquals("48 horas", hole.getJsonObject("promise").getString("text"));
    assertFalse(hole.getJsonArray("questions").isEmpty());
    assertEquals("normal", server.get(agent, "/" + taken()).json().getString("priority"));
    assertEquals(400, server.get(agent, "/types/find?language=fr").status());
    assertEquals(403, server.get(server.key(Role.RESIDENT_FACING), "/types").status());
  }

  @Test
  void savings_areTold_ofASpan() throws Exception {
    String one = taken();
    server.post(agent, "/" + one + "/followers", new JsonObject().put("email", "ben@example.org"));
    server.post(
        agent,
        "/" + taken() + "/changes",
        new JsonObject().put("change", "merge").put("into", one));
    String soon = "/savings?to=2026-11-16T15:00:01Z";

    assertEquals(
        new JsonObject().put("followed", 1).put("merged", 1), server.get(agent, soon).json());
    assertEquals(0, server.get(agent, "/savings").json().getInteger("followed"), "not now yet");
    assertEquals(400, server.get(agent, soon + "&from=2027-01-01T00:00:00Z").status());
  }

  @Test
  void history_isReadPageByPage() throws Exception {
    String number = taken();
    server.post(streets, "/" + number + "/changes", ACCEPT);
    String path = "/" + number + "/history";

    assertEquals(1, server.get(agent, path + "?limit=1").list().size());
    JsonArray rest = server.get(agent, path + "?after=1").list();
    assertEquals(1, rest.size());
    assertEquals(2, rest.getJsonObject(0).getInteger("version"));
    assertEquals(400, server.get(agent, path + "?limit=0").status());
  }

  @ParameterizedTest
  @CsvSource({"dog-waste, false", "barking-dog, false", "pothole-alley, true"})
  void residentsApp_seesAndFollows_onlyWhatAnybodyMaySeeThePlaceOf(String type, boolean may)
      throws Exception {
    String app = server.key(Role.RESIDENT_FACING);
    String number =
        server.post(agent, "", HOLE.copy().put("type", type)).json().getString("number");
    String near = "/lookalikes?type=" + type + "&latitude=39.29&longitude=-76.61";
    JsonObject ben = new JsonObject().put("email", "ben@example.org");

    JsonArray seen = server.get(app, near).list();
    assertEquals(may ? 1 : 0, seen.size());
    assertFalse(seen.encode().contains("a deep hole"), seen.encode());
    JsonObject whole = server.get(agent, near).list().getJsonObject(0);
    assertEquals("a deep hole", whole.getString("words"));
    assertEquals(39.29, whole.getDouble("latitude"));
    assertEquals(new JsonArray(), whole.getJsonArray("attachments"));
    assertEquals(may ? 204 : 403, server.post(app, "/" + number + "/followers", ben).status());
    assertEquals(204, server.post(agent, "/" + number + "/followers", ben).status());
    assertEquals(404, server.post(app, "/10000012/followers", ben).status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?limit=0 | limit: allowed: a whole number from 1 to 200",
        "?limit=x | limit: allowed: a whole number",
        "?state=gone | state: allowed: new, open",
        "?stat=new | stat: there is no such parameter",
        "?due_to=tomorrow | due_to: allowed: a time such as",
        "?box=1,2,3 | box: allowed: SOUTH,WEST,NORTH,EAST",
        "?box=1,2,NaN,4 | box: allowed: SOUTH,WEST,NORTH,EAST",
        "?box=40,2,3,4 | box: allowed: SOUTH,WEST,NORTH,EAST",
        "?after=%27%20or%201=1 | after: allowed: the 'next'",
        "?order=due&order=due | order: allowed: once",
        "?text=%00 | text: allowed: at most 200 characters on one line",
        "/lookalikes?type=no&latitude=1&longitude=1 | type: allowed: the id of a type",
        "/lookalikes?type=pothole&latitude=100&longitude=1 | latitude: a latitude of 100.0",
        "/report?at=now | at: allowed: a time such as",
      })
  void queryThatIsWrong_is400_withTheField(String query, String error) throws Exception {
    Reply reply = server.get(agent, query);

    assertEquals(400, reply.status());
    assertTrue(reply.error().startsWith(error), reply.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "3",
        "{",
        "{\"type\": 3}",
        "{\"type\": \"no-such\"}",
        "{\"typ\": \"pothole-alley\"}",
        "{\"type\": \"pothole-alley\", \"latitude\": 1}",
        "{\"type\": \"pothole-alley\", \"latitude\": 100, \"longitude\": 1}",
        "{\"type\": \"pothole-alley\", \"address\": \"x\", \"words\": \"nul\\u0000\"}",
        "{\"type\": \"pothole-alley\", \"address\": \"x\", \"contact\": {\"email\": \"x\"}}",
        "{\"type\": \"pothole-alley\", \"address\": \"x\", \"contact\": {\"mail\": \"x\"}}",
        "{\"type\": \"pothole-alley\", \"address\": \"x\", \"answers\": {\"x\": {}}}",
        "{\"type\": \"pothole-alley\", \"address\": \"x\", \"answers\": {\"'; drop table\": \"x\"}}"
      })
  void reportThatIsWrong_is400_andNothingIsStored(String body) throws Exception {
    Reply reply = server.post(agent, "", body, Map.of());

    assertEquals(400, reply.status(), reply.text());
    assertFalse(reply.json().getJsonArray("errors").isEmpty());
    assertEquals(List.of("0"), server.postgres.query("select count(*) from requests.request"));
    assertEquals(List.of("0"), server.postgres.query("select count(*) from requests.contact"));
  }

  @Test
  void wrongCheckDigit_andUnknownNumbers_aretold() throws Exception {
    assertTrue(server.get(agent, "/10000005").error().contains("mistyped"));
    assertEquals(404, server.get(agent, "/10000005").status());
    assertEquals(404, server.get(agent, "/10000004").status());
    assertEquals(404, server.post(agent, "/10000004/changes", ACCEPT).status());
  }

  @Test
  void bodyThatIsTooLarge_is413() throws Exception {
    Reply reply = server.post(agent, "", HOLE.copy().put("words", "x".repeat(300_000)));

    assertEquals(413, reply.status());
  }

  @Test
  void export_hasAllThatIsFound_andNoFormula() throws Exception {
    server.post(agent, "", HOLE.copy().put("words", "=HYPERLINK(\"http://x\")"));
    server.post(agent, "", HOLE.copy().put("words", "two\nlines"));
    Reply all = server.get(ADMIN, "/export.csv");
    List<String> lines = all.text().lines().toList();

    assertEquals(
        "text/csv; charset=utf-8", all.response().headers().firstValue("content-type").orElse(""));
    assertTrue(lines.getFirst().startsWith("number,imported_as,type,"), lines.getFirst());
    assertTrue(all.text().contains("\"'=HYPERLINK(\"\"http://x\"\")\""), all.text());
    assertTrue(all.text().contains("\"two\nlines\""));
    assertFalse(all.text().contains("ana@example.org"));
    assertEquals(1, server.get(ADMIN, "/export.csv?department=water").text().lines().count());
    assertEquals(400, server.get(streets, "/export.csv?department=water").status());
  }

  /// This server lists two numbers at a time.
  @Test
  void export_isWhole_howeverManyNumbersAreListedAtATime() throws Exception {
    for (int n = 0; n <= 4; n++) {
      List<String> numbers =
          server
              .get(ADMIN, "/export.csv?type=pothole-alley")
              .text()
              .lines()
              .skip(1)
              .map(line -> line.replaceAll(",.*", ""))
              .toList();
      assertEquals(n, numbers.size());
      assertEquals(numbers.stream().sorted().distinct().toList(), numbers);
      taken();
      server.post(agent, "", HOLE.copy().put("type", "pothole"));
    }
  }

  @Test
  void import_isBegun_andSaysHowFarItIs() throws Exception {
    String file = "Id,Kind,At,Words\n1,Hole,2026-11-01,a\n2,Elephant,2026-11-01,b\n";
    Reply begun =
        server.upload(
            ADMIN, "/imports?rehearse=true", MAPPING, file.getBytes(StandardCharsets.UTF_8));
    assertEquals(202, begun.status(), begun.text());
    JsonObject rehearsed = ended(begun);
    assertEquals("done", rehearsed.getString("state"));
    assertEquals(1, rehearsed.getInteger("stored"));
    assertEquals(List.of("0"), server.postgres.query("select count(*) from requests.request"));

    JsonObject done =
        ended(server.upload(ADMIN, "/imports", MAPPING, file.getBytes(StandardCharsets.UTF_8)));
    assertEquals(2, done.getInteger("read"));
    assertEquals(1, done.getInteger("refused"));
    assertEquals(3, done.getJsonArray("mistakes").getJsonObject(0).getInteger("line"));
    assertEquals(2, server.get(ADMIN, "/imports").list().size());
    assertEquals(1, server.get(agent, "?text=1").json().getJsonArray("requests").size());
    Awaitility.await()
        .untilAsserted(
            () ->
                assertEquals(
                    0,
                    Objects.requireNonNull(server.imports.toFile().list()).length,
                    "files left"));
  }

  @Test
  void importThatCantBe_isRefused() throws Exception {
    Reply mapping = server.upload(ADMIN, "/imports", "source: x\ntypes: { a: b }\n", new byte[1]);
    assertEquals(400, mapping.status());
    assertTrue(mapping.text().contains("mapping:2: types.a: found 'b'"), mapping.text());
    assertEquals(415, server.post(ADMIN, "/imports", new JsonObject()).status());

    JsonObject file = ended(server.upload(ADMIN, "/imports", MAPPING, new byte[100_000]));
    assertEquals("refused", file.getString("state"));
    assertTrue(file.getString("fault").startsWith("line 1: "), file.encode());
  }

  /// A gigabyte of it would be kept in memory.
  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/csv", "application/x-www-form-urlencoded", ""})
  void importThatIsNoForm_isRefused_beforeItIsRead(String type) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      String head =
          String.join(
              "\r\n",
              "POST /api/requests/imports HTTP/1.1",
              "Host: localhost",
              "Authorization: Bearer " + ADMIN,
              "Content-Length: 1000000000",
              type.isEmpty() ? "X: y" : "Content-Type: " + type,
              "",
              "{");
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

      assertEquals("HTTP/1.1 415 Unsupported Media Type", answer.readLine());
    }
  }

  private JsonObject ended(Reply begun) throws Exception {
    String path = "/imports/" + begun.json().getString("id");
    Awaitility.await()
        .until(() -> !server.get(ADMIN, path).json().getString("state").equals("running"));
    return server.get(ADMIN, path).json();
  }

  @Test
  void report_countsByDepartment() throws Exception {
    taken();
    JsonObject line = server.get(agent, "/report?at=2027-01-01T00:00:00Z").list().getJsonObject(0);

    assertEquals("streets", line.getString("department"));
    assertEquals(1, line.getInteger("new"));
    assertEquals(1, line.getInteger("overdue"));
  }

  @Test
  void databaseThatIsAway_is503_withWhenToTryAgain_andNothingIsStored() throws Exception {
    String number = taken();
    List<Callable<Reply>> calls =
        List.of(
            () -> server.get(agent, ""),
            () -> server.get(ADMIN, "/" + number),
            () -> server.post(ADMIN, "", HOLE),
            () -> server.post(ADMIN, "/" + number + "/changes", ACCEPT),
            () -> server.get(ADMIN, "/export.csv"),
            () ->
                server.upload(
                    ADMIN,
                    "/imports",
                    MAPPING,
                    "Id,Kind,At,Words\n".getBytes(StandardCharsets.UTF_8)));
    server.postgres.stop();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Reply> call : callers.invokeAll(calls)) {
        Reply reply = call.get();
        assertEquals(503, reply.status());
        assertEquals("5", reply.response().headers().firstValue("retry-after").orElse(""));
      }
    } finally {
      server.postgres.start();
    }
    Awaitility.await().until(() -> server.get(ADMIN, "/" + number).status() == 200);
    assertEquals(1, server.get(ADMIN, "/" + number).json().getInteger("version"));
    assertEquals(List.of("1"), server.postgres.query("select count(*) from requests.request"));
  }
}
