package org.city311.flows.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.city311.flows.guard.BlockedNumbers;
import org.city311.flows.guard.MemoryText;
import org.city311.ivr.call.CallerNumber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The blocked numbers' routes on a real web server at a free loopback port.
class BlockedRoutesTest {
  private static final String PATH = "/api/blocked-numbers";
  private static final CallerNumber ANN = new CallerNumber("4105550101");

  private final Instant now = Instant.parse("2026-03-02T12:00:00Z");
  private final MemoryText text = new MemoryText();
  private final BlockedNumbers numbers = new BlockedNumbers(text, () -> now);
  private final List<String> changes = new ArrayList<>();
  private boolean auditIsFull;

  @SuppressWarnings("NullAway.Init")
  private RoutesServer server;

  @BeforeEach
  void start() {
    BlockedRoutes routes =
        new BlockedRoutes(
            numbers,
            (who, address, what, before, after) -> {
              if (auditIsFull) {
                throw new IOException("on purpose");
              }
              changes.add(what + " by " + who + " at " + address + ": " + before + " → " + after);
            },
            RoutesServer::guard,
            _ -> "sue",
            () -> now);
    server = new RoutesServer(routes::mount);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void number_isBlocked_listed_changedAndLetInAgain_andEachChangeIsWrittenDownBefore()
      throws Exception {
    String ann =
        "{\"number\":\"4105550101\",\"why\":\"threats\",\"since\":\"2026-03-02T12:00:00Z\","
            + "\"until\":null}";
    String forADay = ann.replace("null", "\"2026-03-03T12:00:00Z\"");

    assertAnswer(201, ann, put("+14105550101", "{\"why\": \"threats\"}"));
    assertTrue(numbers.test(ANN));
    assertEquals(new JsonArray("[" + ann + "]"), new JsonArray(get().body()));
    assertAnswer(
        200,
        forADay,
        put("4105550101", "{\"why\":\"threats\",\"until\":\"2026-03-03T12:00:00Z\"}"));
    assertAnswer(200, forADay, send("DELETE", "/4105550101", ""));
    assertEquals("[]", get().body());
    assertEquals(404, send("DELETE", "/4105550101", "").statusCode());
    assertEquals(
        List.of(
            "PUT blocked number by sue at 127.0.0.1: null → " + ann,
            "PUT blocked number by sue at 127.0.0.1: " + ann + " → " + forADay,
            "DELETE blocked number by sue at 127.0.0.1: " + forADay + " → null"),
        changes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12 | {\"why\": \"x\"} | a number of 3 to 15 digits, with or without +",
        "anonymous | {\"why\": \"x\"} | a number of 3 to 15 digits, with or without +",
        "4105550101 | | send a JSON object",
        "4105550101 | [1] | send a JSON object",
        "4105550101 | {} | why: 1 to 200 characters in one line",
        "4105550101 | {\"why\": 7} | why: 1 to 200 characters in one line",
        "4105550101 | {\"why\": \" \"} | why: 1 to 200 characters in one line",
        "4105550101 | {\"why\": \"x\", \"until\": \"soon\"} | until: an instant to come, such as 2026-12-01T00:00:00Z",
        "4105550101 | {\"why\": \"x\", \"until\": \"2026-03-02T12:00:00Z\"} | until: an instant to come, such as 2026-12-01T00:00:00Z",
      })
  void mistake_isTold_andNothingIsChanged(String number, String body, String problem)
      throws Exception {
    HttpResponse<String> answer = put(number, body == null ? "" : body);

    assertAnswer(400, new JsonObject().put("error", problem).encode(), answer);
    assertEquals(List.of(), numbers.list());
    assertEquals(List.of(), changes);
  }

  @Test
  void auditThatTakesNothing_letsNothingBeChanged() throws Exception {
    auditIsFull = true;

    assertEquals(503, put("4105550101", "{\"why\": \"threats\"}").statusCode());
    assertEquals(List.of(), numbers.list());
  }

  @Test
  void listThatCantBeKept_isTold() throws Exception {
    text.goAway();

    assertEquals(503, put("4105550101", "{\"why\": \"threats\"}").statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE"})
  void withoutTheKey_nothingIsToldOrChanged(String method) throws Exception {
    String path = PATH + (method.equals("GET") ? "" : "/4105550101");

    assertEquals(401, server.sendWithoutKey(method, path, "{\"why\": \"x\"}").statusCode());
    assertEquals(List.of(), numbers.list());
  }

  private static void assertAnswer(int status, String body, HttpResponse<String> answer) {
    assertEquals(status + " " + body, answer.statusCode() + " " + answer.body());
  }

  private HttpResponse<String> get() throws Exception {
    return send("GET", "", "");
  }

  private HttpResponse<String> put(String number, String body) throws Exception {
    return send("PUT", "/" + number, body);
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return server.send(method, PATH + path, body);
  }
}
