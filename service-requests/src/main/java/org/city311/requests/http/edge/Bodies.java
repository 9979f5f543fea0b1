package org.city311.requests.http.edge;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BiConsumer;

/// Reads bodies of strangers: never more than a limit, and text only if it is UTF-8.
public final class Bodies {
  /// How long a body may take.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Bodies() {}

  /// Must be called before anything is waited for.
  ///
  /// @param most the longest body taken, bytes
  public static void read(
      RoutingContext context,
      int most,
      Handler<Buffer> taken,
      BiConsumer<RoutingContext, Refusal> refuse) {
    HttpServerRequest request = context.request();
    if (announced(request) > most) {
      tooLarge(context, most, refuse);
      return;
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      var _ = request.response().writeContinue();
    }
    Buffer body = Buffer.buffer();
    long patience =
        context
            .vertx()
            .setTimer(
                PATIENCE.toMillis(),
                _ -> leave(context, Refusal.of(408, "this took too long"), refuse));
    context.addEndHandler(_ -> context.vertx().cancelTimer(patience));
    request.handler(
        part -> {
          if (body.length() + part.length() > most) {
            context.vertx().cancelTimer(patience);
            tooLarge(context, most, refuse);
          } else {
            body.appendBuffer(part);
          }
        });
    request.endHandler(
        _ -> {
          if (context.vertx().cancelTimer(patience)) {
            taken.handle(body);
          }
        });
  }

  private static long announced(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null || !length.matches("\\d{1,18}") ? 0 : Long.parseLong(length);
  }

  private static void tooLarge(
      RoutingContext context, int most, BiConsumer<RoutingContext, Refusal> refuse) {
    leave(context, Refusal.of(413, "at most " + most + " bytes are taken"), refuse);
  }

  /// Refuses a call whose body has not come yet. What is still to come is not kept, and HTTP/1's connection
  /// ends with the answer.
  public static void leave(
      RoutingContext context, Refusal refusal, BiConsumer<RoutingContext, Refusal> refuse) {
    context.request().handler(_ -> {});
    context.request().endHandler(_ -> {});
    if (context.request().version() != HttpVersion.HTTP_2) {
      context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    refuse.accept(context, refusal);
  }

  /// The text of a body, or of a part of it.
  ///
  /// @throws RefusedException when it is not UTF-8, or has a NUL, which no database keeps
  public static String text(byte[] bytes) throws RefusedException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new RefusedException(400, "this is not UTF-8");
    }
    if (text.indexOf('\0') >= 0) {
      throw new RefusedException(400, "there is a NUL character in it");
    }
    return text;
  }
}
