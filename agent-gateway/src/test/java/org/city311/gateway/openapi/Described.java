package org.city311.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.zip.GZIPInputStream;
import org.city311.gateway.openapi.OpenApi.Operation;

/// Holds what a real server answers against its OpenAPI file: each status, each field and each event has to be
/// described. Tests' clients pass all their answers through here.
public final class Described {
  private static final OpenApi FILE = new OpenApi();

  /// What the router answers itself where a path has other methods (RFC 9110, section 15.5.6).
  private static final int NO_SUCH_METHOD = 405;

  /// What has a description of its own, or is the residents'.
  private static final Set<String> ELSEWHERE = Set.of("/api/requests", "/api/public");

  private Described() {}

  /// Returns the answer, if it is one that the file describes.
  ///
  /// @param response with a body of text or bytes
  public static <T> HttpResponse<T> checked(HttpResponse<T> response) {
    byte[] body =
        response.body() instanceof byte[] bytes
            ? bytes
            : String.valueOf(response.body()).getBytes(StandardCharsets.UTF_8);
    check(response, body);
    return response;
  }

  /// The same of an answer whose body was read in another way.
  public static void check(HttpResponse<?> response, byte[] body) {
    String path = response.uri().getRawPath();
    String asked = response.request().method() + " " + path;
    if (response.statusCode() == NO_SUCH_METHOD) {
      return;
    }
    Optional<Operation> operation = FILE.find(response.request().method(), path);
    if (operation.isEmpty()) {
      boolean isOurs = path.startsWith("/api/") && ELSEWHERE.stream().noneMatch(path::startsWith);
      if (isOurs && response.statusCode() / 100 == 2) {
        throw new AssertionError(asked + " is not described");
      }
      return;
    }
    checkAnswer(operation.get(), response, body);
    if (response.statusCode() / 100 == 2) {
      checkWish(operation.get(), text(response.request()));
    }
  }

  private static void checkAnswer(Operation operation, HttpResponse<?> response, byte[] body) {
    String which = operation.name() + " " + response.statusCode();
    JsonNode described = FILE.response(operation, response.statusCode());
    String text = unpacked(response, body);
    if (described.isMissingNode()) {
      throw new AssertionError(which + " is not described: " + text);
    }
    String type = type(response);
    if (!described.has("content")) {
      if (type.equals("application/json")) {
        throw new AssertionError(which + " is described as without JSON: " + text);
      }
      return;
    }
    JsonNode content = described.path("content").path(type);
    if (content.isMissingNode()) {
      throw new AssertionError(which + " is not described as " + type + ": " + text);
    }
    if (type.equals("application/json")) {
      expectNone(which, FILE.complaints(content.path("schema"), text), text);
    }
  }

  /// What was taken has to be described as well.
  private static void checkWish(Operation operation, String sent) {
    JsonNode schema =
        FILE.requestBody(operation).path("content").path("application/json").path("schema");
    if (!schema.isMissingNode()) {
      expectNone("what is sent to " + operation.name(), FILE.complaints(schema, sent), sent);
    }
  }

  /// Fails for an event that the file does not describe.
  ///
  /// @param path of the stream, as it was asked for
  /// @param data in JSON
  public static void event(String path, String name, String data) {
    Operation operation = FILE.find("GET", path).orElseThrow();
    JsonNode schema =
        FILE.response(operation, 200)
            .path("content")
            .path("text/event-stream")
            .path("x-events")
            .path(name);
    if (schema.isMissingNode()) {
      throw new AssertionError(operation.name() + " has no event " + name);
    }
    expectNone("the event " + name, FILE.complaints(schema, data), data);
  }

  private static void expectNone(String which, List<String> complaints, String text) {
    if (!complaints.isEmpty()) {
      throw new AssertionError(which + " is described otherwise: " + complaints + " in " + text);
    }
  }

  private static String type(HttpResponse<?> response) {
    return response.headers().firstValue("Content-Type").orElse("").split(";", -1)[0].strip();
  }

  private static String unpacked(HttpResponse<?> response, byte[] body) {
    boolean packed = response.headers().firstValue("Content-Encoding").equals(Optional.of("gzip"));
    try (InputStream in =
        packed
            ? new GZIPInputStream(new ByteArrayInputStream(body))
            : new ByteArrayInputStream(body)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(HttpRequest request) {
    var subscriber = HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
    request
        .bodyPublisher()
        .ifPresentOrElse(
            publisher -> publisher.subscribe(listed(subscriber)), subscriber::onComplete);
    return subscriber.getBody().toCompletableFuture().join();
  }

  /// Requests' bodies come one by one, answers' in lists.
  private static Flow.Subscriber<ByteBuffer> listed(Flow.Subscriber<List<ByteBuffer>> to) {
    return new Flow.Subscriber<>() {
      @Override
      public void onSubscribe(Flow.Subscription subscription) {
        to.onSubscribe(subscription);
      }

      @Override
      public void onNext(ByteBuffer item) {
        to.onNext(List.of(item));
      }

      @Override
      public void onError(Throwable throwable) {
        to.onError(throwable);
      }

      @Override
      public void onComplete() {
        to.onComplete();
      }
    };
  }
}
