package org.city311.requests.http.residents;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.city311.requests.geo.Areas;

/// The city's areas as they are sent, plain and packed: written once for all who ask, as a large city's have
/// megabytes. Immutable.
final class AreasAnswer {
  /// May be kept so long; then the browser asks whether it still holds, and need not get it again.
  private static final String CACHED = "public, max-age=60";

  private final Areas areas;
  private final byte[] plain;
  private final byte[] packed;
  private final String tag;

  private AreasAnswer(Areas areas) {
    this.areas = areas;
    this.plain = TypeJson.areas(areas).toString().getBytes(StandardCharsets.UTF_8);
    this.packed = gzip(plain);
    CRC32 sum = new CRC32();
    sum.update(plain);
    this.tag = "W/\"%08x-%x\"".formatted(sum.getValue(), plain.length);
  }

  /// @param before what was sent last, which is as good as new if the areas are the same
  static AreasAnswer of(Areas areas, Optional<AreasAnswer> before) {
    return before
        .filter(answer -> answer.areas.equals(areas))
        .orElseGet(() -> new AreasAnswer(areas));
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  void send(RoutingContext context) {
    HttpServerResponse response =
        context
            .response()
            .putHeader(HttpHeaders.CACHE_CONTROL, CACHED)
            .putHeader(HttpHeaders.ETAG, tag)
            .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (tag.equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatusCode(304).end();
      return;
    }
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
        .putHeader("X-Content-Type-Options", "nosniff");
    if (takesGzip(context)) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip").end(Buffer.buffer(packed));
    } else {
      response.end(Buffer.buffer(plain));
    }
  }

  private static boolean takesGzip(RoutingContext context) {
    return context.parsedHeaders().acceptEncoding().stream()
        .anyMatch(one -> one.value().equalsIgnoreCase("gzip") && one.weight() > 0);
  }
}
