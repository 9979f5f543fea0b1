package org.city311.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// Lets through only requests that carry the token (RFC 6750, section 2.1).
public final class BearerToken implements Handler<RoutingContext> {
  private static final String SCHEME = "Bearer ";

  private final byte[] expected;

  /// @param token at least 16 characters
  public BearerToken(String token) {
    if (token.length() < 16) {
      throw new IllegalArgumentException("an API token has at least 16 characters");
    }
    this.expected = token.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void handle(RoutingContext context) {
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null
        && header.startsWith(SCHEME)
        && MessageDigest.isEqual(
            expected, header.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8))) {
      context.next();
      return;
    }
    context.response().putHeader("WWW-Authenticate", "Bearer realm=\"city311\"");
    Answers.error(context, 401, "send the API token: Authorization: Bearer …");
  }
}
