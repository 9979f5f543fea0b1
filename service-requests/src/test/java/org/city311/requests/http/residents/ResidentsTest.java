package org.city311.requests.http.residents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.city311.requests.attachment.TestFiles;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.catalogue.Visibility;
import org.city311.requests.desk.Taken;
import org.city311.requests.desk.TestIntakes;
import org.city311.requests.http.TestSite;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Change;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.TestRequests;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.Requests;
import org.city311.requests.store.RequestsDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResidentsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String API = "/api/public/";
  private static final Actor ANA = new Actor(Actor.Kind.DEPARTMENT, "ana");
  private static final String POTHOLE =
      """
      {"type": "pothole", "language": "es", "words": "Un hoyo", "answers": {"size": ["tire"]},
       "latitude": 39.2904, "longitude": -76.6122%s}
      """;

  private TestSite site;

  @BeforeEach
  void open() throws Exception {
    site = new TestSite();
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void city_itsAreas_andItsTypes_areShown() throws Exception {
    JsonNode city = json(site.get(API + "city"), 200);
    assertEquals("Example City", city.path("name").asText());
    assertTrue(city.path("tiles").isNull());
    assertEquals("America/New_York", city.path("time_zone").asText());
    JsonNode areas = json(site.get(API + "areas"), 200);
    assertEquals("Downtown", areas.at("/features/0/properties/name").asText());
    assertEquals("[-76.63,39.28]", areas.at("/features/0/geometry/coordinates/0/0/0").toString());
    JsonNode types = json(site.get(API + "types?language=es"), 200);
    assertTrue(types.size() > 300);
    assertFalse(types.at("/0/promise/text").asText().isEmpty());
    assertEquals(
        "pothole", json(site.get(API + "types/find?q=pot%20hoel"), 200).at("/0/id").asText());
    JsonNode pothole = json(site.get(API + "types/pothole?language=es"), 200);
    assertEquals("Bache en la calle", pothole.path("name").asText());
    assertEquals("48 horas", pothole.at("/promise/text").asText());
    assertEquals("required", pothole.path("place").asText());
    assertEquals("everything", pothole.path("public").asText());
    assertEquals("one-of", pothole.at("/questions/0/answer").asText());
    assertErrors(site.get(API + "types/dragon"), 404, "", "no such type");
  }

  @Test
  void areas_comePacked_andAreNotSentAgainToWhoHasThem() throws Exception {
    HttpResponse<String> plain = site.get(API + "areas");
    HttpRequest.Builder gzip =
        HttpRequest.newBuilder(site.address(API + "areas")).header("Accept-Encoding", "br, gzip");
    HttpResponse<byte[]> packed = site.bytes(gzip);
    String tag = packed.headers().firstValue("ETag").orElseThrow();

    assertEquals("gzip", packed.headers().firstValue("Content-Encoding").orElse(""));
    assertEquals(
        plain.body(),
        new String(
            new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes(),
            StandardCharsets.UTF_8));
    assertEquals(304, site.bytes(gzip.header("If-None-Match", tag)).statusCode());
    assertEquals("", plain.headers().firstValue("Content-Encoding").orElse(""));
    HttpRequest.Builder none =
        HttpRequest.newBuilder(site.address(API + "areas")).header("Accept-Encoding", "gzip;q=0");
    assertEquals(plain.body(), site.send(none).body());
  }

  @Test
  void report_fromTheSite_isFollowedByItsNumber() throws Exception {
    JsonNode file = json(site.upload(TestFiles.jpegWithExif(640, 320, 6)), 201);
    JsonNode taken =
        report(
            ", \"address\": \"100 Holliday St\", \"attachments\": [\"%s\"], \"contact\": {\"name\": \"Rosa\", \"email\": \"rosa@example.org\"}"
                .formatted(file.path("id").asText()));
    String number = taken.path("number").asText();
    assertEquals("48 horas", taken.at("/promise/text").asText());
    change(number, new Change.Start());
    change(number, new Change.Comment("between us", Change.Audience.STAFF));
    change(number, new Change.Close(Outcome.DONE, "Filled."));

    HttpResponse<String> answer =
        site.get(API + "requests/" + taken.path("spoken").asText().replace(" ", "%20"));
    JsonNode request = json(answer, 200);
    assertEquals("closed", request.path("state").asText());
    assertEquals("done", request.path("outcome").asText());
    assertEquals("Downtown", request.path("area").asText());
    assertEquals("Un hoyo", request.path("words").asText());
    assertEquals(1, request.path("followers").asInt());
    assertFalse(request.path("late").asBoolean());
    assertEquals(List.of("created", "state", "closed"), texts(request.path("history"), "what"));
    assertEquals("Filled.", request.at("/history/2/text").asText());
    assertFalse(answer.body().contains("Rosa") || answer.body().contains("between us"));

    HttpResponse<byte[]> photo = site.bytes(request.at("/photos/0").asText());
    assertEquals(200, photo.statusCode());
    assertEquals("nosniff", photo.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertTrue(
        photo.headers().firstValue("Content-Disposition").orElse("").startsWith("attachment"));
    assertFalse(new String(photo.body(), StandardCharsets.ISO_8859_1).contains(TestFiles.SECRET));
  }

  @Test
  void duplicate_isShown_followedByMeToo_andSavesARequest() throws Exception {
    String number = report("").path("number").asText();

    JsonNode near =
        json(site.get(API + "near?type=pothole&latitude=39.29045&longitude=-76.6122"), 200);
    assertEquals(number, near.at("/0/number").asText());
    assertEquals(6, near.at("/0/distance_m").asInt());
    assertEquals(39.2904, near.at("/0/latitude").asDouble(), "the map draws it");
    assertEquals(-76.6122, near.at("/0/longitude").asDouble());
    assertEquals("Un hoyo", near.at("/0/words").asText());
    assertEquals(0, near.at("/0/followers").asInt());

    String me = "{\"name\": \"Leo\", \"phone\": \"410 555 0100\", \"language\": \"en\"}";
    String path = API + "requests/" + number + "/follow";
    assertEquals(204, site.json(path, me).statusCode());
    assertEquals(204, site.json(path, me).statusCode(), "twice is once");
    assertEquals(1, json(site.get(API + "requests/" + number), 200).path("followers").asInt());
    assertEquals(1, site.count("request"));
    assertErrors(site.json(path, "{\"language\": \"en\"}"), 400, "name", "all empty");
    assertErrors(
        site.json(path, "{\"email\": \"x\", \"language\": \"en\"}"), 400, "email", "address");
    assertErrors(
        site.json(API + "requests/" + RequestNumber.ofSerial(2_000_000) + "/follow", me),
        404,
        "",
        "no request");
  }

  /// Agents write down what callers tell them, of people too.
  @Test
  void whatAnAgentTyped_isNowherePublic() throws Exception {
    Taken.Accepted taken =
        assertInstanceOf(
            Taken.Accepted.class,
            site.desk()
                .take(TestIntakes.pothole().byAgent("eve").words("He at number 5 drinks").build()));
    site.wait(Duration.ofSeconds(1));
    for (String path :
        List.of(
            API + "requests/" + taken.request().number(),
            API + "near?type=pothole&latitude=39.2904&longitude=-76.6122",
            "/open311/v2/requests/" + taken.request().number() + ".json",
            "/open-data/requests.csv")) {
      String answer = site.get(path).body();
      assertTrue(answer.contains(taken.request().number().toString()), path + ": " + answer);
      assertFalse(answer.contains("drinks"), path + ": " + answer);
    }
  }

  @Test
  void whatTheCitySays_isShown_behindTenThousandFollowers() throws Exception {
    String number = report("").path("number").asText();
    site.server()
        .execute(
            """
            insert into requests.history (number, version, at, who_kind, who_id, kind, was, became, why)
            select %1$s, version, now(), 'RESIDENT', '', 'FOLLOWED', '', 'follower-' || version, ''
            from generate_series(2, 10100) as version
            union all
            select %1$s, 10101, now(), 'AGENT', 'eve', 'COMMENTED', '', 'ANYBODY', 'On Monday.'
            """
                .formatted(number));

    JsonNode request = json(site.get(API + "requests/" + number), 200);
    assertEquals(List.of("created", "comment"), texts(request.path("history"), "what"));
  }

  @Test
  void ofTypesThatShowLess_lessIsShown() throws Exception {
    for (RequestType type : List.of(plain(Visibility.AREA), plain(Visibility.PLACE))) {
      String number = of(type);
      JsonNode request = json(site.get(API + "requests/" + number), 200);
      assertEquals("Downtown", request.path("area").asText());
      assertFalse(request.has("words"));
      assertEquals(type.visibility() == Visibility.PLACE, request.has("latitude"));
      assertEquals(
          type.visibility() == Visibility.PLACE, request.path("can_follow").asBoolean(true));
      change(number, new Change.Close(Outcome.DECLINED, "Mr. X is not at home."));
      assertEquals(
          type.visibility() == Visibility.PLACE,
          site.get(API + "requests/" + number).body().contains("Mr. X"));
      assertFalse(
          json(site.get(API + "requests/" + number), 200).path("can_follow").asBoolean(true));
    }
    String hidden = of(plain(Visibility.NOTHING));
    assertErrors(site.get(API + "requests/" + hidden), 404, "", "ask 311");
    String me = "{\"name\": \"Leo\", \"phone\": \"410 555 0100\", \"language\": \"en\"}";
    assertErrors(site.json(API + "requests/" + hidden + "/follow", me), 404, "", "ask 311");
    String area = of(plain(Visibility.AREA));
    assertErrors(site.json(API + "requests/" + area + "/follow", me), 403, "", "can't be followed");
    assertFalse(site.get("/open-data/requests.csv").body().contains(hidden));
  }

  @ParameterizedTest
  @CsvSource({"10000005, last digit", "12, last digit", "10000004, no request", "x, last digit"})
  void number_thatIsNone_isToldSo(String number, String why) throws Exception {
    assertErrors(site.get(API + "requests/" + number), 404, "", why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|400||JSON object",
        "{|400||JSON object",
        "{\"type\": \"pothole\"} x|400||JSON object",
        "{\"type\": 7, \"language\": \"en\"}|400|type|text",
        "{\"type\": \"dragon\", \"language\": \"en\"}|400|type|no such type",
        "{\"type\": \"pothole\", \"language\": \"en\", \"admin\": true}|400|admin|no such field",
        "{\"type\": \"pothole\", \"language\": \"en\"}|400|position|where",
        "{\"type\": \"pothole\", \"language\": \"en\"}|400|answers.size|answered",
        "{\"type\": \"pothole\", \"language\": \"en\", \"latitude\": \"39\", \"longitude\": 1}|400|position|numbers",
        "{\"type\": \"pothole\", \"language\": \"en\", \"latitude\": 1e999, \"longitude\": 1}|400|position|numbers",
        "{\"type\": \"pothole\", \"language\": \"en\", \"answers\": [1]}|400|answers|object",
        "{\"type\": \"pothole\", \"language\": \"en\", \"answers\": {\"size\": \"tire\"}}|400|answers.size|list",
        "{\"type\": \"pothole\", \"language\": \"en\", \"contact\": {\"password\": \"x\"}}|400|contact.password|no such field",
        "{\"type\": \"pothole\", \"language\": \"en\", \"attachments\": [\"../../etc/passwd\"]}|400|position|where",
        "{\"words\": \"a\\u0000b\", \"type\": \"pothole\", \"language\": \"en\"}|400|words|stored",
        "{\"words\": \"\\ud83d\", \"type\": \"pothole\", \"language\": \"en\"}|400|words|stored",
      })
  void report_thatCantBeTaken_isToldWhy_andNothingIsStored(
      String body, int status, String field, String why) throws Exception {
    site.get(API + "requests/10000004");
    assertErrors(site.json(API + "requests", body), status, field == null ? "" : field, why);
    assertEquals(0, site.count("request") + site.count("contact"));
  }

  @Test
  void report_withAFileThatIsNotThere_isRefusedWhole() throws Exception {
    String body =
        POTHOLE.formatted(
            ", \"attachments\": [\"AAAAAAAAAAAAAAAAAAAAAA\"], \"contact\": {\"name\": \"R\"}");
    assertErrors(site.json(API + "requests", body), 400, "attachments", "no such files");
    assertEquals(0, site.count("request") + site.count("contact"));
  }

  @Test
  void report_tooDeep_tooLong_orOfAnotherKind_isRefused() throws Exception {
    assertErrors(site.json(API + "requests", "[".repeat(30_000)), 400, "", "JSON object");
    assertErrors(site.json(API + "requests", "x".repeat(70_000)), 413, "", "bytes");
    HttpResponse<String> form = site.form(API + "requests", "type=pothole", Map.of());
    assertErrors(form, 415, "", "application/json");
  }

  @Test
  void file_thatIsNone_orTooLarge_orWouldSwell_isRefused_andLeavesNothing() throws Exception {
    assertErrors(
        site.upload("<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8)),
        400,
        "",
        "JPEG or PNG");
    assertErrors(site.upload(TestFiles.pngBomb(25_000, 25_000)), 400, "", "million pixels");
    assertErrors(site.upload(new byte[16 * 1024 * 1024]), 413, "", "bytes");
    assertEquals(List.of(), files());
    site.get(API + "requests/10000004");
    assertEquals(0, site.count("attachment"));
  }

  @Test
  void photo_isDrawnByAThreadOfItsOwn_notByThoseWhoWaitForTheDatabase() throws Exception {
    json(site.upload(TestFiles.jpeg(8, 8)), 201);

    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
            .anyMatch(thread -> thread.getName().startsWith("requests-cleaner")));
  }

  @Test
  void strangerWhoSendsFilesOneByteAMinute_leavesPlacesForOthers() throws Exception {
    try (Socket first = uploading("203.0.113.9");
        Socket second = uploading("203.0.113.9");
        Socket third = uploading("203.0.113.9")) {
      assertEquals("HTTP/1.1 100 Continue", line(first));
      assertEquals("HTTP/1.1 100 Continue", line(second));
      assertEquals("HTTP/1.1 503 Service Unavailable", line(third));
    }
    json(site.upload(TestFiles.jpeg(8, 8)), 201);
  }

  /// A file of which nothing comes yet.
  private Socket uploading(String stranger) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.address("/").getPort());
    String head =
        String.join(
            "\r\n",
            "POST " + API + "attachments HTTP/1.1",
            "Host: localhost",
            "X-Forwarded-For: " + stranger,
            "Content-Length: 1000",
            "Expect: 100-continue",
            "",
            "");
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String line(Socket socket) throws IOException {
    return new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
        .readLine();
  }

  @Test
  void file_ofNoRequest_isSeenByNobody_andGoesAfterAnHour_withItsRow() throws Exception {
    String id = json(site.upload(TestFiles.wav()), 201).path("id").asText();
    assertErrors(site.get(API + "attachments/" + id), 404, "", "not public");
    assertEquals(1, files().size());
    Files.setLastModifiedTime(files().getFirst(), FileTime.from(site.now()));

    site.wait(Duration.ofMinutes(59));
    site.files().sweep();
    assertEquals(1, files().size());
    site.wait(Duration.ofMinutes(2));
    site.files().sweep();
    assertEquals(List.of(), files());
    assertEquals(0, site.count("attachment"));
  }

  /// A link to nothing is listed and not there, as a file that another node removes at this moment.
  @Test
  void fileThatAnotherNodeRemovesMeanwhile_doesNotEndTheSweep() throws Exception {
    json(site.upload(TestFiles.wav()), 201);
    Path file = files().getFirst();
    Files.setLastModifiedTime(file, FileTime.from(site.now()));
    for (int i = 0; i < 20; i++) {
      Files.createSymbolicLink(file.resolveSibling("gone" + i + ".jpg"), Path.of("nowhere"));
    }
    site.wait(Duration.ofHours(2));

    site.files().sweep();

    assertFalse(Files.exists(file));
  }

  /// As after a restore from a backup that began with the database (ADR 34).
  @Test
  void photoWhoseFileIsGone_is404() throws Exception {
    String id = json(site.upload(TestFiles.jpeg(8, 8)), 201).path("id").asText();
    report(", \"attachments\": [\"" + id + "\"]");
    assertEquals(200, site.get(API + "attachments/" + id).statusCode());
    Files.delete(files().getFirst());

    assertErrors(site.get(API + "attachments/" + id), 404, "", "no such photo");
  }

  @Test
  void file_ofOneRequest_isNotTheNextOnes() throws Exception {
    String id = json(site.upload(TestFiles.jpeg(8, 8)), 201).path("id").asText();
    report(", \"attachments\": [\"" + id + "\"]");
    String again = POTHOLE.formatted(", \"attachments\": [\"" + id + "\"]");

    assertErrors(site.json(API + "requests", again), 400, "attachments", "no such files");
    assertEquals(1, site.count("request"));
  }

  @Test
  void standards_areTheShareClosedOnTime_ofWhatShouldHaveBeen() throws Exception {
    String onTime = report("").path("number").asText();
    String late = report("").path("number").asText();
    report("");
    change(onTime, new Change.Close(Outcome.DONE, ""));
    site.wait(Duration.ofDays(3));
    change(late, new Change.Close(Outcome.DONE, ""));
    report("");

    JsonNode pothole =
        StreamSupport.stream(json(site.get(API + "standards?days=30"), 200).spliterator(), false)
            .filter(one -> one.path("type").asText().equals("pothole"))
            .findFirst()
            .orElseThrow();
    assertEquals(1, pothole.path("closed_on_time").asInt());
    assertEquals(1, pothole.path("closed_late").asInt());
    assertEquals(1, pothole.path("overdue_open").asInt());
    assertEquals(2, pothole.path("open").asInt());
    assertEquals(1.0 / 3, pothole.path("on_time_share").asDouble());
    assertErrors(site.get(API + "standards?days=31"), 400, "", "30 or 90");
  }

  @Test
  void openData_hasAllThatIsPublic_page_afterPage() throws Exception {
    String body = POTHOLE.formatted(", \"address\": \"=cmd()\"");
    json(site.json(API + "requests", body), 201);
    int count = 2_103;
    save(1, count);

    site.wait(Duration.ofSeconds(1));

    HttpResponse<String> csv = site.get("/open-data/requests.csv");
    List<String> lines = csv.body().lines().toList();
    assertEquals(count + 1, lines.size());
    assertTrue(lines.getFirst().startsWith("number,type,name"));
    assertEquals(
        count,
        lines.stream()
            .skip(1)
            .map(line -> line.substring(0, line.indexOf(',')))
            .distinct()
            .count());
    assertTrue(csv.body().contains(",'=cmd(),39.2904,-76.6122"), lines.get(1));
    assertFalse(csv.body().contains("Un hoyo"));
    JsonNode json = json(site.get("/open-data/requests.json?until=2026-11-17"), 200);
    assertEquals(count, json.size());
    assertEquals(0, json(site.get("/open-data/requests.json?since=2026-11-17"), 200).size());
    assertErrors(site.get("/open-data/requests.csv?since=x"), 400, "", "since and until");
  }

  /// The database keeps the first waiting here; a slow line would as well.
  @Test
  void whoGetsOpenDataAlready_waits_andOthersDoNot() throws Exception {
    report("");
    try (Connection other = site.server().connect();
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("lock requests.request in access exclusive mode");
      CompletableFuture<HttpResponse<String>> first = site.sending(openData("203.0.113.9"));
      Awaitility.await()
          .until(
              () ->
                  site.server()
                      .query("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                      .equals(List.of("1")));

      HttpResponse<String> again = site.send(openData("203.0.113.9"));
      CompletableFuture<HttpResponse<String>> neighbour = site.sending(openData("203.0.113.10"));
      other.rollback();

      assertErrors(again, 503, "", "at this moment");
      assertEquals(200, first.get(20, TimeUnit.SECONDS).statusCode());
      assertEquals(200, neighbour.get(20, TimeUnit.SECONDS).statusCode());
    }
  }

  private HttpRequest.Builder openData(String stranger) {
    return HttpRequest.newBuilder(site.address("/open-data/requests.csv"))
        .header("X-Forwarded-For", stranger);
  }

  @Test
  void whoSendsTooMuch_waits() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertEquals(400, site.json(API + "requests", "{}").statusCode());
    }
    HttpResponse<String> answer = site.json(API + "requests", "{}");
    assertErrors(answer, 429, "", "wait");
    assertTrue(answer.headers().firstValueAsLong("Retry-After").orElse(0) > 0);
    HttpResponse<String> other =
        site.send(
            HttpRequest.newBuilder(site.address(API + "requests"))
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", "198.51.100.1, 203.0.113.9")
                .POST(BodyPublishers.ofString("{}")));
    assertNotEquals(429, other.statusCode(), "somebody else, behind our own proxy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/public/near?type=pothole&latitude=1&longitude=1",
        "/api/public/requests/10000004",
        "/api/public/standards",
        "/open-data/requests.csv"
      })
  void databaseAway_saysWhenToComeAgain(String path) throws Exception {
    site.get(API + "requests/10000004");
    site.server().stop();
    try {
      HttpResponse<String> answer = site.get(path);
      assertErrors(answer, 503, "", "");
      assertTrue(answer.headers().firstValueAsLong("Retry-After").orElse(0) > 0);
      HttpResponse<String> file = site.upload(TestFiles.jpeg(8, 8));
      assertErrors(file, 503, "", "nothing was stored");
      assertEquals(List.of(), files());
      assertEquals(200, site.get(API + "types").statusCode());
    } finally {
      site.server().start();
    }
  }

  /// Those with numbers from the first to before the last.
  private void save(int first, int last) throws SQLException {
    try (RequestsDatabase database = new RequestsDatabase(site.server().settings())) {
      new Requests(database)
          .save(
              IntStream.range(first, last)
                  .boxed()
                  .flatMap(n -> TestRequests.made(n, TestRequests.TWO_DAYS).steps().stream())
                  .toList());
    }
  }

  private JsonNode report(String more) throws Exception {
    return json(site.json(API + "requests", POTHOLE.formatted(more)), 201);
  }

  private String of(RequestType type) throws Exception {
    Taken taken = site.desk().take(TestIntakes.of(type.id()).words("private words").build());
    return ((Taken.Accepted) taken).request().number().toString();
  }

  private RequestType plain(Visibility visibility) {
    return site.desk().directory().catalogue().types().stream()
        .filter(type -> type.visibility() == visibility && type.raisedBy().residents())
        .filter(type -> type.questions().stream().noneMatch(question -> question.required()))
        .findFirst()
        .orElseThrow();
  }

  private void change(String number, Change change) throws Exception {
    site.desk()
        .change(RequestNumber.parse(number).orElseThrow(), OptionalLong.empty(), change, ANA);
  }

  private List<Path> files() throws Exception {
    try (Stream<Path> all = Files.walk(site.folder())) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static List<String> texts(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(one -> one.path(field).asText())
        .toList();
  }

  private static JsonNode json(HttpResponse<String> answer, int status) throws Exception {
    assertEquals(status, answer.statusCode(), answer.body());
    return JSON.readTree(answer.body());
  }

  private static void assertErrors(
      HttpResponse<String> answer, int status, String field, String why) throws Exception {
    JsonNode errors = json(answer, status).path("errors");
    assertTrue(
        StreamSupport.stream(errors.spliterator(), false)
            .anyMatch(
                error ->
                    error.path("field").asText().equals(field)
                        && error.path("text").asText().contains(why)),
        answer.body());
  }
}
