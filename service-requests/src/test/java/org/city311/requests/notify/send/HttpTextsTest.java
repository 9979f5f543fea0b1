package org.city311.requests.notify.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.city311.requests.notify.send.TextSettings.Form;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpTextsTest {
  private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000311");
  private static final PhoneNumber ROSA = new PhoneNumber("+14105550100");

  private final HttpServer provider =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> headers = new CopyOnWriteArrayList<>();
  private volatile int status = 201;

  HttpTextsTest() throws IOException {
    provider.createContext(
        "/messages",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          for (String name : List.of("Content-Type", "Authorization", "Idempotency-Key")) {
            headers.add(name + ": " + exchange.getRequestHeaders().getFirst(name));
          }
          exchange.getResponseHeaders().add("Location", "http://localhost:1/elsewhere");
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    provider.start();
  }

  @AfterEach
  void stop() {
    provider.stop(0);
  }

  private TextSettings settings(Form form) {
    return new TextSettings(
        URI.create("http://localhost:" + provider.getAddress().getPort() + "/messages"),
        form,
        "To",
        "Body",
        Map.of("From", "+14105550311"),
        Optional.of("Basic abc"),
        "1",
        Duration.ofSeconds(5));
  }

  @Test
  void message_isPostedAsAForm() {
    try (HttpTexts texts = new HttpTexts(settings(Form.FORM))) {
      assertEquals(new Delivery.Sent(), texts.send(ID, ROSA, "¡Listo! a&b=c"));
    }

    assertEquals(
        List.of("Body=%C2%A1Listo%21+a%26b%3Dc&From=%2B14105550311&To=%2B14105550100"), bodies);
    assertEquals(
        List.of(
            "Content-Type: application/x-www-form-urlencoded",
            "Authorization: Basic abc",
            "Idempotency-Key: " + ID),
        headers);
  }

  @Test
  void message_isPostedAsJson() throws Exception {
    try (HttpTexts texts = new HttpTexts(settings(Form.JSON))) {
      assertEquals(new Delivery.Sent(), texts.send(ID, ROSA, "¡Listo! \"a\""));
    }

    JsonNode body = new JsonMapper().readTree(bodies.getFirst());
    assertEquals("¡Listo! \"a\"", body.get("Body").textValue());
    assertEquals("+14105550100", body.get("To").textValue());
    assertEquals("+14105550311", body.get("From").textValue());
    assertEquals("Content-Type: application/json", headers.getFirst());
  }

  @ParameterizedTest
  @CsvSource({
    "200, Sent",
    "202, Sent",
    "302, Away",
    "400, Refused",
    "401, Away",
    "403, Away",
    "404, Refused",
    "408, Later",
    "422, Refused",
    "429, Away",
    "500, Away",
    "503, Away"
  })
  void status_isUnderstood(int answered, String meaning) {
    status = answered;
    try (HttpTexts texts = new HttpTexts(settings(Form.FORM))) {
      assertEquals(meaning, texts.send(ID, ROSA, "x").getClass().getSimpleName());
    }
    assertEquals(1, bodies.size());
  }

  @Test
  void providerThatIsAway_isTold() {
    provider.stop(0);
    try (HttpTexts texts = new HttpTexts(settings(Form.FORM))) {
      assertInstanceOf(Delivery.Away.class, texts.send(ID, ROSA, "x"));
    }
  }
}
