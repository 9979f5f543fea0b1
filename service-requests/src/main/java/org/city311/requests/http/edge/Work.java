package org.city311.requests.http.edge;

import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.city311.requests.store.DatabaseAwayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what waits for the database or the disk on virtual threads, a limited number at once, and answers
/// on the event loop. While the database is away, or all places are taken for long, it says when to come
/// again. Safe for any thread.
public final class Work {
  /// As many as may use the database at once; others wait for a place.
  private static final int AT_ONCE = 32;

  private static final Duration WAITS = Duration.ofSeconds(2);
  private static final int MAX_WAITING = 1_000;
  private static final Duration AWAY = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(Work.class);

  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final Semaphore waiting = new Semaphore(AT_ONCE + MAX_WAITING);

  /// @param refuse writes the answer when the task can't be done
  public <T> void run(
      RoutingContext context,
      Callable<T> task,
      Consumer<T> answer,
      BiConsumer<RoutingContext, Refusal> refuse) {
    if (!waiting.tryAcquire()) {
      refuse.accept(context, busy());
      return;
    }
    Context loop = context.vertx().getOrCreateContext();
    Thread.ofVirtual()
        .name("requests-http")
        .start(
            () -> {
              try {
                T result = placed(task);
                loop.runOnContext(_ -> answer.accept(result));
              } catch (Exception e) {
                Refusal refusal = refusal(context, e);
                loop.runOnContext(_ -> refuse.accept(context, refusal));
              } finally {
                waiting.release();
              }
            });
  }

  private <T> T placed(Callable<T> task) throws Exception {
    if (!places.tryAcquire(WAITS.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new RefusedException(busy());
    }
    try {
      return task.call();
    } finally {
      places.release();
    }
  }

  private static Refusal busy() {
    return Refusal.later(503, "too much is asked at the moment: try again", Duration.ofSeconds(5));
  }

  /// The database is away, or in too much use.
  public static Refusal away() {
    return Refusal.later(
        503, "this can't be done at the moment, and nothing was stored: try again", AWAY);
  }

  /// A mistake in our own code.
  public static Refusal fault() {
    return Refusal.of(500, "a fault of ours; it is in our log");
  }

  /// What a task that failed is answered with.
  private static Refusal refusal(RoutingContext context, Exception e) {
    return switch (e) {
      case RefusedException refused -> refused.refusal();
      // Said once by the one who found out, and not for each call.
      case DatabaseAwayException _ -> away();
      case SQLException broken when isOfTheConnection(broken) -> {
        log.warn("{} can't be answered: {}", context.normalizedPath(), broken.toString());
        yield away();
      }
      case SQLException _, IOException _ -> {
        log.warn("{} can't be answered: {}", context.normalizedPath(), e.toString());
        yield away();
      }
      default -> {
        log.error("{} failed", context.normalizedPath(), e);
        yield fault();
      }
    };
  }

  /// None was free, it broke (class 08), or the server is stopping (57P): where that was says nothing.
  private static boolean isOfTheConnection(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return e instanceof SQLTransientConnectionException
        || state.startsWith("08")
        || state.startsWith("57P");
  }
}
