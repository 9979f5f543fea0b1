package org.city311.gateway.accounts.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.city311.gateway.accounts.Session;
import org.city311.gateway.accounts.Sessions;
import org.city311.gateway.accounts.Token;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out who asks, and lets everybody through: to be mounted before all that asks [#session]. What
/// somebody may is for [Guarded] to say.
public final class SignedIn implements Handler<RoutingContext> {
  private static final String SESSION = Session.class.getName();
  private static final String TOKEN = Token.class.getName();
  private static final String UNKNOWN = SignedIn.class.getName() + ".unknown";
  private static final Logger log = LoggerFactory.getLogger(SignedIn.class);

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

  @Override
  public void handle(RoutingContext context) {
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
    // What is sent meanwhile waits.
    context.request().pause();
    context
        .vertx()
        .executeBlocking(() -> sessions.find(token.get()), false)
        .onComplete(
            found -> {
              context.request().resume();
              if (found.failed()) {
                log.warn("it can't be told who asks: {}", found.cause().toString());
                context.put(UNKNOWN, true);
                context.next();
              } else {
                goOn(context, token.get(), found.result());
              }
            });
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
