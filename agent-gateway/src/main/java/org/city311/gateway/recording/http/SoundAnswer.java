package org.city311.gateway.recording.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Writes the sound of a recording, or a part of it, as fast as the other side takes it. Blocks: for a virtual
/// thread.
final class SoundAnswer {
  private static final int CHUNK = 65_536;

  /// Whoever takes a chunk no sooner has gone.
  private static final int PATIENCE_SECONDS = 30;

  private SoundAnswer() {}

  /// @param length of the whole sound
  /// @throws IOException before anything was written, if the sound can't be read
  static void send(
      RoutingContext context, SeekableByteChannel sound, long length, ByteRange.Asked asked)
      throws IOException {
    switch (asked) {
      case ByteRange.Asked.Whole _ -> send(context, sound, new ByteRange(0, length - 1));
      case ByteRange.Asked.Part part -> {
        ByteRange range = part.range();
        context
            .response()
            .setStatusCode(206)
            .putHeader("Content-Range", "bytes " + range.from() + "-" + range.to() + "/" + length);
        send(context, sound, range);
      }
      case ByteRange.Asked.Outside _ -> {
        context.response().putHeader("Content-Range", "bytes */" + length);
        Json.error(context, 416, "the recording has " + length + " bytes: ask for some of them");
      }
    }
  }

  private static void send(RoutingContext context, SeekableByteChannel sound, ByteRange range)
      throws IOException {
    sound.position(range.from());
    long left = range.length();
    // Read before anything is said: what can't be decrypted is an error, not a file cut short.
    Buffer chunk = read(sound, left);
    HttpServerResponse response = context.response();
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, "audio/wav")
        .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(left))
        .putHeader("Accept-Ranges", "bytes")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        // Compressed, it would have another length.
        .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
    try {
      while (true) {
        write(response, chunk);
        left -= chunk.length();
        if (left <= 0) {
          break;
        }
        chunk = read(sound, left);
      }
      response.end();
    } catch (IOException | ExecutionException | TimeoutException e) {
      // The listener has gone, or sees by the missing rest that something is wrong.
      response.reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      response.reset();
    }
  }

  private static void write(HttpServerResponse response, Buffer chunk)
      throws InterruptedException, ExecutionException, TimeoutException {
    response
        .write(chunk)
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static Buffer read(SeekableByteChannel sound, long left) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(CHUNK, left));
    while (bytes.hasRemaining()) {
      if (sound.read(bytes) < 0) {
        throw new IOException("the recording is shorter than it should be");
      }
    }
    return Buffer.buffer(bytes.array());
  }
}
