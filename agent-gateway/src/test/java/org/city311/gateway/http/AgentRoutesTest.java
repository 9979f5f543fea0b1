package org.city311.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.city311.gateway.audit.AuditEntry;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.agent.ConsultId;
import org.city311.ivr.agent.Presence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the agents' routes answer to one who has the token.
class AgentRoutesTest {
  private static final AgentId ANA = new AgentId("ana");
  private static final String PRESENCE = "/api/agents/ana/presence";

  private final AgentDesk desk = new AgentDesk();

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void list_isAllAgentsById_asTheContractHasThem() throws Exception {
    desk.centre.setPresence(ANA, new Presence.NotReady("break", false)).get(5, TimeUnit.SECONDS);

    HttpResponse<String> response = desk.get("/api/agents");

    assertEquals(200, response.statusCode());
    assertEquals(
        new JsonArray(
            """
            [{"id":"ana","name":"Ana Álvarez","phone":"ana","groups":{"streets":1,"water":1},
              "skills":{},"state":"not-ready","presence":"not-ready","reason":"break",
              "planned":false,"since":"2026-03-02T14:00:00Z"},
             {"id":"ben","name":"Ben Brooks","phone":"ben","groups":{"water":1},"skills":{},
              "state":"signed-out","presence":"signed-out","reason":null,
              "since":"2026-03-02T14:00:00Z"}]
            """),
        new JsonArray(response.body()));
  }

  @Test
  void show_isOneAgent_withAReasonEvenIfThereIsNone() throws Exception {
    HttpResponse<String> response = desk.get("/api/agents/ben");

    assertEquals(200, response.statusCode());
    JsonObject ben = new JsonObject(response.body());
    assertEquals("ben", ben.getString("id"));
    assertTrue(ben.containsKey("reason"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"presence\":\"ready\"}                          | ready      |       | READY",
        "{\"presence\":\"not-ready\",\"reason\":\"break\"} | not-ready  | break | NOT_READY",
        "{\"presence\":\"not-ready\",\"reason\":\"lunch\"} | not-ready  | lunch | NOT_READY",
        "{\"presence\":\"ready\",\"reason\":\"break\"}     | ready      |       | READY",
        "{\"presence\":\"ready\",\"colour\":[1,{}]}        | ready      |       | READY",
      })
  void presence_isSet_andAnsweredWithTheAgent(
      String body, String presence, String reason, AgentState state) throws Exception {
    HttpResponse<String> response = desk.put(PRESENCE, body);

    assertEquals(200, response.statusCode());
    JsonObject ana = new JsonObject(response.body());
    assertEquals("ana", ana.getString("id"));
    assertEquals(presence, ana.getString("presence"));
    assertEquals(presence, ana.getString("state"));
    assertEquals(reason, ana.getString("reason"));
    assertEquals(Optional.of(state), state("ana"));
    assertEquals(Optional.of(AgentState.SIGNED_OUT), state("ben"));
  }

  @Test
  void consult_isShownWithTheColleague() throws Exception {
    AgentId ben = new AgentId("ben");
    desk.centre.setPresence(ANA, new Presence.Ready()).get(5, TimeUnit.SECONDS);
    desk.centre.setPresence(ben, new Presence.Ready()).get(5, TimeUnit.SECONDS);
    desk.centre.consult(new ConsultId("1.7"), ben, ANA).get(5, TimeUnit.SECONDS);

    JsonObject ana = new JsonObject(desk.get("/api/agents/ana").body());

    assertEquals("consult", ana.getString("state"));
    assertEquals("ben", ana.getString("consults_with"));
  }

  @Test
  void signedOut_isSet() throws Exception {
    desk.centre.setPresence(ANA, new Presence.Ready()).get(5, TimeUnit.SECONDS);

    HttpResponse<String> response = desk.put(PRESENCE, "{\"presence\":\"signed-out\"}");

    assertEquals(200, response.statusCode());
    assertEquals("signed-out", new JsonObject(response.body()).getString("state"));
    assertEquals(Optional.of(AgentState.SIGNED_OUT), state("ana"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "nonsense",
        "{}",
        "[]",
        "null",
        "7",
        "\"ready\"",
        "[{\"presence\":\"ready\"}]",
        "{\"presence\":null}",
        "{\"presence\":7}",
        "{\"presence\":true}",
        "{\"presence\":[\"ready\"]}",
        "{\"presence\":{\"presence\":\"ready\"}}",
        "{\"presence\":\"\"}",
        "{\"presence\":\"Ready\"}",
        "{\"presence\":\"talking\"}",
        "{\"Presence\":\"ready\"}",
        "{\"presence\":\"not-ready\"}",
        "{\"presence\":\"not-ready\",\"reason\":null}",
        "{\"presence\":\"not-ready\",\"reason\":\"holiday\"}",
        "{\"presence\":\"not-ready\",\"reason\":\"ring-no-answer\"}",
        "{\"presence\":\"not-ready\",\"reason\":7}",
        "{\"presence\":\"not-ready\",\"reason\":[\"break\"]}",
        "{\"presence\":\"ready\"} {\"presence\":\"signed-out\"",
        "{\"presence\":\"ready\"",
      })
  void bodyThatIsNoPresence_is400_saysWhatToSend_andChangesNothing(String body) throws Exception {
    HttpResponse<String> response = desk.put(PRESENCE, body);

    assertEquals(400, response.statusCode(), response.body());
    assertTrue(error(response).contains("{\"presence\":\"ready\"}"), response.body());
    assertEquals(Optional.of(AgentState.SIGNED_OUT), state("ana"));
  }

  @Test
  void bodyNestedTooDeep_is400() throws Exception {
    HttpResponse<String> response = desk.put(PRESENCE, "[".repeat(4000));

    assertEquals(400, response.statusCode());
    assertFalse(error(response).isEmpty());
  }

  @Test
  void unknownReason_isAnsweredWithTheReasonsThereAre() throws Exception {
    String body = "{\"presence\":\"not-ready\",\"reason\":\"holiday\"}";

    assertTrue(error(desk.put(PRESENCE, body)).contains("[break, lunch]"));
  }

  @Test
  void bodyOf4096Bytes_isTaken_aByteMoreIsRefused() throws Exception {
    String start = "{\"presence\":\"ready\",\"note\":\"";
    String fits = start + "x".repeat(4096 - start.length() - 2) + "\"}";
    String tooLong = start + "x".repeat(4096 - start.length() - 1) + "\"}";

    HttpResponse<String> refused = desk.put(PRESENCE, tooLong);
    assertEquals(413, refused.statusCode());
    assertFalse(error(refused).isEmpty());
    assertEquals(Optional.of(AgentState.SIGNED_OUT), state("ana"));

    assertEquals(200, desk.put(PRESENCE, fits).statusCode());
    assertEquals(Optional.of(AgentState.READY), state("ana"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/agents/nobody",
        "/api/agents/ANA",
        "/api/agents/ana%20",
        "/api/agents/%2e%2e%2fana",
        "/api/agents/ana%00",
        "/api/agents/%F0%9F%92%A9",
      })
  void unknownAgent_is404_andSaysWhereTheyAre(String path) throws Exception {
    HttpResponse<String> shown = desk.get(path);
    assertEquals(404, shown.statusCode());
    assertTrue(error(shown).contains("/api/agents"));

    HttpResponse<String> set = desk.put(path + "/presence", "{\"presence\":\"ready\"}");
    assertEquals(404, set.statusCode());
    assertTrue(error(set).contains("/api/agents"));
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/agents",
    "DELETE, /api/agents",
    "POST, /api/agents/ana",
    "GET, /api/agents/ana/presence",
    "POST, /api/agents/ana/presence"
  })
  void wrongMethod_is405_andChangesNothing(String method, String path) throws Exception {
    assertEquals(405, desk.send(method, path, "{\"presence\":\"ready\"}").statusCode());
    assertEquals(Optional.of(AgentState.SIGNED_OUT), state("ana"));
  }

  @Test
  void everyAnswer_isJsonThatNobodyKeeps() throws Exception {
    assertJsonNotKept(desk.get("/api/agents"));
    assertJsonNotKept(desk.get("/api/agents/ana"));
    assertJsonNotKept(desk.get("/api/agents/nobody"));
    assertJsonNotKept(desk.put(PRESENCE, "{\"presence\":\"ready\"}"));
    assertJsonNotKept(desk.put(PRESENCE, "nonsense"));
    assertJsonNotKept(desk.put(PRESENCE, "x".repeat(5000)));
    assertJsonNotKept(desk.send(desk.request("GET", "/api/agents", "")));
  }

  @Test
  void centreThatCannotSave_isAnswered503_ratherThanNever() throws Exception {
    desk.memory.fail();

    HttpResponse<String> response = desk.put(PRESENCE, "{\"presence\":\"ready\"}");

    assertEquals(503, response.statusCode());
    assertFalse(error(response).isEmpty());
  }

  @Test
  void presence_isAudited_withWhatItWasAndIs() throws Exception {
    desk.put(PRESENCE, "{\"presence\":\"not-ready\",\"reason\":\"lunch\",\"colour\":1}");

    AuditEntry entry = desk.audit.entries.getFirst();
    assertEquals("PUT presence ana", entry.what());
    assertEquals("{\"presence\":\"signed-out\",\"reason\":null}", entry.before());
    assertEquals(
        "{\"presence\":\"not-ready\",\"reason\":\"lunch\",\"planned\":true}", entry.after());
    assertEquals("127.0.0.1", entry.address());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"extend_seconds\":0}",
        "{\"extend_seconds\":3601}",
        "{\"extend_seconds\":\"60\"}",
        "{\"extend_seconds\":1.5}"
      })
  void wrapUpExtendedByNoTime_is400(String body) throws Exception {
    assertEquals(400, desk.send("POST", "/api/agents/ana/wrap-up", body).statusCode());
  }

  @Test
  void wrapUpOfAnAgentWhoHasNone_is409_andSaysWhatTheAgentDoes() throws Exception {
    HttpResponse<String> extended =
        desk.send("POST", "/api/agents/ana/wrap-up", "{\"extend_seconds\":60}");
    HttpResponse<String> ended = desk.send("DELETE", "/api/agents/ana/wrap-up", "");

    assertEquals(List.of(409, 409), List.of(extended.statusCode(), ended.statusCode()));
    assertTrue(error(ended).contains("signed-out"), ended.body());
  }

  private Optional<AgentState> state(String id) {
    return desk.centre.agent(new AgentId(id)).map(Agent::state);
  }

  private static String error(HttpResponse<String> response) {
    return new JsonObject(response.body()).getString("error");
  }

  private static void assertJsonNotKept(HttpResponse<String> response) {
    String which = response.request() + " " + response.statusCode();
    assertEquals(
        Optional.of("application/json; charset=utf-8"),
        response.headers().firstValue("Content-Type"),
        which);
    assertEquals(Optional.of("no-store"), response.headers().firstValue("Cache-Control"), which);
  }
}
