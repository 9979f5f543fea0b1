package org.city311.requests.http.open311;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.city311.requests.access.Role;
import org.city311.requests.attachment.TestFiles;
import org.city311.requests.catalogue.Visibility;
import org.city311.requests.http.TestSite;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Change;
import org.city311.requests.life.Entry;
import org.city311.requests.life.Outcome;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.published.Published;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Open311Test {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String V2 = "/open311/v2/";
  private static final String POTHOLE = "service_code=pothole&attribute[size]=tire";
  private static final String THERE = "&lat=39.2904&long=-76.6122";
  private static final Actor ANA = new Actor(Actor.Kind.DEPARTMENT, "ana");

  private TestSite site;

  @BeforeEach
  void open() throws Exception {
    site = new TestSite();
  }

  @AfterEach
  void close() throws Exception {
    site.close();
  }

  @Test
  void discovery_saysWhereAndHow() throws Exception {
    JsonNode discovery = json(site.get("/open311/discovery.json"), 200);

    JsonNode endpoint = discovery.at("/endpoints/0");
    assertEquals("http://wiki.open311.org/GeoReport_v2", endpoint.path("specification").asText());
    assertEquals("https://311.example.org/open311/v2", endpoint.path("url").asText());
    assertEquals("[\"text/xml\",\"application/json\"]", endpoint.path("formats").toString());
    for (String field : List.of("changeset", "contact", "key_service")) {
      assertFalse(discovery.path(field).asText().isEmpty(), field);
    }
    assertTrue(
        site.get("/open311/discovery.xml")
            .body()
            .contains("<formats><format>text/xml</format><format>application/json</format>"));
  }

  @Test
  void services_areWhatResidentsMayRaise_inBothLanguages() throws Exception {
    JsonNode english = json(site.get(V2 + "services.json"), 200);
    JsonNode spanish = json(site.get(V2 + "services.json?language=es"), 200);

    assertEquals(english.size(), spanish.size());
    assertEquals("Pothole", of(english, "service_code", "pothole").path("service_name").asText());
    assertEquals(
        "Bache en la calle", of(spanish, "service_code", "pothole").path("service_name").asText());
    long residents =
        site.desk().directory().catalogue().types().stream()
            .filter(type -> type.raisedBy().residents())
            .count();
    assertEquals(residents, english.size());
  }

  @Test
  void definition_hasEachQuestion_andOneOfNoSuchTypeIsNotFound() throws Exception {
    JsonNode definition = json(site.get(V2 + "services/pothole.json"), 200);

    JsonNode size = of(definition.path("attributes"), "code", "size");
    assertEquals("singlevaluelist", size.path("datatype").asText());
    assertTrue(size.path("required").isBoolean() && size.path("required").asBoolean());
    assertEquals("tire", size.at("/values/1/key").asText());
    assertErrors(site.get(V2 + "services/dragon.json"), 404, "service_code");
  }

  @Test
  void report_isTaken_andReadAgain_inXmlAsInJson() throws Exception {
    String id =
        report(POTHOLE + THERE + "&address_string=100+Holliday+St&description=a+%26+%F0%9F%95%B3");

    JsonNode json = json(site.get(V2 + "requests/" + id + ".json"), 200).get(0);
    assertEquals("open", json.path("status").asText());
    assertEquals("a & 🕳", json.path("description").asText());
    assertEquals("2026-11-16T15:00:00Z", json.path("requested_datetime").asText());
    assertEquals("2026-11-18T15:00:00Z", json.path("expected_datetime").asText());
    assertEquals("100 Holliday St", json.path("address").asText());
    assertEquals(39.2904, json.path("lat").asDouble());
    assertTrue(json.path("zipcode").isNull());

    HttpResponse<String> xml = site.get(V2 + "requests/" + id + ".xml");
    assertEquals("text/xml; charset=utf-8", xml.headers().firstValue("Content-Type").orElse(""));
    assertEquals(json, XmlAsJson.items(xml.body()).get(0));
  }

  @Test
  void report_withContact_isKept_andNobodySeesIt() throws Exception {
    String id =
        report(
            POTHOLE
                + THERE
                + "&first_name=Rosa&last_name=D%C3%ADaz&email=rosa%40example.org&phone=410-555-0100");

    assertEquals(1, site.count("contact"));
    for (String path :
        List.of("requests/" + id + ".json", "requests.xml", "servicerequestupdates.json")) {
      String body = site.get(V2 + path).body();
      assertFalse(
          body.contains("Rosa") || body.contains("410-555") || body.contains("example.org\"rosa"),
          body);
    }
  }

  @Test
  void report_sentTwiceWithTheSameKeyOfTheClient_isOne() throws Exception {
    Map<String, String> own = Map.of("Idempotency-Key", "0b6f5a86-8a3c-4e6e-9d55-1df0e9b6c001");
    String first = site.form(V2 + "requests.json", POTHOLE + THERE, own).body();
    String second = site.form(V2 + "requests.json", POTHOLE + THERE, own).body();

    assertEquals(first, second);
    assertEquals(1, site.count("request"));
  }

  @Test
  void photo_sentBefore_isShown_whereTheTypeShowsAll() throws Exception {
    JsonNode file = json(site.upload(TestFiles.jpegWithExif(64, 32, 6)), 201);
    String id = report(POTHOLE + THERE + "&media_url=" + file.path("media_url").asText());

    String url = json(site.get(V2 + "requests/" + id + ".json"), 200).at("/0/media_url").asText();
    assertEquals("https://311.example.org/api/public/attachments/" + file.path("id").asText(), url);
  }

  @Test
  void mediaElsewhere_isNotFetched_butKeptWithTheWords() throws Exception {
    String id =
        report(POTHOLE + THERE + "&description=deep&media_url=http%3A%2F%2F127.0.0.1%2Fx.jpg");

    JsonNode request = json(site.get(V2 + "requests/" + id + ".json"), 200).get(0);
    assertEquals("deep\n\nhttp://127.0.0.1/x.jpg", request.path("description").asText());
    assertTrue(request.path("media_url").isNull());
  }

  @Test
  void types_showNoMoreThanTheyMay() throws Exception {
    for (var type : site.desk().directory().catalogue().types()) {
      if (!type.questions().isEmpty() || !type.raisedBy().residents()) {
        continue;
      }
      HttpResponse<String> answer =
          site.form(
              V2 + "requests.json",
              "service_code="
                  + type.id()
                  + THERE
                  + "&description=mine&address_string=my+door&api_key="
                  + key(Role.RESIDENT_FACING),
              Map.of());
      String id = json(answer, 200).at("/0/service_request_id").asText();
      HttpResponse<String> seen = site.get(V2 + "requests/" + id + ".json");
      switch (type.visibility()) {
        case NOTHING -> assertErrors(seen, 404, "");
        case AREA -> {
          JsonNode request = json(seen, 200).get(0);
          assertTrue(request.path("lat").isNull() && request.path("description").isNull());
          assertEquals("Downtown", request.path("address").asText());
        }
        case PLACE -> {
          assertTrue(json(seen, 200).at("/0/description").isNull());
          assertEquals("my door", json(seen, 200).at("/0/address").asText());
        }
        case EVERYTHING -> assertEquals("mine", json(seen, 200).at("/0/description").asText());
      }
    }
    assertFalse(site.get(V2 + "requests.json").body().contains("\"lat\":0"));
  }

  @Test
  void list_isTheLatestFirst_byStateTypeTimeAndPage() throws Exception {
    String first = report(POTHOLE + THERE);
    site.wait(Duration.ofHours(1));
    String second = report(POTHOLE + THERE);
    site.wait(Duration.ofHours(1));
    String graffiti = report("service_code=" + plainType() + THERE);
    change(first, new Change.Close(Outcome.DONE, "filled"));

    assertEquals(List.of(graffiti, second, first), ids("requests.json"));
    assertEquals(List.of(first), ids("requests.json?status=closed"));
    assertEquals(List.of(graffiti, second), ids("requests.json?status=open"));
    assertEquals(List.of(graffiti, second, first), ids("requests.json?status=open,closed"));
    assertEquals(List.of(second, first), ids("requests.json?service_code=pothole"));
    assertEquals(
        List.of(graffiti, second, first),
        ids("requests.json?service_code=pothole,%20" + plainType() + "&status="));
    assertEquals(List.of(second), ids("requests.json?page_size=1&page=2"));
    assertEquals(
        List.of(second),
        ids("requests.json?start_date=2026-11-16T10:30:00-05:00&end_date=2026-11-16T16:30:00Z"));
    assertEquals(List.of(), ids("requests.json?start_date=2026-08-01&end_date=2026-09-01"));
    assertEquals(
        List.of(second, first),
        ids("requests.json?service_request_id=" + first + "," + second + ",123&status=open"));
  }

  @Test
  void closed_saysWhatCameOfIt_andMergedWhichGoesOn() throws Exception {
    String first = report(POTHOLE + THERE);
    String second = report(POTHOLE + THERE);
    site.desk().merge(number(second), number(first), "", ANA);
    change(first, new Change.Close(Outcome.NOTHING_FOUND, "No hole there."));

    JsonNode closed = json(site.get(V2 + "requests/" + first + ".json"), 200).get(0);
    assertEquals("closed", closed.path("status").asText());
    assertEquals("Nothing to do was found. No hole there.", closed.path("status_notes").asText());
    JsonNode merged = json(site.get(V2 + "requests/" + second + ".json"), 200).get(0);
    assertEquals("closed", merged.path("status").asText());
    assertTrue(merged.path("status_notes").asText().contains(number(first).grouped()));
  }

  @Test
  void token_isTheNumber_asEveryTypeAnswersAtOnce() throws Exception {
    String id = report(POTHOLE + THERE);

    JsonNode token = json(site.get(V2 + "tokens/" + id + ".json"), 200).get(0);
    assertEquals(id, token.path("service_request_id").asText());
    assertErrors(site.get(V2 + "tokens/123.json"), 404, "");
  }

  @Test
  void updates_tellWhatHappened_theEarliestFirst_withoutWhatIsInternal() throws Exception {
    String id = report(POTHOLE + THERE);
    change(id, new Change.Start());
    change(id, new Change.Comment("between us", Change.Audience.STAFF));
    change(id, new Change.Comment("We come on Monday.", Change.Audience.ANYBODY));
    change(id, new Change.Close(Outcome.DONE, "Filled."));

    JsonNode updates = json(site.get(V2 + "servicerequestupdates.json"), 200);
    assertEquals(
        List.of("It is being worked on.", "We come on Monday.", "Done. Filled."),
        texts(updates, "description"));
    assertEquals(List.of("open", "open", "closed"), texts(updates, "status"));
    assertEquals(List.of(id + "-2", id + "-4", id + "-5"), texts(updates, "update_id"));
    assertEquals(
        updates, json(site.get(V2 + "servicerequestupdates.json?service_request_id=" + id), 200));
    assertEquals(
        0,
        json(
                site.get(
                    V2 + "servicerequestupdates.json?start_date=2026-10-01&end_date=2026-11-01"),
                200)
            .size());
    assertEquals(updates, XmlAsJson.items(site.get(V2 + "servicerequestupdates.xml").body()));
  }

  @Test
  void update_byTheDepartmentsKey_movesTheRequest_andSaidAgainChangesNothing() throws Exception {
    String id = report(POTHOLE + THERE);
    String key = site.key(Role.DEPARTMENT, Optional.of("streets"));
    String fixed = "service_request_id=" + id + "&status=FIXED&description=Filled.&api_key=" + key;

    JsonNode update = json(site.form(V2 + "servicerequestupdates.json", fixed, Map.of()), 200);
    json(site.form(V2 + "servicerequestupdates.json", fixed, Map.of()), 200);
    json(site.form(V2 + "servicerequestupdates.json", fixed, Map.of()), 200);

    assertEquals(id + "-2", update.at("/0/update_id").asText());
    assertEquals(
        "Done. Filled.",
        json(site.get(V2 + "requests/" + id + ".json"), 200).at("/0/status_notes").asText());
    assertEquals(3, site.desk().history(number(id)).size(), "the words once more, as a comment");
  }

  @Test
  void update_ofWhatIsSoAlready_isDone_withoutWords() throws Exception {
    String id = report(POTHOLE + THERE);
    String fixed = "service_request_id=" + id + "&status=FIXED&api_key=" + key(Role.ADMIN);

    json(site.form(V2 + "servicerequestupdates.json", fixed, Map.of()), 200);
    JsonNode again = json(site.form(V2 + "servicerequestupdates.json", fixed, Map.of()), 200);

    assertEquals(id + "-2", again.at("/0/update_id").asText());
    List<Entry> history = site.desk().history(number(id));
    assertEquals(2, history.size());
    assertEquals(
        Actor.Kind.DEPARTMENT, history.getLast().who().kind(), "as over the staff's interface");
  }

  @Test
  void update_byOthers_isAComment_andOfAResidentsAppForTheStaff() throws Exception {
    String id = report(POTHOLE + THERE);
    String said = "service_request_id=" + id + "&status=closed&description=It+is+gone&api_key=";

    json(
        site.form(V2 + "servicerequestupdates.json", said + key(Role.RESIDENT_FACING), Map.of()),
        200);
    assertEquals(0, json(site.get(V2 + "servicerequestupdates.json"), 200).size());
    json(site.form(V2 + "servicerequestupdates.json", said + key(Role.AGENT), Map.of()), 200);
    assertEquals(
        List.of("[CLOSED] It is gone"),
        texts(json(site.get(V2 + "servicerequestupdates.json"), 200), "description"));
    assertEquals(
        "open", json(site.get(V2 + "requests/" + id + ".json"), 200).at("/0/status").asText());
  }

  @Test
  void update_byAResidentsApp_ofWhatIsPublicToNobody_isOfNoSuchRequest() throws Exception {
    String secret =
        site.desk().directory().catalogue().types().stream()
            .filter(type -> type.questions().isEmpty() && type.raisedBy().residents())
            .filter(type -> type.visibility() == Visibility.NOTHING)
            .findFirst()
            .orElseThrow()
            .id();
    String id = report("service_code=" + secret + THERE);
    String said = "&status=closed&description=I+know+them&api_key=";

    HttpResponse<String> none =
        site.form(
            V2 + "servicerequestupdates.json",
            "service_request_id=99900007" + said + key(Role.RESIDENT_FACING),
            Map.of());
    HttpResponse<String> hidden =
        site.form(
            V2 + "servicerequestupdates.json",
            "service_request_id=" + id + said + key(Role.RESIDENT_FACING),
            Map.of());

    assertErrors(hidden, 404, "no such request");
    assertEquals(none.body(), hidden.body());
    assertEquals(1, site.desk().history(number(id)).size());
    json(
        site.form(
            V2 + "servicerequestupdates.json",
            "service_request_id=" + id + said + key(Role.AGENT),
            Map.of()),
        200);
  }

  @ParameterizedTest
  @CsvSource({
    "status=closed&description=x, 403, api_key",
    "status=closed&description=x&api_key=nonsense, 403, api_key",
    "status=closed&description=x&api_key=WATER, 403, another department",
    "status=dragon&api_key=STREETS, 400, status",
    "status=duplicate&api_key=STREETS, 400, duplicate",
    "status=no_further_action&api_key=STREETS, 400, description",
    "api_key=STREETS, 400, description",
  })
  void update_thatMayNotBe_isRefused(String arguments, int status, String why) throws Exception {
    String id = report(POTHOLE + THERE);
    String body =
        ("service_request_id=" + id + "&" + arguments)
            .replace("WATER", site.key(Role.DEPARTMENT, Optional.of("water")))
            .replace("STREETS", site.key(Role.DEPARTMENT, Optional.of("streets")));

    assertErrors(site.form(V2 + "servicerequestupdates.json", body, Map.of()), status, why);
    assertEquals(1, site.desk().history(number(id)).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "requests.json?status=dragon|400|status",
        "requests.json?start_date=yesterday|400|start_date",
        "requests.json?start_date=2026-01-01T00:00:00|400|start_date",
        "requests.json?start_date=0000-01-01|400|start_date",
        "requests.json?start_date=2026-01-01&end_date=2026-11-01|400|90 days",
        "requests.json?page_size=1001|400|page_size",
        "requests.json?page=0|400|page",
        "requests.json?page=9999&page_size=1000|400|100,000",
        "requests.json?page=1&page=2|400|more than once",
        "requests.json?service_code=dragon|404|dragon",
        "requests.json?jurisdiction_id=elsewhere.org|404|jurisdiction_id",
        "services.json?jurisdiction_id=elsewhere.org|404|jurisdiction_id",
        "requests.json?status=%ff|400|UTF-8",
        "requests.json?status=%00|400|NUL",
        "requests/10000005.json|404|no such request",
        "requests/1%20or%201=1.json|404|no such request",
        "requests/10000004.json|404|no such request",
        "nothing.json|404|services",
        "requests|404|.xml or .json",
        "requests.csv|404|.xml or .json",
      })
  void question_thatHasNoAnswer_isToldWhy(String path, int status, String why) throws Exception {
    HttpResponse<String> answer = site.get(V2 + path);

    if (path.contains(".json")) {
      assertErrors(answer, status, why);
    } else {
      assertEquals(status, answer.statusCode());
      assertTrue(answer.body().contains("<errors><error><code>404</code>"), answer.body());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lat=1&long=1|400|service_code",
        "service_code=dragon&lat=1&long=1|404|service_code",
        POTHOLE + "|400|address_string",
        "service_code=pothole&lat=1&long=1|400|attribute[size]",
        POTHOLE + "&attribute[lane]=sky&lat=1&long=1|400|attribute[lane]",
        POTHOLE + "&attribute[nobody][]=asks&lat=1&long=1|400|attribute[nobody]",
        POTHOLE + "&lat=91&long=1|400|lat",
        POTHOLE + "&lat=1|400|lat",
        POTHOLE + "&lat=1e999&long=NaN|400|lat",
        POTHOLE + THERE + "&email=rosa|400|email",
        POTHOLE + THERE + "&email=a@b.org%0d%0aBcc:x@y.org|400|email",
        POTHOLE + THERE + "&media_url=javascript:alert(1)|400|media_url",
        POTHOLE + THERE + "&media_url=file:///etc/passwd|400|media_url",
        POTHOLE + THERE + "&media_url=/api/public/attachments/AAAAAAAAAAAAAAAAAAAAAA|400|media_url",
        POTHOLE + THERE + "&api_key=nonsense|403|api_key",
        POTHOLE + THERE + "&jurisdiction_id=elsewhere.org|404|jurisdiction_id",
        POTHOLE + THERE + "&description=%ff%fe|400|UTF-8",
        POTHOLE + THERE + "&description=%ed%a0%bd|400|UTF-8",
        POTHOLE + THERE + "&description=a%00b|400|NUL",
        POTHOLE + THERE + "&description=100%|400|percent",
      })
  void report_thatCantBeTaken_isToldWhy_andNothingIsStored(String body, int status, String why)
      throws Exception {
    assertErrors(site.form(V2 + "requests.json", body, Map.of()), status, why);
    site.get(V2 + "requests.json");
    assertEquals(0, site.count("request") + site.count("contact"));
  }

  @Test
  void report_withAllThatIsWrong_isToldAllOfIt() throws Exception {
    HttpResponse<String> answer =
        site.form(V2 + "requests.json", "service_code=pothole&email=rosa", Map.of());

    assertEquals(400, answer.statusCode());
    assertEquals(3, JSON.readTree(answer.body()).size(), answer.body());
  }

  @Test
  void hostileWords_comeBackAsTheyWere_andCanDoNothing() throws Exception {
    String words =
        "'; drop table requests.request; --<script>alert(1)</script>&#x41;]]>=cmd()\u0007";
    String id =
        report(
            POTHOLE + THERE + "&description=" + URLEncoder.encode(words, StandardCharsets.UTF_8));

    assertEquals(
        words, json(site.get(V2 + "requests/" + id + ".json"), 200).at("/0/description").asText());
    assertEquals(
        words.replace('\u0007', '\ufffd'),
        XmlAsJson.items(site.get(V2 + "requests/" + id + ".xml").body())
            .at("/0/description")
            .asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/xml", "text/xml", "application/json", "multipart/form-data"})
  void body_ofAnotherKind_isRefused_andNotRead(String type) throws Exception {
    String entities =
        "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><request>&a;</request>";
    HttpResponse<String> answer =
        site.send(
            HttpRequest.newBuilder(site.address(V2 + "requests.xml"))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(entities)));

    assertEquals(415, answer.statusCode());
    assertTrue(answer.body().contains("<errors><error><code>415</code>"), answer.body());
    assertFalse(answer.body().contains("root:"));
  }

  @Test
  void body_thatIsTooLong_isRefused_announcedOrNot() throws Exception {
    String body = POTHOLE + THERE + "&description=" + "x".repeat(70_000);
    assertErrors(site.form(V2 + "requests.json", body, Map.of()), 413, "65536 bytes");
    HttpResponse<String> chunked =
        site.send(
            HttpRequest.newBuilder(site.address(V2 + "requests.json"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(body))));
    assertErrors(chunked, 413, "65536 bytes");
    assertErrors(
        site.form(V2 + "requests.json", POTHOLE + "&a=b".repeat(301), Map.of()), 400, "arguments");
  }

  @Test
  void pagesOfOthers_mayAsk() throws Exception {
    HttpResponse<String> preflight =
        site.send(
            HttpRequest.newBuilder(site.address(V2 + "requests.json"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Access-Control-Request-Method", "POST"));

    assertEquals(204, preflight.statusCode());
    for (HttpResponse<String> answer : List.of(preflight, site.get(V2 + "nothing.json"))) {
      assertEquals("*", answer.headers().firstValue("Access-Control-Allow-Origin").orElse("none"));
    }
  }

  @Test
  void whoReportsTooOftenWithoutAKey_waits_andAKeyDoesNot() throws Exception {
    for (int i = 0; i < 20; i++) {
      report(POTHOLE + THERE);
    }
    HttpResponse<String> answer = site.form(V2 + "requests.json", POTHOLE + THERE, Map.of());
    assertErrors(answer, 429, "key");
    assertTrue(seconds(answer) >= 1 && seconds(answer) <= 16, answer.headers().toString());
    assertEquals(20, site.count("request"));

    report(POTHOLE + THERE + "&api_key=" + key(Role.RESIDENT_FACING));
    assertEquals(21, site.count("request"));
  }

  @Test
  void databaseAway_saysWhenToComeAgain_storesNothing_andIsThereAgain() throws Exception {
    site.get(V2 + "requests.json");
    site.server().stop();
    try {
      HttpResponse<String> answer = site.form(V2 + "requests.json", POTHOLE + THERE, Map.of());
      assertErrors(answer, 503, "nothing was stored");
      assertTrue(seconds(answer) >= 1);
      assertErrors(site.get(V2 + "requests.json"), 503, "try again");
      assertEquals(200, site.get(V2 + "services.json").statusCode());
    } finally {
      site.server().start();
    }
    // What the pool has kept of the database before may be found out first.
    Awaitility.await().until(() -> site.get(V2 + "requests.json").statusCode() == 200);
    report(POTHOLE + THERE);
    assertEquals(1, site.count("request"));
  }

  private String report(String body) throws Exception {
    HttpResponse<String> answer = site.form(V2 + "requests.json", body, Map.of());
    JsonNode taken = json(answer, 200);
    assertTrue(taken.at("/0/service_notice").asText().contains("within"), answer.body());
    return taken.at("/0/service_request_id").asText();
  }

  private void change(String id, Change change) throws Exception {
    site.desk().change(number(id), OptionalLong.empty(), change, ANA);
  }

  private static RequestNumber number(String id) {
    return RequestNumber.parse(id).orElseThrow();
  }

  /// One without questions whose place is public.
  private String plainType() {
    return site.desk().directory().catalogue().types().stream()
        .filter(type -> type.questions().isEmpty() && type.raisedBy().residents())
        .filter(type -> Published.showsAll(type))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private String key(Role role) throws Exception {
    return site.key(role, Optional.empty());
  }

  private List<String> ids(String path) throws Exception {
    return texts(json(site.get(V2 + path), 200), "service_request_id");
  }

  private static List<String> texts(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(one -> one.path(field).asText())
        .toList();
  }

  private static JsonNode of(JsonNode list, String field, String value) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(one -> one.path(field).asText().equals(value))
        .findFirst()
        .orElseThrow();
  }

  private static long seconds(HttpResponse<String> answer) {
    return answer.headers().firstValueAsLong("Retry-After").orElse(-1);
  }

  private static JsonNode json(HttpResponse<String> answer, int status) throws Exception {
    assertEquals(status, answer.statusCode(), answer.body());
    return JSON.readTree(answer.body());
  }

  private static void assertErrors(HttpResponse<String> answer, int status, String why)
      throws Exception {
    JsonNode errors = json(answer, status);
    assertTrue(errors.isArray() && !errors.isEmpty(), answer.body());
    assertEquals(status, errors.at("/0/code").asInt());
    assertTrue(
        texts(errors, "description").stream().anyMatch(text -> text.contains(why)), answer.body());
  }
}
