package org.city311.gateway.recording.http;

import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what waits on virtual threads, a limited number at once.
final class Waiting {
  private static final int MOST = 64;
  private static final Logger log = LoggerFactory.getLogger(Waiting.class);

  private final Semaphore places = new Semaphore(MOST);

  /// Answers a request, and may wait meanwhile.
  @FunctionalInterface
  interface Work {
    void run() throws IOException, SQLException;
  }

  void run(RoutingContext context, Work work) {
    if (!places.tryAcquire()) {
      context.response().putHeader("Retry-After", "5");
      Json.error(context, 503, "too many ask for recordings at once; try again in some seconds");
      return;
    }
    Thread.ofVirtual()
        .name("recordings-http")
        .start(
            () -> {
              try {
                work.run();
              } catch (SQLException e) {
                log.warn("recordings can't be found: {}", e.toString());
                Json.error(context, 503, "the database is away; try again in a minute");
              } catch (NoSuchFileException e) {
                Json.error(context, 404, "the sound of this recording is no longer there");
              } catch (IOException e) {
                log.error("a recording can't be read, or its audit not be written", e);
                Json.error(context, 503, "it could not be done; the log says why");
              } catch (RuntimeException e) {
                log.error("a fault with recordings", e);
                Json.error(context, 500, "a fault of ours; the log says which");
              } finally {
                places.release();
              }
            });
  }
}
