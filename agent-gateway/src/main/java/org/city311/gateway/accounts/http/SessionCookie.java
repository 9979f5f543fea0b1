package org.city311.gateway.accounts.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.function.Predicate;
import org.city311.gateway.accounts.Token;

/// The cookie that says who is signed in (RFC 6265bis). Scripts can't read it, and no other site sends it.
/// Over TLS its name begins with `__Host-`, so that no other host and no plain connection can set it; over
/// plain HTTP, as on the machine itself, browsers would refuse that.
public final class SessionCookie {
  static final String PLAIN = "city311";
  static final String SECURE = "__Host-" + PLAIN;

  private final Predicate<HttpServerRequest> overTls;

  /// @param overTls whether the browser spoke TLS, to us or to the city's proxy
  public SessionCookie(Predicate<HttpServerRequest> overTls) {
    this.overTls = overTls;
  }

  /// What it says; empty if it is not there, or can't be a token.
  public Optional<Token> read(HttpServerRequest request) {
    return Optional.ofNullable(request.getCookie(name(request)))
        .map(Cookie::getValue)
        .flatMap(Token::of);
  }

  /// Sets it until the browser is closed; the server knows when it is over.
  void write(HttpServerRequest request, Token token) {
    HttpServerResponse response = request.response();
    response.addCookie(cookie(request, token.value()));
  }

  /// Takes it away.
  void clear(HttpServerRequest request) {
    request.response().addCookie(cookie(request, "").setMaxAge(0));
  }

  private Cookie cookie(HttpServerRequest request, String value) {
    return Cookie.cookie(name(request), value)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(overTls.test(request))
        .setSameSite(CookieSameSite.STRICT);
  }

  private String name(HttpServerRequest request) {
    return overTls.test(request) ? SECURE : PLAIN;
  }
}
