package org.city311.gateway.desk;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client's stream of Server-Sent Events. One that reads too slowly is cut off rather than buffered for; an
/// `EventSource` comes back by itself. Safe for any thread.
final class EventStream {
  /// The most bytes that may wait for one client before it counts as slow.
  private static final int MAX_WAITING_BYTES = 256 * 1024;

  private static final Buffer ALIVE = Buffer.buffer(":\n\n");
  private static final Logger log = LoggerFactory.getLogger(EventStream.class);

  private final HttpServerResponse response;
  private final HttpConnection connection;
  private final Runnable ended;

  /// @param ended runs when the client has gone, or was cut off; once or more
  EventStream(RoutingContext context, Runnable ended) {
    this.response = context.response();
    this.connection = context.request().connection();
    this.ended = ended;
    response.closeHandler(_ -> ended.run());
    response.endHandler(_ -> ended.run());
    response.exceptionHandler(_ -> ended.run());
    response
        .setChunked(true)
        .setWriteQueueMaxSize(MAX_WAITING_BYTES)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no")
        // Each event goes out at once, and not when there is enough of it to pack.
        .putHeader("Content-Encoding", "identity");
  }

  static Buffer event(String name, JsonObject data) {
    return Buffer.buffer("event: " + name + "\ndata: ")
        .appendBuffer(data.toBuffer())
        .appendString("\n\n");
  }

  void alive() {
    send(ALIVE);
  }

  void send(Buffer event) {
    if (response.closed() || response.ended()) {
      ended.run();
    } else if (response.writeQueueFull()) {
      ended.run();
      log.info("a desk's stream was cut off, as its client reads too slowly");
      var _ = connection.close();
    } else {
      var _ = response.write(event);
    }
  }

  void end() {
    ended.run();
    if (!response.ended() && !response.closed()) {
      var _ = response.end();
    }
  }
}
