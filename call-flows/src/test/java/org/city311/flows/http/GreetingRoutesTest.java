package org.city311.flows.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.city311.flows.greeting.GreetingDesk;
import org.city311.flows.greeting.GreetingDesk.Somebody;
import org.city311.flows.greeting.Greetings;
import org.city311.flows.greeting.MemoryNote;
import org.city311.ivr.call.Language;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The greeting's routes on a real web server at a free loopback port.
class GreetingRoutesTest {
  private static final String PATH = "/api/greeting";
  private static final String STORM =
      "{\"on\": true, \"text\": {\"en\": \"A storm.\", \"es\": \"Una tormenta.\"}}";

  @TempDir Path folder;
  private final List<String> audited = new ArrayList<>();
  private boolean auditFails;

  @SuppressWarnings("NullAway.Init")
  private Greetings greetings;

  @SuppressWarnings("NullAway.Init")
  private GreetingDesk desk;

  @SuppressWarnings("NullAway.Init")
  private RoutesServer server;

  @BeforeEach
  void start() {
    greetings = new Greetings(folder.resolve("greeting.json"), new MemoryNote(), new MemoryNote());
    desk =
        new GreetingDesk(
            greetings,
            List.of(Language.ENGLISH, Language.SPANISH),
            folder.resolve("recordings"),
            (who, address, _, _, _) -> {
              if (auditFails) {
                throw new IOException("on purpose");
              }
              audited.add(who + " from " + address);
            },
            () -> Instant.parse("2026-11-23T12:00:00Z"));
    GreetingRoutes routes = new GreetingRoutes(desk, RoutesServer::guard, _ -> "api.token");
    server = new RoutesServer(routes::mount);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void greeting_isSet_heardOnceItIsSpoken_andTurnedOff() throws Exception {
    HttpResponse<String> set = put(STORM);
    assertEquals(200, set.statusCode());
    assertEquals(
        new JsonObject(
            """
            {"on": true, "audible": false, "text": {"en": "A storm.", "es": "Una tormenta."},
             "by": "api.token", "since": "2026-11-23T12:00:00Z"}
            """),
        new JsonObject(set.body()));

    greetings.madeAudible(desk.now().key());
    JsonObject held = new JsonObject(server.send("GET", PATH, "").body());
    assertTrue(held.getBoolean("audible"));

    JsonObject off = new JsonObject(put("{\"on\": false}").body());
    assertEquals(false, off.getBoolean("on"));
    assertEquals(held.getJsonObject("text"), off.getJsonObject("text"));
    assertEquals(List.of("api.token from 127.0.0.1", "api.token from 127.0.0.1"), audited);
  }

  @Test
  void recording_isShownAsOne() throws Exception {
    Path wav = Files.writeString(folder.resolve("a.wav"), "spoken");
    desk.record(true, Map.of(Language.ENGLISH, wav), new Somebody("phone ana", ""));

    JsonObject held = new JsonObject(server.send("GET", PATH, "").body());

    assertEquals(new JsonObject("{\"en\": null, \"es\": null}"), held.getJsonObject("text"));
    assertEquals("phone ana", held.getString("by"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"on\": \"yes\"}",
        "{\"on\": true}",
        "{\"on\": true, \"text\": null}",
        "{\"on\": true, \"text\": \"A storm.\"}",
        "{\"on\": true, \"text\": {}}",
        "{\"on\": true, \"text\": {\"en\": \"A storm.\"}}",
        "{\"on\": true, \"text\": {\"en\": \"A storm.\", \"es\": 1}}",
        "{\"on\": true, \"text\": {\"en\": \"A storm.\", \"es\": \" \"}}",
        "{\"on\": true, \"text\": {\"en\": \"a\", \"es\": \"b\", \"../x\": \"c\"}}"
      })
  void mistake_isTold_andChangesNothing(String body) throws Exception {
    HttpResponse<String> answer = put(body);

    assertEquals(400, answer.statusCode());
    assertTrue(new JsonObject(answer.body()).getString("error").length() > 10);
    assertEquals(List.of(), audited);
  }

  @Test
  void whoMayNot_isToldNothing() throws Exception {
    assertEquals(401, server.sendWithoutKey("GET", PATH, "").statusCode());
    assertEquals(401, server.sendWithoutKey("PUT", PATH, STORM).statusCode());
    assertEquals(List.of(), audited);
  }

  @Test
  void changeThatCanNotBeKept_isTold() throws Exception {
    auditFails = true;
    assertEquals(503, put(STORM).statusCode());
    assertEquals(false, desk.now().on());
  }

  private HttpResponse<String> put(String body) throws Exception {
    return server.send("PUT", PATH, body);
  }
}
