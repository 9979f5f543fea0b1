package org.city311.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.city311.gateway.desk.http.DeskEvents;
import org.city311.gateway.desk.http.DeskRoutes;
import org.city311.gateway.desk.http.ReasonRoutes;
import org.city311.gateway.desk.http.ResidentRequests;
import org.city311.gateway.desk.http.SupervisorRoutes;
import org.city311.gateway.desk.http.WrapUpNotes;
import org.city311.gateway.desk.http.WrapUpRoutes;
import org.city311.gateway.openapi.Described;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.acd.CallOrder;
import org.city311.ivr.acd.SwitchView;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What one's own desk and supervisors can ask over HTTP, and the stream of changes, over a real call centre.
class DeskRoutesTest {
  private static final CallId CALL = new CallId("c1");

  private final AgentDesk desk = new AgentDesk();
  private final Notes notes = new Notes();
  private final DeskEvents events =
      new DeskEvents(desk.vertx, desk.centre, InstantSource.system(), new CallOrder(Duration.ZERO));

  @BeforeEach
  void mount() {
    BearerToken rule = new BearerToken(AgentDesk.TOKEN);
    new DeskRoutes(desk.centre, InstantSource.system(), Map.of("shelter", "71"))
        .mount(desk.router, rule);
    new SupervisorRoutes(
            new ChangeDesk(desk.centre, desk.audit, InstantSource.system(), _ -> List.of()),
            desk.centre)
        .mount(desk.router, rule);
    new WrapUpRoutes(
            desk.centre,
            notes,
            DeskRoutesTest::requestsOf,
            Map.of("resolved", Map.of("en", "Resolved")))
        .mount(desk.router, rule);
    Map<String, Boolean> reasons = new LinkedHashMap<>();
    reasons.put("tea", false);
    reasons.put("lunch", true);
    new ReasonRoutes(reasons).mount(desk.router, rule);
    events.mount(desk.router, rule);
    events.start();
    desk.centre.observe(
        new AcdEvent.SwitchSeen(
            AgentDesk.START,
            new SwitchView(Map.of(), Map.of(), Set.of(), Set.of(), Instant.EPOCH)));
  }

  @AfterEach
  void close() {
    events.close();
    desk.close();
  }

  @Test
  void aDeskShowsTheCall_andWhatCanBeDoneInIt() throws Exception {
    talk();
    JsonObject call = json("/api/agents/ana/desk").getJsonObject("call");
    assertEquals("c1", call.getString("id"));
    assertEquals("talking", call.getString("stage"));
    assertEquals("4105550100", call.getString("number"));
    assertEquals("streets", call.getJsonObject("group").getString("id"));
    assertTrue(call.getJsonArray("acts").contains("hold"));

    assertEquals(200, act("hold", "").statusCode());
    assertEquals(200, act("hold", "").statusCode());
    assertEquals("held", json("/api/agents/ana/desk").getJsonObject("call").getString("stage"));
    assertEquals(200, act("resume", "").statusCode());
  }

  @Test
  void whatCanNotBeDone_saysWhy() throws Exception {
    talk();
    assertRefused(409, "no-consult", act("swap", ""));
    assertRefused(409, "target-signed-out", act("consult", ", \"to\": {\"agent\": \"ben\"}"));
    assertEquals(400, act("transfer", ", \"to\": {\"line\": \"911\"}").statusCode());
    assertEquals(400, act("transfer", "").statusCode());
    assertEquals(404, act("explode", "").statusCode());
    assertEquals(400, desk.send("POST", "/api/agents/ana/call/hold", "{}").statusCode());
    assertEquals(404, desk.send("POST", "/api/agents/nobody/call/hold", "{}").statusCode());
    assertRefused(
        409, "no-call", desk.send("POST", "/api/agents/ana/call/hold", "{\"call\": \"other\"}"));
    assertEquals(
        413,
        desk.send("POST", "/api/agents/ana/call/hold", "{\"call\": \"" + "x".repeat(9_000) + "\"}")
            .statusCode());
  }

  @Test
  void withoutTheToken_nothingIsToldOrDone() throws Exception {
    for (String route :
        List.of(
            "GET /api/agents/ana/desk",
            "POST /api/agents/ana/call/hold",
            "GET /api/agents/ana/consult/call",
            "GET /api/desk/lines",
            "GET /api/desk/colleagues",
            "GET /api/agents/ana/desk/events",
            "GET /api/floor",
            "GET /api/floor/events",
            "PUT /api/agents/ana/monitor",
            "DELETE /api/agents/ana/monitor",
            "POST /api/agents/ana/monitor/take-over",
            "POST /api/calls/c1/move",
            "POST /api/desk/messages",
            "GET /api/desk/not-ready-reasons",
            "GET /api/desk/wrap-up-codes",
            "GET /api/agents/ana/call/resident",
            "GET /api/agents/ana/calls/c1/wrap-up",
            "PUT /api/agents/ana/calls/c1/wrap-up")) {
      int space = route.indexOf(' ');
      var request = desk.request(route.substring(0, space), route.substring(space + 1), "");
      assertEquals(401, desk.send(request).statusCode(), route);
    }
  }

  @Test
  void aTransfer_leavesTheAgentWrappingUp_andTheCallOnTheFloor() throws Exception {
    talk();
    assertEquals(200, act("transfer", ", \"to\": {\"group\": \"water\"}").statusCode());
    JsonObject shown = json("/api/agents/ana/desk");
    assertEquals("c1", shown.getJsonObject("wrap_up").getString("call"));
    JsonObject waiting = json("/api/floor").getJsonArray("waiting").getJsonObject(0);
    assertEquals("water", waiting.getString("group"));
    assertEquals("…0100", waiting.getString("number"));
    assertEquals(
        200, desk.send("POST", "/api/calls/c1/move", "{\"group\": \"streets\"}").statusCode());
    assertTrue(desk.audit.entries.stream().anyMatch(entry -> entry.what().equals("move c1")));
    assertEquals(400, desk.send("POST", "/api/calls/c1/move", "{}").statusCode());
    assertEquals(404, desk.send("POST", "/api/calls/c2/move", "{}").statusCode());
  }

  @Test
  void supervisorsMonitor_andWhatIsRefusedIsInTheAudit() throws Exception {
    talk();
    String body = "{\"agent\": \"ana\", \"mode\": \"listen\"}";
    assertRefused(409, "target-signed-out", desk.put("/api/agents/ben/monitor", body));
    assertTrue(
        desk.audit.entries.stream()
            .anyMatch(entry -> "refused: target-signed-out".equals(entry.outcome())));
    desk.put("/api/agents/ben/presence", "{\"presence\":\"not-ready\",\"reason\":\"break\"}");
    assertEquals(200, desk.put("/api/agents/ben/monitor", body).statusCode());
    assertEquals("listen", json("/api/agents/ben/desk").getJsonObject("monitor").getString("mode"));
    assertEquals(
        "ana", json("/api/floor").getJsonArray("monitors").getJsonObject(0).getString("agent"));
    assertEquals(
        200,
        desk.send("POST", "/api/agents/ben/monitor/take-over", "{\"call\": \"c1\"}").statusCode());
    JsonObject taken = json("/api/agents/ben/desk").getJsonObject("call");
    assertEquals("c1", taken.getString("id"));
    assertEquals("ana", taken.getString("handed_by"));
    assertEquals(200, desk.send("DELETE", "/api/agents/ben/monitor", "").statusCode());
    assertEquals(400, desk.put("/api/agents/ben/monitor", "{\"mode\": \"shout\"}").statusCode());
  }

  @Test
  void codesAndNotes_areKept_byWhoHasTheCall_andNobodyElse() throws Exception {
    talk();
    String path = "/api/agents/ana/calls/c1/wrap-up";
    String word = "{\"codes\": [\"resolved\"], \"note\": \"Crew is on its way.\"}";
    assertEquals(200, desk.put(path, word).statusCode());
    assertEquals("Crew is on its way.", json(path).getString("note"));
    assertEquals(403, desk.put("/api/agents/ben/calls/c1/wrap-up", word).statusCode());
    assertEquals(400, desk.put(path, "{\"codes\": [\"invented\"]}").statusCode());
    assertEquals(400, desk.put(path, "{\"note\": \"" + "x".repeat(4_001) + "\"}").statusCode());
    JsonObject resident = json("/api/agents/ana/call/resident");
    assertEquals("4105550100", resident.getString("number"));
    assertEquals(
        "{\"number\":\"10000004\",\"type\":\"pothole\",\"state\":\"in-progress\","
            + "\"reported\":\"1970-01-01T00:00:00.000Z\"}",
        resident.getJsonArray("requests").getJsonObject(0).encode());
    assertEquals(404, desk.get("/api/agents/ben/call/resident").statusCode());
  }

  @Test
  void whoIsAsked_seesTheCall_withItsKeysAndWhoHandedItOn_butHasNoActsInIt() throws Exception {
    talk();
    JsonObject call = json("/api/agents/ana/desk").getJsonObject("call");
    assertEquals("[{\"step\":\"menu:main\",\"key\":\"2\"}]", call.getJsonArray("keyed").encode());
    assertEquals(404, desk.get("/api/agents/ben/consult/call").statusCode());
    desk.put("/api/agents/ben/presence", "{\"presence\":\"not-ready\",\"reason\":\"break\"}");
    assertEquals(200, act("consult", ", \"to\": {\"agent\": \"ben\"}").statusCode());

    JsonObject asked = json("/api/agents/ben/consult/call");
    assertEquals("4105550100", asked.getString("number"));
    assertEquals(1, asked.getJsonArray("keyed").size());
    assertEquals("[]", asked.getJsonArray("acts").encode());
    assertEquals(404, desk.get("/api/agents/ana/consult/call").statusCode());
    assertEquals(200, act("end-consult", "").statusCode());
  }

  @Test
  void reasons_areThoseOfTheConfiguration_inTheirOrder() throws Exception {
    assertEquals(
        "[{\"reason\":\"tea\",\"planned\":false},{\"reason\":\"lunch\",\"planned\":true}]",
        desk.get("/api/desk/not-ready-reasons").body());
  }

  @Test
  void aStream_beginsWithTheState_andHasEachChangeAtOnce() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    try {
      var response =
          client.send(
              desk.request("GET", "/api/agents/ana/desk/events", "")
                  .header("Authorization", "Bearer " + AgentDesk.TOKEN)
                  .build(),
              BodyHandlers.ofLines());
      Iterator<String> lines = response.body().iterator();
      assertEquals("signed-out", presence(lines));
      List<Long> millis = new ArrayList<>();
      for (int n = 0; n < 20; n++) {
        String wanted = n % 2 == 0 ? "ready" : "signed-out";
        long began = System.nanoTime();
        desk.put("/api/agents/ana/presence", "{\"presence\":\"" + wanted + "\"}");
        while (!presence(lines).equals(wanted)) {}
        millis.add((System.nanoTime() - began) / 1_000_000);
      }
      millis.sort(null);
      assertTrue(millis.get(millis.size() / 2) <= 250, millis.toString());
      desk.send("POST", "/api/desk/messages", "{\"text\": \"Water main on 5th.\"}");
      assertTrue(data(lines, "message").getString("text").contains("Water main"));
    } finally {
      // Closing it would wait for the end of the stream.
      client.shutdownNow();
    }
  }

  @Test
  void theFloor_isAStreamToo_withWhoTalksAndWhoWaits() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    try {
      var response =
          client.send(
              desk.request("GET", "/api/floor/events", "")
                  .header("Authorization", "Bearer " + AgentDesk.TOKEN)
                  .build(),
              BodyHandlers.ofLines());
      Iterator<String> lines = response.body().iterator();
      data("/api/floor/events", lines, "floor");
      talk();
      JsonObject ana;
      do {
        ana =
            data("/api/floor/events", lines, "floor").getJsonArray("agents").stream()
                .map(JsonObject.class::cast)
                .filter(agent -> agent.getString("id").equals("ana"))
                .findFirst()
                .orElseThrow();
      } while (!"talking".equals(ana.getString("stage")));
      assertEquals("c1", ana.getString("call"));
      desk.send("POST", "/api/desk/messages", "{\"text\": \"Water main on 5th.\"}");
      assertEquals("api.token", data("/api/floor/events", lines, "message").getString("from"));
    } finally {
      client.shutdownNow();
    }
  }

  @Test
  void whoIsAsked_isShownAtBothDesks_andOnTheFloor() throws Exception {
    talk();
    desk.put("/api/agents/ben/presence", "{\"presence\":\"not-ready\",\"reason\":\"break\"}");
    assertEquals(200, act("consult", ", \"to\": {\"agent\": \"ben\"}").statusCode());
    JsonObject asks = json("/api/agents/ana/desk").getJsonObject("consult");
    assertEquals("ringing", asks.getString("scene"));
    assertEquals("ben", asks.getJsonObject("with").getString("agent"));
    assertEquals(
        "ana",
        json("/api/agents/ben/desk")
            .getJsonObject("consult")
            .getJsonObject("with")
            .getString("agent"));
    assertEquals(200, desk.get("/api/floor").statusCode());
    assertEquals(200, desk.get("/api/agents").statusCode());
    assertEquals(200, desk.get("/api/desk/colleagues").statusCode());
    assertEquals(200, desk.get("/api/desk/lines").statusCode());
    assertEquals(200, desk.get("/api/desk/wrap-up-codes").statusCode());
    assertEquals(2, json("/api/agents/ana/call/resident").getJsonArray("calls").size());
    assertEquals(200, act("end-consult", "").statusCode());
  }

  private static String presence(Iterator<String> lines) {
    return data(lines, "desk").getJsonObject("agent").getString("presence");
  }

  private static JsonObject data(Iterator<String> lines, String event) {
    return data("/api/agents/ana/desk/events", lines, event);
  }

  /// The next event of this name; those before it are looked at, too.
  private static JsonObject data(String stream, Iterator<String> lines, String event) {
    while (true) {
      String line = lines.next();
      if (line.startsWith("event: ")) {
        String name = line.substring("event: ".length());
        String data = lines.next().substring("data: ".length());
        Described.event(stream, name, data);
        if (name.equals(event)) {
          return new JsonObject(data);
        }
      }
    }
  }

  /// Ana talks with a resident.
  private void talk() {
    desk.centre.setPresence(new AgentId("ana"), new Presence.Ready()).join();
    take(new AcdEvent.CallArrived(CALL, "4105550100", "311", "PJSIP/t-1"));
    take(new AcdEvent.ForCall(CALL, new CallInput.ReachedStep("menu:main", null, "2")));
    take(
        new AcdEvent.ForCall(
            CALL, new CallInput.AskedForPerson(Demand.of(new SkillGroupId("streets")))));
    take(new AcdEvent.ForCall(CALL, new CallInput.Parked()));
    take(new AcdEvent.OfferAnswered(new OfferId("offer-c1-1")));
    take(new AcdEvent.OfferConnected(new OfferId("offer-c1-1")));
  }

  private void take(AcdEvent event) {
    desk.centre.deliver(event).join();
  }

  private HttpResponse<String> act(String act, String more) throws Exception {
    return desk.send("POST", "/api/agents/ana/call/" + act, "{\"call\": \"c1\"" + more + "}");
  }

  private static List<ResidentRequests.Asked> requestsOf(String number, int limit) {
    return number.equals("4105550100")
        ? List.of(new ResidentRequests.Asked("10000004", "pothole", "in-progress", Instant.EPOCH))
        : List.of();
  }

  private JsonObject json(String path) throws Exception {
    return new JsonObject(desk.get(path).body());
  }

  private static void assertRefused(int status, String why, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertEquals(why, new JsonObject(answer.body()).getString("why"));
  }

  /// Kept in memory.
  private static final class Notes implements WrapUpNotes {
    private final Map<String, Word> words = new HashMap<>();

    @Override
    public synchronized void keep(CallId call, AgentId agent, Word word) {
      words.put(call + "/" + agent, word);
    }

    @Override
    public synchronized Optional<Word> of(CallId call, AgentId agent) {
      return Optional.ofNullable(words.get(call + "/" + agent));
    }

    @Override
    public boolean wasHad(CallId call, AgentId agent) {
      return false;
    }

    @Override
    public List<Past> callsFrom(String number, int limit) {
      Past noted =
          new Past(
              new CallId("c0"),
              AgentDesk.START,
              "water",
              "en",
              new AgentId("ben"),
              "answered",
              121.5,
              new Word(List.of("resolved"), "Valve."));
      return List.of(
          noted,
          new Past(new CallId("b9"), AgentDesk.START, null, "en", null, "abandoned", 0, null));
    }
  }
}
