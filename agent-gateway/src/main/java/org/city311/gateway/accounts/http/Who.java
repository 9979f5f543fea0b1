package org.city311.gateway.accounts.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.city311.gateway.accounts.Actor;

/// Who does what a request asks for, once [Guarded] has let it through: the account that is signed in, or the
/// program that has the API token.
public final class Who {
  private Who() {}

  /// As the audit calls them.
  public static String name(RoutingContext context) {
    boolean program = context.request().getHeader(HttpHeaders.AUTHORIZATION) != null;
    return program
        ? Actor.PROGRAM
        : SignedIn.session(context).map(session -> session.account().name()).orElse(Actor.PROGRAM);
  }
}
