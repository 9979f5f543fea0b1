package org.city311.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.city311.gateway.audit.AuditEntry;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.acd.SwitchView;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.routing.Announcements;
import org.city311.ivr.routing.OverflowStep;
import org.city311.ivr.routing.RecordingRule;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.ivr.routing.Strategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Skill groups and agents changed by HTTP: valid or refused as a whole, no update lost, all
/// audited.
class RoutingRoutesTest {
  private static final SkillGroupId WATER = new SkillGroupId("water");
  private static final SkillGroupId PARKS = new SkillGroupId("parks");
  private static final String PARKS_JSON = "{\"name\":{\"en\":\"Parks\"}}";

  private final AgentDesk desk = new AgentDesk();
  private final Routing atFirst = desk.centre.routing();

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void everyGroup_isShown_andWhatIsShownCanBePutBack() throws Exception {
    HttpResponse<String> shown = desk.get("/api/skill-groups");

    assertEquals(200, shown.statusCode());
    JsonArray groups = new JsonArray(shown.body());
    assertEquals(2, groups.size());
    for (int i = 0; i < groups.size(); i++) {
      JsonObject group = groups.getJsonObject(i);
      HttpResponse<String> put =
          desk.put("/api/skill-groups/" + group.getString("id"), group.encode());
      assertEquals(200, put.statusCode(), put.body());
    }
    assertEquals(atFirst, desk.centre.routing());
  }

  @Test
  void newGroup_isThereAtOnce_withAllThatWasSaid() throws Exception {
    HttpResponse<String> put =
        desk.put(
            "/api/skill-groups/parks",
            """
            {"name":{"en":"Parks"},"skills":{"trees":3},"strategy":"circular","priority":-4,
             "overflow":[{"waiting":5,"do":"callback"},
                         {"after_seconds":60,"do":"widen","skills":{"trees":0}},
                         {"after_seconds":90,"do":"add-groups","groups":["water"]}],
             "hours":{"time_zone":"Europe/Madrid","week":{"mon":["08:00-12:00","13:00-24:00"]},
                      "special":{"2026-12-25":[]}},
             "closing":"tell","recording":"on-demand",
             "waiting":{"first_seconds":0,"every_seconds":20.5,"place":false,"time":false,
                        "callback":true,"messages":[{"en":"Trees may be reported by web."}]}}
            """);

    assertEquals(201, put.statusCode(), put.body());
    SkillGroup parks = desk.centre.routing().group(PARKS).orElseThrow();
    assertEquals(Strategy.CIRCULAR, parks.strategy());
    assertEquals(Map.of(new SkillId("trees"), 3), parks.skills());
    assertEquals(RecordingRule.ON_DEMAND, parks.recorded());
    assertEquals(3, parks.overflow().size());
    assertEquals(
        new Announcements(
            Duration.ZERO,
            Duration.ofMillis(20_500),
            false,
            false,
            true,
            List.of(Map.of("en", "Trees may be reported by web."))),
        parks.announced());
    HttpResponse<String> shown = desk.get("/api/skill-groups/parks");
    assertEquals(new JsonObject(put.body()), new JsonObject(shown.body()));
    HttpResponse<String> again = desk.put("/api/skill-groups/parks", shown.body());
    assertEquals(200, again.statusCode());
    assertEquals(parks, desk.centre.routing().group(PARKS).orElseThrow());
  }

  @Test
  void allMistakes_areToldAtOnce_andNothingIsChanged() throws Exception {
    HttpResponse<String> put =
        desk.put(
            "/api/skill-groups/parks",
            """
            {"id":"other","name":{"en":"<b>"},"strategy":"best","priority":101,"colour":"red",
             "skills":{"Trees":1},"overflow":[{"do":"panic"},{"after_seconds":1,"do":"widen"}],
             "hours":{"week":{"mon":["18:00-08:00"]}},"closing":7,
             "waiting":{"every_seconds":19,"first_seconds":-1,"place":1,"often":true,
                        "messages":[{"es":"Hola"},{"en":"{city}"}]}}
            """);

    assertEquals(400, put.statusCode());
    List<?> mistakes = new JsonObject(put.body()).getJsonArray("mistakes").getList();
    for (String key :
        List.of(
            "id: found other",
            "name.en: found <b>",
            "strategy: found best",
            "priority: found 101",
            "colour: found an unknown field",
            "skills.Trees: found",
            "overflow[0].after_seconds: found neither",
            "overflow[0].do: found panic",
            "overflow[1].skills: found none",
            "hours.week.mon: found 18:00-08:00",
            "closing: found 7",
            "waiting.every_seconds: found 19",
            "waiting.first_seconds: found -1",
            "waiting.place: found 1",
            "waiting.often: found an unknown field",
            "waiting.messages[0].en: found nothing",
            "waiting.messages[1].en: found {city}")) {
      assertTrue(mistakes.toString().contains(key), key + " in " + mistakes);
    }
    assertEquals(17, mistakes.size(), mistakes.toString());
    assertEquals(atFirst, desk.centre.routing());
    assertEquals(List.of(), desk.audit.entries);
  }

  @Test
  void ladderIntoAGroupThatIsNotThere_isRefused() throws Exception {
    HttpResponse<String> put =
        desk.put(
            "/api/skill-groups/water",
            """
            {"name":{"en":"Water"},"overflow":[{"after_seconds":1,"do":"add-groups","groups":["parks"]}]}
            """);

    assertEquals(400, put.statusCode());
    assertTrue(put.body().contains("overflows into parks"), put.body());
    assertEquals(atFirst, desk.centre.routing());
  }

  @Test
  void removedGroup_isLeftByItsAgents_unlessOneWouldServeNothing() throws Exception {
    HttpResponse<String> refused = desk.send("DELETE", "/api/skill-groups/water", "");
    assertEquals(400, refused.statusCode());
    assertTrue(refused.body().contains("agent ben: serves no other skill group"), refused.body());
    assertEquals(atFirst, desk.centre.routing());

    assertEquals(200, desk.put("/api/agents/ben", "{\"groups\":[\"streets\"]}").statusCode());
    assertEquals(200, desk.send("DELETE", "/api/skill-groups/water", "").statusCode());

    assertTrue(desk.centre.routing().group(WATER).isEmpty());
    assertEquals(404, desk.get("/api/skill-groups/water").statusCode());
    assertEquals(404, desk.send("DELETE", "/api/skill-groups/water", "").statusCode());
  }

  @Test
  void groupThatTheMenuLeadsTo_canNotBeRemoved() throws Exception {
    HttpResponse<String> refused = desk.send("DELETE", "/api/skill-groups/streets", "");

    assertEquals(400, refused.statusCode());
    assertTrue(refused.body().contains("the menu in city311.yaml leads to it"), refused.body());
  }

  @Test
  void newAgent_isThereSignedOut_andWhatIsLeftToDoByHandIsSaid() throws Exception {
    HttpResponse<String> put =
        desk.put(
            "/api/agents/cem",
            "{\"name\":\"Cem"
                + " Çelik\",\"groups\":{\"water\":2},\"skills\":{\"es\":7},\"extension\":\"12\"}");

    assertEquals(201, put.statusCode(), put.body());
    assertEquals(
        new JsonArray().add("add the phone"), new JsonObject(put.body()).getJsonArray("to_do"));
    AgentProfile cem = desk.centre.agent(new AgentId("cem")).orElseThrow().profile();
    assertEquals(Map.of(WATER, 2), cem.groups());
    assertEquals(Map.of(new SkillId("es"), 7), cem.skills());
    assertEquals("cem", cem.phone());
    assertEquals("12", cem.extension());
    assertEquals("12", new JsonObject(put.body()).getString("extension"));

    assertEquals(200, desk.send("DELETE", "/api/agents/cem", "").statusCode());
    assertEquals(404, desk.get("/api/agents/cem").statusCode());
    assertEquals(atFirst, desk.centre.routing());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/agents/cem         | {}                                    | serves no skill group",
        "/api/agents/cem         | {\"groups\":[]}                       | serves no skill group",
        "/api/agents/cem         | {\"groups\":[\"parks\"]}              | which is no skill group",
        "/api/agents/cem         | {\"groups\":{\"water\":0}}            | groups.water: found 0",
        "/api/agents/cem         | {\"groups\":7}                        | groups: found 7",
        "/api/agents/cem         | {\"groups\":[\"water\"],\"skills\":{\"es\":11}} | found 11",
        "/api/agents/cem         | {\"groups\":[\"water\"],\"phone\":\"ana\"} | phone: found ana",
        "/api/agents/cem         | {\"groups\":[\"water\"],\"extension\":\"*1\"} | extension: found"
            + " *1",
        "/api/agents/cem         | {\"groups\":[\"water\"],\"extension\":\"\"} | 1 to 5 digits",
        "/api/agents/global      | {\"groups\":[\"water\"]}              | Asterisk",
        "/api/agents/cem         | [1]                                   | JSON object",
        "/api/agents/cem         | nonsense                              | JSON object",
        "/api/agents/C%20M       | {\"groups\":[\"water\"]}              | lower-case",
        "/api/skill-groups/parks | {}                                    | name.en: found nothing",
        "/api/skill-groups/parks | {\"name\":\"Parks\"}                  | name: found Parks",
        "/api/skill-groups/P     | {\"name\":{\"en\":\"Parks\"}}         | lower-case",
      })
  void change_thatIsWrong_isRefused_andSaysWhy(String path, String body, String why)
      throws Exception {
    HttpResponse<String> put = desk.put(path, body);

    assertEquals(400, put.statusCode(), put.body());
    assertTrue(put.body().contains(why), put.body());
    assertEquals(atFirst, desk.centre.routing());
  }

  @Test
  void changeOfWhatSomebodyElseHasChanged_is412_andChangesNothing() throws Exception {
    String tag = desk.get("/api/skill-groups").headers().firstValue("ETag").orElseThrow();
    assertEquals(201, desk.put("/api/skill-groups/parks", PARKS_JSON).statusCode());

    HttpResponse<String> late = withTag("PUT", "/api/skill-groups/noise", PARKS_JSON, tag);

    assertEquals(412, late.statusCode(), late.body());
    assertTrue(desk.centre.routing().group(new SkillGroupId("noise")).isEmpty());
    String now = desk.get("/api/agents").headers().firstValue("ETag").orElseThrow();
    assertNotEquals(tag, now);
    HttpResponse<String> again = withTag("PUT", "/api/skill-groups/noise", PARKS_JSON, now);
    assertEquals(201, again.statusCode());
    assertEquals(
        desk.get("/api/skill-groups").headers().firstValue("ETag"),
        again.headers().firstValue("ETag"));
  }

  @Test
  void changesFromSeveralSidesAtOnce_areAllMade_orRefused_butNeverLost() throws Exception {
    List<Thread> clients = new java.util.ArrayList<>();
    var made = new java.util.concurrent.atomic.AtomicInteger();
    for (int i = 0; i < 8; i++) {
      String id = "g" + i;
      clients.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      if (desk.put("/api/skill-groups/" + id, PARKS_JSON).statusCode() == 201) {
                        made.incrementAndGet();
                      }
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                  }));
    }
    for (Thread client : clients) {
      client.join();
    }

    assertTrue(made.get() >= 1);
    assertEquals(atFirst.groups().size() + made.get(), desk.centre.routing().groups().size());
  }

  @Test
  void change_isAudited_withWhoWhereFromWhatBeforeAndAfter() throws Exception {
    desk.put("/api/agents/ben", "{\"name\":\"Ben B\",\"groups\":[\"water\"]}");

    AuditEntry entry = desk.audit.entries.getFirst();
    assertEquals("api.token", entry.who());
    assertEquals("127.0.0.1", entry.address());
    assertEquals("PUT agent ben", entry.what());
    assertEquals("Ben Brooks", new JsonObject(entry.before()).getString("name"));
    assertEquals("Ben B", new JsonObject(entry.after()).getString("name"));
    JsonObject shown = new JsonArray(desk.get("/api/audit?limit=1").body()).getJsonObject(0);
    assertEquals("Ben B", shown.getJsonObject("after").getString("name"));
    assertEquals(AgentDesk.START.toString(), shown.getString("at"));
  }

  @Test
  void whatCanNotBeAudited_isNotChanged() throws Exception {
    desk.audit.fail();

    assertEquals(503, desk.put("/api/skill-groups/parks", PARKS_JSON).statusCode());
    assertEquals(503, desk.send("DELETE", "/api/agents/ben", "").statusCode());
    assertEquals(
        503, desk.put("/api/agents/ana/presence", "{\"presence\":\"ready\"}").statusCode());
    assertEquals(503, desk.get("/api/audit").statusCode());
    assertEquals(atFirst, desk.centre.routing());
  }

  @Test
  void changeThatCanNotBeSaved_is503_andTheAuditSaysSo() throws Exception {
    desk.memory.fail();

    assertEquals(503, desk.put("/api/skill-groups/parks", PARKS_JSON).statusCode());

    assertTrue(
        Optional.ofNullable(desk.audit.entries.getFirst().outcome())
            .orElse("")
            .startsWith("not known to be made"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "-1", "many", "", "99999999999"})
  void auditLimit_outOfRange_is400(String limit) throws Exception {
    assertEquals(400, desk.get("/api/audit?limit=" + limit).statusCode());
  }

  @Test
  void bodyOfMoreThan64Kilobytes_isRefused() throws Exception {
    String body = "{\"name\":{\"en\":\"" + "x".repeat(65_536) + "\"}}";

    assertEquals(413, desk.put("/api/skill-groups/parks", body).statusCode());
  }

  @Test
  void agentRemovedWhileSignedIn_isGone() throws Exception {
    desk.centre.setPresence(new AgentId("ben"), new Presence.Ready()).get(5, TimeUnit.SECONDS);

    assertEquals(200, desk.send("DELETE", "/api/agents/ben", "").statusCode());

    assertTrue(desk.centre.agent(new AgentId("ben")).isEmpty());
  }

  @Test
  void agentRemovedInATalk_isShownUntilItsEnd_butCanNotBeRemovedTwice() throws Exception {
    talkOf("ben");
    assertEquals(200, desk.send("DELETE", "/api/agents/ben", "").statusCode());
    assertEquals("talking", new JsonObject(desk.get("/api/agents/ben").body()).getString("state"));
    int audited = desk.audit.entries.size();

    HttpResponse<String> again = desk.send("DELETE", "/api/agents/ben", "");

    assertEquals(404, again.statusCode(), again.body());
    assertEquals(audited, desk.audit.entries.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/agents/nobody",
        "/api/agents/No%20Body",
        "/api/skill-groups/parks",
        "/api/skill-groups/P"
      })
  void whatIsNotThere_canNotBeRemoved(String path) throws Exception {
    assertEquals(404, desk.send("DELETE", path, "").statusCode());
    assertEquals(List.of(), desk.audit.entries);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"week\":{}}", "{\"week\":{},\"special\":{}}"})
  void hoursWithoutADay_wouldBeClosedForEver_andAreRefused(String hours) throws Exception {
    HttpResponse<String> put =
        desk.put(
            "/api/skill-groups/parks", "{\"name\":{\"en\":\"Parks\"},\"hours\":" + hours + "}");

    assertEquals(400, put.statusCode(), put.body());
    assertTrue(put.body().contains("at least one day"), put.body());
  }

  @ParameterizedTest
  @CsvSource({"0.5, 500", "60, 60000", "1.001, 1001", "86400, 86400000", "0, 0"})
  void partsOfASecond_areKept_andShownAgain(String seconds, long millis) throws Exception {
    HttpResponse<String> put = desk.put("/api/skill-groups/parks", rung(seconds));

    assertEquals(201, put.statusCode(), put.body());
    assertEquals(
        new OverflowStep.AfterWait(Duration.ofMillis(millis)),
        desk.centre.routing().group(PARKS).orElseThrow().overflow().getFirst().when());
    HttpResponse<String> shown = desk.get("/api/skill-groups/parks");
    assertTrue(shown.body().contains("\"after_seconds\":" + seconds + ","), shown.body());
    assertEquals(200, desk.put("/api/skill-groups/parks", shown.body()).statusCode());
    assertEquals(desk.get("/api/skill-groups/parks").body(), shown.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.5", "86400.001", "0.0005", "1e-300", "1e999", "\"60\"", "true"})
  void timeOfARung_thatIsNone_isRefused(String seconds) throws Exception {
    HttpResponse<String> put = desk.put("/api/skill-groups/parks", rung(seconds));

    assertEquals(400, put.statusCode(), put.body());
    assertTrue(put.body().contains("seconds from 0 to 86400, to the millisecond"), put.body());
  }

  private static String rung(String seconds) {
    return "{\"name\":{\"en\":\"Parks\"},\"overflow\":[{\"after_seconds\":"
        + seconds
        + ",\"do\":\"full\"}]}";
  }

  /// To name a routing of many agents takes long, and is asked for by each GET.
  @Test
  void tag_isMadeOnceForARouting() {
    ChangeDesk changes =
        new ChangeDesk(desk.centre, desk.audit, () -> AgentDesk.START, _ -> List.of());
    Routing other = new Routing(atFirst.groups().subList(0, 1), List.of());

    String tag = changes.tag(atFirst);

    assertSame(tag, changes.tag(atFirst));
    assertNotEquals(tag, changes.tag(other));
    assertEquals(tag, changes.tag(atFirst));
  }

  /// A talk of this agent, who serves water alone, with a resident.
  private void talkOf(String agent) throws Exception {
    AgentId id = new AgentId(agent);
    desk.centre.submit(
        new AcdEvent.SwitchSeen(
            AgentDesk.START,
            new SwitchView(Map.of(), Map.of(), Set.of(), Set.of(), AgentDesk.START)));
    desk.centre.setPresence(id, new Presence.Ready()).get(5, TimeUnit.SECONDS);
    CallId call = new CallId("c1");
    desk.centre.submit(new AcdEvent.CallArrived(call, "", "311", "PJSIP/t-c1"));
    desk.centre.submit(new AcdEvent.ForCall(call, new CallInput.AskedForPerson(Demand.of(WATER))));
    desk.centre.submit(new AcdEvent.ForCall(call, new CallInput.Parked()));
    desk.centre
        .deliver(new AcdEvent.OfferConnected(new OfferId("offer-c1-1")))
        .get(5, TimeUnit.SECONDS);
  }

  private HttpResponse<String> withTag(String method, String path, String body, String tag)
      throws Exception {
    HttpRequest.Builder request = desk.request(method, path, body);
    return desk.send(
        request.header("Authorization", "Bearer " + AgentDesk.TOKEN).header("If-Match", tag));
  }
}
