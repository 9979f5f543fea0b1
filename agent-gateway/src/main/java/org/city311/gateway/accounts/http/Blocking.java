package org.city311.gateway.accounts.http;

import io.vertx.core.Context;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import org.city311.gateway.accounts.password.Hasher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what waits on virtual threads, a limited number at once, and answers on the event loop. Whoever tries
/// passwords by the thousand keeps nobody but others who sign in.
final class Blocking {
  private static final int MOST = 64;
  private static final Logger log = LoggerFactory.getLogger(Blocking.class);

  private final Semaphore places = new Semaphore(MOST);

  /// Writes an answer.
  @FunctionalInterface
  interface Answer {
    void to(RoutingContext context);
  }

  void run(RoutingContext context, Callable<Answer> work) {
    if (!places.tryAcquire()) {
      busy(context);
      return;
    }
    Context loop = context.vertx().getOrCreateContext();
    Thread.ofVirtual()
        .name("accounts-http")
        .start(
            () -> {
              try {
                Answer answer = call(work);
                loop.runOnContext(_ -> answer.to(context));
              } finally {
                places.release();
              }
            });
  }

  private static Answer call(Callable<Answer> work) {
    try {
      return work.call();
    } catch (Hasher.BusyException e) {
      return Blocking::busy;
    } catch (SQLException e) {
      log.warn("accounts can't be reached: {}", e.toString());
      return context ->
          Guarded.error(
              context,
              503,
              "the database is away; try again in a minute, and look whether it was done");
    } catch (IOException e) {
      log.error("the audit can't be written", e);
      return context ->
          Guarded.error(context, 503, "the audit can't be written, so nothing was changed");
    } catch (Exception e) {
      log.error("a fault with accounts", e);
      return context -> Guarded.error(context, 500, "a fault of ours; the log says which");
    }
  }

  private static void busy(RoutingContext context) {
    context.response().putHeader("Retry-After", "5");
    Guarded.error(context, 503, "too many sign in at this moment; try again in some seconds");
  }

  static Answer json(int status, JsonObject body) {
    return context -> {
      context.response().setStatusCode(status);
      context
          .response()
          .putHeader("Content-Type", "application/json; charset=utf-8")
          .putHeader("Cache-Control", "no-store")
          .end(body.encode());
    };
  }

  static Answer error(int status, String whatToDo) {
    return context -> Guarded.error(context, status, whatToDo);
  }
}
