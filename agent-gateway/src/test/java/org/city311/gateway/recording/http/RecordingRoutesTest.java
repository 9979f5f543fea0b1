package org.city311.gateway.recording.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
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
import org.city311.gateway.http.MemoryAudit;
import org.city311.gateway.openapi.Described;
import org.city311.gateway.recording.KeptRecording;
import org.city311.gateway.recording.RecordingTerms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingRoutesTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;
  private final MovingClock clock = new MovingClock();
  private final MemoryAudit audit = new MemoryAudit();
  private final Map<String, Sessions.Begun> people = new HashMap<>();
  private AccountsDatabase database;
  private Sessions sessions;
  private Vertx vertx;
  private HttpServer server;
  private KeptRecording kept;

  @BeforeEach
  void serve() throws Exception {
    database = PostgresServer.emptied().database();
    sessions = new Sessions(database, SessionLimits.DEFAULT, clock);
    begin("ana", Role.AGENT);
    begin("ben", Role.AGENT);
    begin("sue", Role.SUPERVISOR);
    begin("amy", Role.ANALYST);
    begin("root", Role.ADMINISTRATOR);
    vertx = Vertx.vertx();
    kept = new KeptRecording(database, folder);
    serve(RecordingTerms.USUAL);
  }

  private void serve(RecordingTerms terms) {
    if (server != null) {
      server.close().await();
    }
    Router router = Router.router(vertx);
    router.route().handler(new SignedIn(sessions, new SessionCookie(_ -> false)));
    new RecordingRoutes(kept.recordings(), terms, audit, new BearerToken(TOKEN), clock)
        .mount(router);
    server =
        vertx
            .createHttpServer(new HttpServerOptions().setCompressionSupported(true))
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .await();
  }

  private void begin(String name, Role... roles) throws Exception {
    people.put(
        name, sessions.begin(People.add(database, People.person(name, roles), null), "192.0.2.7"));
  }

  @AfterEach
  void close() {
    vertx.close().await();
    sessions.close();
    database.close();
  }

  /// A browser behind a proxy with a password of its own sends that, too.
  private static final String PROXYS = "proxys ";

  private HttpResponse<byte[]> ask(String who, String method, String path, String range)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
            .timeout(Duration.ofSeconds(10))
            .header("Accept-Encoding", path.endsWith("audio") ? "gzip" : "identity")
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (!range.isEmpty()) {
      request.header("Range", range);
    }
    if (who.startsWith(PROXYS)) {
      request.header("Authorization", "Basic Y2l0eTpob2xk");
    }
    Sessions.Begun person = people.get(who.replace(PROXYS, ""));
    if (person != null) {
      request.header("Cookie", "city311=" + person.token().value());
      request.header(Guarded.CSRF_HEADER, person.token().csrf());
    } else if (who.equals("program")) {
      request.header("Authorization", "Bearer " + TOKEN);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return Described.checked(
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    }
  }

  private String audio() {
    return "/api/recordings/" + kept.id() + "/audio";
  }

  private long playings(String who) {
    return audit.entries.stream()
        .filter(
            entry -> entry.who().equals(who) && entry.what().equals("PLAY recording " + kept.id()))
        .count();
  }

  @ParameterizedTest
  @CsvSource({
    "nobody, 401, 401, 401",
    "ana, 403, 403, 403",
    "ben, 403, 403, 403",
    "amy, 403, 403, 403",
    "sue, 200, 200, 403",
    "root, 200, 200, 204",
    "program, 200, 200, 204",
  })
  void eachRole_mayDoWhatItMay_andNoMore(String who, int list, int play, int remove)
      throws Exception {
    assertEquals(list, ask(who, "GET", kept.ofCall(), "").statusCode());
    assertEquals(play, ask(who, "GET", audio(), "").statusCode());
    assertEquals(play == 200 ? 1 : 0, audit.entries.size());
    assertEquals(remove, ask(who, "DELETE", "/api/recordings/" + kept.id(), "").statusCode());
    assertEquals(remove == 204 ? 404 : 200, ask("sue", "GET", audio(), "").statusCode());
  }

  @Test
  void agents_hearTheirOwn_whereThatIsConfigured() throws Exception {
    RecordingTerms usual = RecordingTerms.USUAL;
    serve(new RecordingTerms(usual.keep(), true, usual.mostBytes(), true));

    assertEquals(200, ask("ana", "GET", audio(), "").statusCode());
    assertEquals(1, list("ana").size());
    assertEquals(403, ask("ben", "GET", audio(), "").statusCode());
    assertEquals(403, ask("proxys ben", "GET", audio(), "").statusCode());
    assertEquals(0, list("ben").size());
    assertEquals(403, ask("amy", "GET", audio(), "").statusCode());
    assertEquals(1, playings("ana"));
    assertEquals(0, playings("ben"));
  }

  private JsonArray list(String who) throws Exception {
    return json(ask(who, "GET", kept.ofCall(), ""));
  }

  private static JsonArray json(HttpResponse<byte[]> response) {
    return new JsonArray(Buffer.buffer(response.body()));
  }

  @Test
  void list_saysWhatThereIs() throws Exception {
    var recording = list("sue").getJsonObject(0);

    assertEquals(kept.id(), recording.getString("id"));
    assertEquals("ana", recording.getString("agent"));
    assertEquals("streets", recording.getString("group"));
    assertEquals(kept.wav().length, recording.getInteger("bytes"));
    assertEquals(0, json(ask("sue", "GET", "/api/calls/other/recordings", "")).size());
  }

  @Test
  void sound_isPlayedWholeAndInParts_uncompressed() throws Exception {
    HttpResponse<byte[]> whole = ask("sue", "GET", audio(), "");
    assertArrayEquals(kept.wav(), whole.body());
    assertEquals("audio/wav", whole.headers().firstValue("Content-Type").orElse(""));
    assertEquals("no-store", whole.headers().firstValue("Cache-Control").orElse(""));

    int length = kept.wav().length;
    part("bytes=0-0", 0, 1);
    part("bytes=70000-", 70_000, length);
    part("bytes=-100", length - 100, length);
    part("bytes=5-99999999", 5, length);
    assertEquals(416, ask("sue", "GET", audio(), "bytes=" + length + "-").statusCode());
    assertEquals(416, ask("sue", "GET", audio(), "bytes=-0").statusCode());
    assertEquals(200, ask("sue", "GET", audio(), "bytes=9-5").statusCode());
    assertEquals(200, ask("sue", "GET", audio(), "bytes=0-1,3-4").statusCode());
  }

  private void part(String range, int from, int to) throws Exception {
    HttpResponse<byte[]> part = ask("sue", "GET", audio(), range);
    assertEquals(206, part.statusCode());
    assertArrayEquals(Arrays.copyOfRange(kept.wav(), from, to), part.body());
    assertEquals(
        "bytes " + from + "-" + (to - 1) + "/" + kept.wav().length,
        part.headers().firstValue("Content-Range").orElse(""));
  }

  @Test
  void eachPlaying_isInTheAuditOnce_howeverItIsAskedFor() throws Exception {
    ask("sue", "GET", audio(), "bytes=44-");
    ask("sue", "GET", audio(), "bytes=70000-");
    assertEquals(1, playings("sue"));
    ask("sue", "GET", audio(), "bytes=0-");
    assertEquals(2, playings("sue"));
    clock.move(Duration.ofMinutes(6));
    ask("sue", "GET", audio(), "bytes=70000-");
    assertEquals(3, playings("sue"));
    ask("root", "GET", audio(), "bytes=70000-");
    assertEquals(1, playings("root"));
    assertTrue(String.valueOf(audit.entries.getFirst().before()).contains("\"agent\":\"ana\""));
  }

  @Test
  void whatCanNotBeAudited_isNotPlayedNorRemoved() throws Exception {
    audit.fail();

    assertEquals(503, ask("sue", "GET", audio(), "").statusCode());
    assertEquals(503, ask("sue", "GET", audio(), "bytes=70000-").statusCode());
    assertEquals(503, ask("root", "DELETE", "/api/recordings/" + kept.id(), "").statusCode());
    assertEquals(1, list("sue").size());
  }

  @ParameterizedTest
  @CsvSource({"1", "00000000-0000-3000-8000-000000000000", "..%2F..%2Fsecrets.properties"})
  void whatIsNoRecording_isNotFound(String id) throws Exception {
    assertEquals(404, ask("sue", "GET", "/api/recordings/" + id + "/audio", "").statusCode());
    assertEquals(0, audit.entries.size());
  }
}
