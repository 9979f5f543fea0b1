package org.city311.gateway.recording.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.city311.gateway.accounts.AccountsDatabase;
import org.city311.gateway.accounts.MovingClock;
import org.city311.gateway.accounts.People;
import org.city311.gateway.accounts.PostgresServer;
import org.city311.gateway.accounts.Role;
import org.city311.gateway.accounts.SessionLimits;
import org.city311.gateway.accounts.Sessions;
import org.city311.gateway.accounts.http.Guarded;
import org.city311.gateway.accounts.http.SessionCookie;
import org.city311.gateway.accounts.http.SignedIn;
import org.city311.gateway.http.BearerToken;
import org.city311.gateway.openapi.Described;
import org.city311.gateway.recording.PaperTalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingKeyRoutesTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String PATH = "/api/agents/ana/call/recording";

  @TempDir Path folder;
  private final MovingClock clock = new MovingClock();
  private final Map<String, Sessions.Begun> people = new HashMap<>();
  private AccountsDatabase database;
  private Sessions sessions;
  private Vertx vertx;
  private HttpServer server;
  private PaperTalk talk;

  @BeforeEach
  void serve() throws Exception {
    database = PostgresServer.emptied().database();
    sessions = new Sessions(database, SessionLimits.DEFAULT, clock);
    begin("ana", Role.AGENT);
    begin("ben", Role.AGENT);
    begin("sue", Role.SUPERVISOR);
    begin("root", Role.ADMINISTRATOR);
    vertx = Vertx.vertx();
    talksOf("on-demand");
  }

  private void begin(String name, Role... roles) throws Exception {
    people.put(
        name, sessions.begin(People.add(database, People.person(name, roles), null), "192.0.2.7"));
  }

  private void talksOf(String group) throws IOException {
    talk = new PaperTalk(folder, clock, group);
    if (server != null) {
      server.close().await();
    }
    Router router = Router.router(vertx);
    router.route().handler(new SignedIn(sessions, new SessionCookie(_ -> false)));
    new RecordingKeyRoutes(talk.key(), new BearerToken(TOKEN)).mount(router);
    server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
  }

  @AfterEach
  void close() {
    vertx.close().await();
    sessions.close();
    database.close();
  }

  private HttpResponse<String> post(String who, String path, String body) throws Exception {
    return send(
        who,
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
        .timeout(Duration.ofSeconds(10));
  }

  private HttpResponse<String> send(String who, HttpRequest.Builder request) throws Exception {
    Sessions.Begun person = people.get(who);
    if (person != null) {
      request.header("Cookie", "city311=" + person.token().value());
      request.header(Guarded.CSRF_HEADER, person.token().csrf());
    } else if (who.equals("program")) {
      request.header("Authorization", "Bearer " + TOKEN);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return Described.checked(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    }
  }

  private String wish(String wanted) {
    return new JsonObject().put("call", talk.call()).put("recording", wanted).encode();
  }

  private String why(HttpResponse<String> refused) {
    assertEquals(409, refused.statusCode(), refused.body());
    return new JsonObject(refused.body()).getString("why");
  }

  @ParameterizedTest
  @CsvSource({"nobody, 401", "ana, 200", "ben, 403", "sue, 200", "root, 403", "program, 200"})
  void agentsThemselves_andSupervisors_mayPressIt(String who, int status) throws Exception {
    assertEquals(status, post(who, PATH, wish("on")).statusCode());
    assertEquals(status == 200, talk.isRecorded());
    assertEquals(status, send(who, request(PATH + "?call=" + talk.call()).GET()).statusCode());
  }

  @Test
  void key_doesWhatItSays_andShowsIt() throws Exception {
    assertEquals("not-recorded", why(post("ana", PATH, wish("paused"))));
    assertEquals(
        new JsonObject().put("call", talk.call()).put("recording", "on"),
        new JsonObject(post("ana", PATH, wish("on")).body()));
    post("ana", PATH, wish("paused"));
    assertFalse(talk.isRecorded());
    assertTrue(talk.isPaused());

    JsonObject shown =
        new JsonObject(send("ana", request(PATH + "?call=" + talk.call()).GET()).body());
    assertEquals(
        new JsonObject()
            .put("call", talk.call())
            .put("rule", "on-demand")
            .put("recording", "paused"),
        shown);
  }

  @Test
  void whatCanNotBe_isRefusedWithItsReason() throws Exception {
    String other = new JsonObject().put("call", "city-1.2").put("recording", "on").encode();
    assertEquals("no-call", why(post("ana", PATH, other)));
    talk.switchIsAway();
    assertEquals("switch-down", why(post("ana", PATH, wish("on"))));
    talksOf("never");
    assertEquals("never-recorded", why(post("ana", PATH, wish("on"))));
    talksOf("always");
    assertEquals("always-recorded", why(post("ana", PATH, wish("off"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"call\":\"city-1.1\"}",
        "{\"call\":\"city-1.1\",\"recording\":\"ON\"}",
        "{\"call\":7,\"recording\":\"on\"}",
        "{\"call\":\"\",\"recording\":\"on\"}"
      })
  void bodyThatIsNotUnderstood_isRefused(String body) throws Exception {
    assertEquals(400, post("ana", PATH, body).statusCode());
    assertFalse(talk.isRecorded());
  }

  @Test
  void bodyThatIsTooLong_isRefused() throws Exception {
    assertEquals(413, post("ana", PATH, " ".repeat(5_000)).statusCode());
  }
}
