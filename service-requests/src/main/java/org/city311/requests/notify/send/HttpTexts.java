package org.city311.requests.notify.send;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/// Posts each text message to a provider's HTTP API, as most of them have one. The header
/// `Idempotency-Key` is the message's id, by which a provider that knows it takes one message once.
public final class HttpTexts implements TextMessages, AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_EARLY = 425;
  private static final int TOO_MANY = 429;

  private final TextSettings settings;
  private final HttpClient client;

  public HttpTexts(TextSettings settings) {
    this.settings = settings;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(settings.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  @Override
  public Delivery send(UUID id, PhoneNumber to, String text) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.url())
            .timeout(settings.timeout())
            .header("Content-Type", contentType())
            .header("Idempotency-Key", id.toString())
            .POST(BodyPublishers.ofString(body(to, text)));
    settings.authorization().ifPresent(value -> request.header("Authorization", value));
    try {
      HttpResponse<Void> answer = client.send(request.build(), BodyHandlers.discarding());
      return of(answer.statusCode());
    } catch (HttpConnectTimeoutException | ConnectException e) {
      return new Delivery.Away("can't connect: " + e.getMessage());
    } catch (IOException e) {
      return new Delivery.Unclear("no answer: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Delivery.Unclear("interrupted");
    }
  }

  private static Delivery of(int status) {
    String why = "status " + status;
    return switch (status / 100) {
      case 2 -> new Delivery.Sent();
      case 4 ->
          switch (status) {
            case REQUEST_TIMEOUT, TOO_EARLY -> new Delivery.Later(why);
            // Not let in, or too much at once: true of every message.
            case TOO_MANY, 401, 402, 403 -> new Delivery.Away(why);
            default -> new Delivery.Refused(why);
          };
      default -> new Delivery.Away(why);
    };
  }

  private String contentType() {
    return switch (settings.form()) {
      case FORM -> "application/x-www-form-urlencoded";
      case JSON -> "application/json";
    };
  }

  private String body(PhoneNumber to, String text) {
    Map<String, String> fields = new TreeMap<>(settings.fields());
    fields.put(settings.to(), to.value());
    fields.put(settings.text(), text);
    return switch (settings.form()) {
      case FORM ->
          fields.entrySet().stream()
              .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
              .collect(Collectors.joining("&"));
      case JSON -> json(fields);
    };
  }

  private static String json(Map<String, String> fields) {
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
