package org.city311.gateway.accounts.http;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.city311.gateway.accounts.Session;
import org.city311.gateway.accounts.Sessions;
import org.city311.gateway.accounts.Token;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out who asks, and lets everybody through: to be mounted before all that asks [#session]. What
/// somebody may is for [Guarded] to say. Only a limited number of requests wait for the database at once; of
/// the others it is not known who asks.
public final class SignedIn implements Handler<RoutingContext> {
  private static final String SESSION = Session.class.getName();
  private static final String TOKEN = Token.class.getName();
  private static final String UNKNOWN = SignedIn.class.getName() + ".unknown";
  private static final String TLS = SignedIn.class.getName() + ".tls";
  private static final Logger log = LoggerFactory.getLogger(SignedIn.class);

  /// Requests that wait for the database at once, on threads of their own: more than a centre has desks that
  /// come back to a node that was started.
  static final int MOST = 256;

  private final Semaphore places = new Semaphore(MOST);
  private final AtomicBoolean away = new AtomicBoolean();
  private final Sessions sessions;
  private final SessionCookie cookie;

  public SignedIn(Sessions sessions, SessionCookie cookie) {
    this.sessions = sessions;
    this.cookie = cookie;
  }

  /// Who asks; empty for nobody who is signed in.
  public static Optional<Session> session(RoutingContext context) {
    return Optional.ofNullable(context.get(SESSION));
  }

  /// What they showed for it.
  static Optional<Token> token(RoutingContext context) {
    return Optional.ofNullable(context.get(TOKEN));
  }

  /// Whether it can't be told who asks, as the database is away.
  static boolean isUnknown(RoutingContext context) {
    return context.get(UNKNOWN) != null;
  }

  /// Whether the browser spoke TLS.
  static boolean isOverTls(RoutingContext context) {
    return Boolean.TRUE.equals(context.get(TLS));
  }

  @Override
  public void handle(RoutingContext context) {
    context.put(TLS, cookie.isOverTls(context.request()));
    Optional<Token> token = cookie.read(context.request());
    if (token.isEmpty()) {
      context.next();
      return;
    }
    Optional<Session> remembered = sessions.remembered(token.get());
    if (remembered.isPresent()) {
      goOn(context, token.get(), remembered);
      return;
    }
    if (!places.tryAcquire()) {
      unknown(context);
      return;
    }
    // What is sent meanwhile waits.
    context.request().pause();
    Context loop = context.vertx().getOrCreateContext();
    Thread.ofVirtual().name("who-asks").start(() -> find(context, token.get(), loop));
  }

  private void find(RoutingContext context, Token token, Context loop) {
    Handler<RoutingContext> found;
    try {
      Optional<Session> session = sessions.find(token);
      found = asked -> goOn(asked, token, session);
      if (away.getAndSet(false)) {
        log.info("it can be told again who asks");
      }
    } catch (SQLException | RuntimeException e) {
      found = SignedIn::unknown;
      if (!away.getAndSet(true)) {
        log.warn("it can't be told who asks, if this node does not remember it: {}", e.toString());
      }
    } finally {
      places.release();
    }
    Handler<RoutingContext> answer = found;
    loop.runOnContext(
        _ -> {
          context.request().resume();
          answer.handle(context);
        });
  }

  private static void unknown(RoutingContext context) {
    context.put(UNKNOWN, true);
    context.next();
  }

  private static void goOn(RoutingContext context, Token token, Optional<Session> session) {
    session.ifPresent(
        found -> {
          context.put(SESSION, found);
          context.put(TOKEN, token);
        });
    context.next();
  }
}
