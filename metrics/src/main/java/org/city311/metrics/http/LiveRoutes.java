package org.city311.metrics.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.city311.metrics.live.LiveFigures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The live figures over HTTP: `GET /api/live/now` once, `GET /api/live` as Server-Sent Events
/// named `live`. A stream gets the figures at once, then soon after each change, at most ten times
/// a second, and at least once a second. All streams get the same bytes, rendered once.
///
/// Streams beyond the limit are turned away with 503. A client that reads too slowly is cut off
/// rather than buffered for; an `EventSource` comes back by itself. Safe for any thread.
public final class LiveRoutes implements AutoCloseable {
  /// Streams open at a time unless told otherwise.
  public static final int DEFAULT_MAX_STREAMS = 200;

  /// The most bytes that may wait for one client before it counts as slow.
  static final int MAX_WAITING_BYTES = 64 * 1024;

  private static final Logger log = LoggerFactory.getLogger(LiveRoutes.class);
  private static final Duration AT_MOST_EVERY = Duration.ofMillis(100);
  private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(1);
  private static final String RETRY_AFTER_SECONDS = "5";

  private final Vertx vertx;
  private final LiveFigures figures;
  private final int maxStreams;
  private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
  private final AtomicInteger open = new AtomicInteger();
  private final LongAdder refused = new LongAdder();
  private final LongAdder cutOff = new LongAdder();
  private final long timer;

  // The timer's own.
  private long sentChanges = -1;
  private long sentNanos = System.nanoTime();

  private LiveRoutes(Vertx vertx, LiveFigures figures, int maxStreams) {
    this.vertx = vertx;
    this.figures = figures;
    this.maxStreams = maxStreams;
    this.timer = vertx.setPeriodic(AT_MOST_EVERY.toMillis(), _ -> tick());
  }

  /// Adds the routes; closing the result ends all streams.
  public static LiveRoutes mount(Vertx vertx, Router router, LiveFigures figures, int maxStreams) {
    LiveRoutes routes = new LiveRoutes(vertx, figures, maxStreams);
    router.get("/api/live/now").handler(routes::now);
    router.get("/api/live").handler(routes::open);
    return routes;
  }

  private void now(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(LiveJson.of(figures.now()).toBuffer());
  }

  private void open(RoutingContext context) {
    HttpServerResponse response = context.response();
    if (open.incrementAndGet() > maxStreams) {
      open.decrementAndGet();
      refused.increment();
      response
          .setStatusCode(503)
          .putHeader("Retry-After", RETRY_AFTER_SECONDS)
          .putHeader("Content-Type", "application/json")
          .end("{\"error\":\"too many open streams; try again in a few seconds\"}");
      return;
    }
    Stream stream = new Stream(context);
    streams.add(stream);
    response.closeHandler(_ -> forget(stream));
    response.endHandler(_ -> forget(stream));
    response.exceptionHandler(_ -> forget(stream));
    response
        .setChunked(true)
        .setWriteQueueMaxSize(MAX_WAITING_BYTES)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no")
        // Each event goes out at once, and not when there is enough of it to pack.
        .putHeader("Content-Encoding", "identity");
    stream.send(render());
  }

  private void tick() {
    if (streams.isEmpty()) {
      return;
    }
    long changes = figures.changes();
    long nanos = System.nanoTime();
    if (changes == sentChanges && nanos - sentNanos < AT_LEAST_EVERY.toNanos()) {
      return;
    }
    sentChanges = changes;
    sentNanos = nanos;
    Buffer event = render();
    streams.forEach(stream -> stream.send(event));
  }

  private Buffer render() {
    return Buffer.buffer("event: live\ndata: ")
        .appendBuffer(LiveJson.of(figures.now()).toBuffer())
        .appendString("\n\n");
  }

  private void forget(Stream stream) {
    if (streams.remove(stream)) {
      open.decrementAndGet();
    }
  }

  /// Streams open now.
  public int openStreams() {
    return open.get();
  }

  /// Streams turned away at the limit.
  public long refused() {
    return refused.sum();
  }

  /// Streams cut off because their client read too slowly.
  public long cutOff() {
    return cutOff.sum();
  }

  @Override
  public void close() {
    vertx.cancelTimer(timer);
    streams.forEach(
        stream -> {
          forget(stream);
          stream.response.end();
        });
  }

  /// One client.
  private final class Stream {
    private final HttpServerResponse response;
    private final HttpConnection connection;

    Stream(RoutingContext context) {
      this.response = context.response();
      this.connection = context.request().connection();
    }

    void send(Buffer event) {
      if (response.closed() || response.ended()) {
        forget(this);
      } else if (response.writeQueueFull()) {
        forget(this);
        cutOff.increment();
        log.info("Cut off a live stream whose client reads too slowly");
        HardClose.close(connection);
      } else {
        var _ = response.write(event);
      }
    }
  }
}
