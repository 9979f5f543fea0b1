package org.city311.flows.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.city311.requests.phone.EventBoard;
import org.city311.requests.phone.KnownEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The routes of known events on a real web server at a free loopback port.
class KnownEventRoutesTest {
  private static final String PATH = "/api/known-events";
  private static final Instant NOON = Instant.parse("2026-11-24T17:00:00Z");
  private static final String POWER =
      """
      {"text": {"en": "There is no power in Hampden.", "es": "No hay luz en Hampden."},
       "until": "2026-11-24T23:00:00Z", "group": "water", "types": ["pothole"]}
      """;

  private final Map<String, KnownEvent> board = new TreeMap<>();
  private boolean isAway;
  private boolean isFull;

  @SuppressWarnings("NullAway.Init")
  private RoutesServer server;

  /// A board on paper.
  private final class Paper implements EventBoard {
    @Override
    public List<Known> read() {
      ask();
      return board.values().stream().map(event -> new Known(event, true)).toList();
    }

    @Override
    public boolean put(KnownEvent event) {
      ask();
      if (!isFull) {
        board.put(event.id(), event);
      }
      return !isFull;
    }

    @Override
    public boolean remove(String id) {
      ask();
      return board.remove(id) != null;
    }

    private void ask() {
      if (isAway) {
        throw new IllegalStateException("on purpose");
      }
    }
  }

  private final List<String> changes = new ArrayList<>();

  @BeforeEach
  void start() {
    KnownEventRoutes routes =
        new KnownEventRoutes(
            new Paper(),
            "water"::equals,
            "pothole"::equals,
            RoutesServer.staff(changes),
            () -> NOON);
    server = new RoutesServer(routes::mount);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return server.send(method, PATH + path, body);
  }

  @Test
  void event_isSet_listed_andTakenAway() throws Exception {
    assertEquals(200, send("PUT", "/power", POWER).statusCode());
    assertEquals(
        new JsonArray(
            """
            [{"id":"power","text":{"en":"There is no power in Hampden.","es":"No hay luz en Hampden."},
              "group":"water","types":["pothole"],"until":"2026-11-24T23:00:00Z",
              "at":"2026-11-24T17:00:00Z","audible":true}]
            """),
        new JsonArray(send("GET", "", "").body()));

    assertEquals(200, send("DELETE", "/power", "").statusCode());
    assertEquals(404, send("DELETE", "/power", "").statusCode());
    assertEquals("[]", send("GET", "", "").body());
    assertEquals(2, changes.size(), changes.toString());
    assertTrue(changes.get(0).startsWith("sue at 127.0.0.1: PUT known event power: null → {"));
    assertTrue(changes.get(1).endsWith("} → null"), changes.get(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "power | nonsense | send",
        "power | [] | send",
        "power | {} | send",
        "Power! | {} | id:",
        "power | {'text': {'en': 'a'}, 'until': '2026-11-24T23:00:00Z'} | text.es:",
        "power | {'text': {'en': 'a', 'es': '{city}'}, 'until': '2026-11-24T23:00:00Z'} | text.es:",
        "power | {'text': {'en': 'a', 'es': 'b'}, 'until': 'tomorrow'} | until:",
        "power | {'text': {'en': 'a', 'es': 'b'}} | send",
        "power | {'text': {'en': 'a', 'es': 'b'}, 'until': '2026-11-24T16:59:59Z'} | until:",
        "power | {'text': {'en': 'a', 'es': 'b'}, 'until': '2027-11-24T16:59:59Z'} | until:",
        "power | {'text': {'en': 'a', 'es': 'b'}, 'group': 'x', 'until': '2026-11-24T23:00:00Z'} |"
            + " group:",
        "power | {'text': {'en': 'a', 'es': 'b'}, 'types': [1], 'until': '2026-11-24T23:00:00Z'} |"
            + " types:",
        "power | {'where': 'Hampden'} | [where]:"
      })
  void whatIsWrong_isSaid_andNothingIsSet(String id, String body, String why) throws Exception {
    HttpResponse<String> response = send("PUT", "/" + id, body.replace('\'', '"'));

    assertEquals(400, response.statusCode());
    String error = new JsonObject(response.body()).getString("error");
    assertTrue(error.startsWith(why), error);
    assertEquals(Map.of(), board);
  }

  @Test
  void fullBoard_andADatabaseThatIsAway_areSaid() throws Exception {
    isFull = true;
    assertEquals(409, send("PUT", "/power", POWER).statusCode());
    isAway = true;
    assertEquals(503, send("GET", "", "").statusCode());
    assertEquals(503, send("PUT", "/power", POWER).statusCode());
  }

  @Test
  void strangers_areNotLetIn() throws Exception {
    assertEquals(401, server.sendWithoutKey("GET", PATH, "").statusCode());
  }
}
