package org.city311.gateway.accounts.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.city311.gateway.accounts.Actor;

/// Who does what a request asks for, once [Guarded] has let it through: the account that is signed in, or the
/// program that has the API token.
public final class Who {
  private static final String SCHEME = "Bearer ";

  private Who() {}

  /// As the audit calls them.
  public static String name(RoutingContext context) {
    return isProgram(context)
        ? Actor.PROGRAM
        : SignedIn.session(context).map(session -> session.account().name()).orElse(Actor.PROGRAM);
  }

  /// Whether a program asks: it shows a token (RFC 6750, section 2.1). Browsers send other schemes by themselves
  /// where a proxy asks for a password of its own.
  public static boolean isProgram(RoutingContext context) {
    String sent = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    return sent != null && sent.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }
}
