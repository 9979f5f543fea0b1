package org.city311.flows.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.city311.flows.message.Messages;
import org.city311.flows.message.WavFile;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.line.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The messages' routes on a real web server at a free loopback port.
class MessageRoutesTest {

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-03-02T14:00:00Z");

  private final List<String> changes = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private Messages messages;

  @SuppressWarnings("NullAway.Init")
  private RoutesServer server;

  @BeforeEach
  void start() {
    messages = new Messages(folder.resolve("messages"), () -> now);
    server = new RoutesServer(new MessageRoutes(messages, RoutesServer.staff(changes))::mount);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void list_isAllMessages_theOldestFirst_asTheContractHasThem() throws Exception {
    message("city311-1.1", 2);
    now = now.plusSeconds(60);
    wish("city311-1.2", "");

    HttpResponse<String> response = get("/api/messages");

    assertEquals(200, response.statusCode());
    assertEquals(
        Optional.of("application/json; charset=utf-8"),
        response.headers().firstValue("Content-Type"));
    assertEquals(Optional.of("no-store"), response.headers().firstValue("Cache-Control"));
    assertEquals(
        new JsonArray(
            """
            [{"id":"city311-1.1","call_id":"city311-1.1","kind":"message","number":"4105550100",
              "language":"es","group":"water","at":"2026-03-02T14:00:00Z","seconds":3,"done":null,
              "request":null},
             {"id":"city311-1.2","call_id":"city311-1.2","kind":"callback","number":"",
              "language":"es","group":"water","at":"2026-03-02T14:01:00Z","seconds":0,"done":null,
              "request":null}]
            """),
        new JsonArray(response.body()));
  }

  @Test
  void nothingLeftYet_isAnEmptyList() throws Exception {
    assertEquals("[]", get("/api/messages").body());
  }

  @Test
  void done_isSaidOnce_andLeavesTheListOfWhatIsToBeDone() throws Exception {
    wish("city311-1.1", "3105550199");
    wish("city311-1.2", "3105550199");

    HttpResponse<String> done = send("PUT", "/api/messages/city311-1.1/done");

    assertEquals(200, done.statusCode());
    assertEquals("2026-03-02T14:00:00Z", new JsonObject(done.body()).getString("done"));
    assertEquals(List.of("city311-1.2"), ids("/api/messages?done=false"));
    assertEquals(List.of("city311-1.1", "city311-1.2"), ids("/api/messages"));
    now = now.plusSeconds(60);
    assertEquals(done.body(), send("PUT", "/api/messages/city311-1.1/done").body());
    assertEquals(
        List.of(
            "sue at 127.0.0.1: PUT message done city311-1.1: {\"done\":false} → {\"done\":true}"),
        changes);
  }

  @Test
  void audio_isTheRecordingByteByByte() throws Exception {
    message("city311-1.1", 2);

    HttpResponse<byte[]> audio =
        server.send("GET", "/api/messages/city311-1.1/audio", "", BodyHandlers.ofByteArray());

    assertEquals(200, audio.statusCode());
    assertEquals(Optional.of("audio/wav"), audio.headers().firstValue("Content-Type"));
    assertEquals(Optional.of("no-store"), audio.headers().firstValue("Cache-Control"));
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("messages/city311-1.1/audio.wav")), audio.body());
  }

  @Test
  void recordingInProgress_canNotBeHeardOrDone() throws Exception {
    record("city311-1.1", 2);

    assertEquals("[]", get("/api/messages").body());
    assertEquals(404, get("/api/messages/city311-1.1/audio").statusCode());
    assertEquals(404, send("PUT", "/api/messages/city311-1.1/done").statusCode());
  }

  @Test
  void wish_hasNoAudio() throws Exception {
    wish("city311-1.1", "3105550199");

    assertEquals(404, get("/api/messages/city311-1.1/audio").statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "..", "%2e%2e", "..%2fsecret", "%2fetc%2fpasswd", "a%00", "%20"})
  void anythingThatIsNoId_findsNothing(String id) throws Exception {
    Files.writeString(folder.resolve("secret"), "secret");

    for (String method : List.of("GET audio", "PUT done")) {
      String path = "/api/messages/" + id + method.substring(3).replace(' ', '/');
      HttpResponse<String> response = send(method.substring(0, 3), path);
      assertTrue(List.of(400, 404).contains(response.statusCode()), path + ": " + response);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/messages",
    "GET, /api/messages/",
    "GET, /api//messages",
    "GET, /api/messages/city311-1.1/audio",
    "PUT, /api/messages/city311-1.1/done"
  })
  void whoIsNotLetIn_readsAndChangesNothing(String method, String path) throws Exception {
    message("city311-1.1", 2);

    HttpResponse<String> response = server.sendWithoutKey(method, path, "");

    assertTrue(List.of(401, 404).contains(response.statusCode()), response.toString());
    assertEquals("", response.statusCode() == 401 ? response.body() : "");
    assertEquals(List.of("city311-1.1"), ids("/api/messages?done=false"));
  }

  @Test
  void diskThatFails_isSaid_andDoesNotLookLikeNoMessages() throws Exception {
    wish("city311-1.1", "3105550199");
    Path all = folder.resolve("messages");
    Files.move(all, folder.resolve("away"));
    Files.createSymbolicLink(all, all);

    HttpResponse<String> response = get("/api/messages");

    assertEquals(500, response.statusCode());
    assertEquals(
        "the disk fails: look into the log", new JsonObject(response.body()).getString("error"));
  }

  private void record(String call, double seconds) throws Exception {
    Path audio = messages.begin(caller(call), Language.SPANISH);
    WavFile.write(audio.resolveSibling("audio.wav"), seconds);
  }

  private void message(String call, double seconds) throws Exception {
    record(call, seconds);
    messages.keep(new CallId(call));
  }

  /// As the version wrote it that had callbacks worked off by people.
  private void wish(String call, String number) throws Exception {
    JsonObject json =
        new JsonObject()
            .put("id", call)
            .put("call_id", call)
            .put("kind", "CALLBACK")
            .put("number", number)
            .put("language", "es")
            .put("group", "water")
            .put("at", now.toString())
            .put("kept", true);
    Path one = Files.createDirectories(folder.resolve("messages/" + call));
    Files.writeString(one.resolve("message.json"), json.encode());
  }

  private static Caller caller(String call) {
    return new Caller(
        new CallId(call), "4105550100", "311", Language.SPANISH, new SkillGroupId("water"));
  }

  private List<String> ids(String path) throws Exception {
    return new JsonArray(get(path).body())
        .stream().map(each -> ((JsonObject) each).getString("id")).toList();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send("GET", path);
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return server.send(method, path, "");
  }
}
