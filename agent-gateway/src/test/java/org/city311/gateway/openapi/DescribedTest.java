package org.city311.gateway.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is not described is noticed.
class DescribedTest {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
    vertx.close().await();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET  | /api/desk/lines      | 200 | [{\"line\":\"a\",\"code\":\"71\"}]",
        "GET  | /api/desk/lines      | 401 | {\"error\":\"sign in\"}",
        "GET  | /api/desk/lines      | 405 | no",
        "GET  | /api/requests        | 200 | {\"x\":1}",
        "GET  | /api/agents/a/nobody | 404 | {\"x\":1}",
      })
  void whatIsDescribed_orIsNotForHere_passes(String method, String path, int status, String body)
      throws Exception {
    assertEquals(status, ask(method, path, status, body).statusCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET  | /api/desk/lines        | 200 | [{\"line\":\"a\",\"code\":\"71\",\"x\":1}] | x",
        "GET  | /api/desk/lines        | 200 | [{\"line\":\"a\"}]                         | code",
        "GET  | /api/desk/lines        | 200 | [{\"line\":\"a\",\"code\":71}]             | code",
        "GET  | /api/desk/lines        | 200 | no                                         | no JSON",
        "GET  | /api/desk/lines        | 404 | {\"error\":\"none\"}                       | 404",
        "GET  | /api/desk/lines        | 401 | {\"error\":\"sign in\",\"why\":\"x\"}      | why",
        "GET  | /api/agents/a/x        | 200 | {}                                         | not described",
        "GET  | /api/agents/a          | 200 | {\"id\":\"a\"}                             | required",
        "PUT  | /api/greeting          | 413 | {\"error\":\"too long\"}                   | without JSON",
        "POST | /api/agents/a/call/end | 200 | {}                                         | sent to",
        "POST | /api/agents/a/call/end | 409 | {\"error\":\"x\",\"why\":\"boredom\"}      | why",
      })
  void whatIsNotDescribed_fails(String method, String path, int status, String body, String why) {
    AssertionError told = assertThrows(AssertionError.class, () -> ask(method, path, status, body));

    assertTrue(told.getMessage().contains(why), told.getMessage());
  }

  @Test
  void event_thatIsNotDescribed_fails() {
    String told = "{\"at\":\"2026-03-02T14:00:00.000Z\",\"from\":\"sue\",\"text\":\"Snow.\"}";
    Described.event("/api/floor/events", "message", told);
    Described.event("/api/agents/ana/desk/events", "desk", "{\"agent\":null}");

    for (String data :
        new String[] {"{}", told.replace("}", ",\"x\":1}"), told.replace("T14", "x")}) {
      assertThrows(
          AssertionError.class, () -> Described.event("/api/floor/events", "message", data));
    }
    assertThrows(AssertionError.class, () -> Described.event("/api/floor/events", "desk", "{}"));
  }

  /// Asks a server that answers this, whatever it is asked.
  private HttpResponse<String> ask(String method, String path, int status, String body)
      throws Exception {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request
                        .response()
                        .setStatusCode(status)
                        .putHeader("Content-Type", "application/json; charset=utf-8")
                        .end(body))
            .listen(0, "127.0.0.1")
            .await();
    URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + path);
    return Described.checked(
        client.send(
            HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(10))
                .method(method, BodyPublishers.ofString("{}"))
                .build(),
            BodyHandlers.ofString()));
  }
}
