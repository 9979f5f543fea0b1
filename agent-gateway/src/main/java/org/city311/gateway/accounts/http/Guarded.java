package org.city311.gateway.accounts.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.city311.gateway.accounts.Role;
import org.city311.gateway.accounts.Session;
import org.city311.gateway.accounts.Token;
import org.jspecify.annotations.Nullable;

/// Lets through who is signed in and has one of some roles, and answers the others: 401 to nobody, 403 to
/// somebody who may not. [SignedIn] has to come before it.
///
/// Each change has to carry the header [#CSRF_HEADER] with what `GET /api/session` says, and each request
/// that is one or opens a WebSocket has to come from a page of ours if it says where it comes from (OWASP
/// Cross-Site Request Forgery Prevention Cheat Sheet: synchronizer token, and standard headers).
public final class Guarded implements Handler<RoutingContext> {
  /// Carries what shows that a page of ours asks.
  public static final String CSRF_HEADER = "City311-CSRF";

  /// What only reads (RFC 9110, section 9.2.1).
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final Set<Role> roles;
  private final BiPredicate<RoutingContext, Session> also;
  private final @Nullable Handler<RoutingContext> programs;

  private Guarded(
      Set<Role> roles,
      BiPredicate<RoutingContext, Session> also,
      @Nullable Handler<RoutingContext> programs) {
    this.roles = Set.copyOf(roles);
    this.also = also;
    this.programs = programs;
  }

  /// Whoever has one of these roles.
  public static Guarded by(Set<Role> roles) {
    return new Guarded(roles, (_, _) -> false, null);
  }

  /// And whoever has none of them if so much holds, such as that the path names the agent that they are.
  public Guarded orWhere(BiPredicate<RoutingContext, Session> holds) {
    return new Guarded(roles, holds, programs);
  }

  /// Programs, which send no cookie but a header `Authorization: Bearer …`, are let through by another.
  public Guarded orProgramsBy(Handler<RoutingContext> guard) {
    return new Guarded(roles, also, guard);
  }

  @Override
  public void handle(RoutingContext context) {
    if (programs != null && Who.isProgram(context)) {
      programs.handle(context);
      return;
    }
    Optional<Session> session = SignedIn.session(context);
    if (SignedIn.isUnknown(context)) {
      error(context, 503, "it can't be told who you are, as the database is away; try again");
    } else if (session.isEmpty()) {
      context.response().putHeader("WWW-Authenticate", "Bearer realm=\"city311\"");
      error(context, 401, "sign in; programs send the API token instead: Authorization: Bearer …");
    } else {
      admit(context, session.get());
    }
  }

  private void admit(RoutingContext context, Session session) {
    if (session.account().mustChange()) {
      error(context, 403, "choose a password of your own first");
    } else if (!session.account().hasAny(roles) && !also.test(context, session)) {
      error(context, 403, "your account may not do this; ask an administrator");
    } else if (isFromOurPages(context)) {
      context.next();
    }
  }

  /// Whether a request only reads, or shows that a page of ours sends it. Answers 403 itself if not.
  static boolean isFromOurPages(RoutingContext context) {
    HttpServerRequest request = context.request();
    boolean opens = request.getHeader(HttpHeaders.UPGRADE) != null;
    boolean reads = SAFE.contains(request.method());
    if (reads && !opens) {
      return true;
    }
    if (opens && request.getHeader(HttpHeaders.ORIGIN) == null) {
      error(context, 403, "this is taken from our own pages only");
      return false;
    }
    if (!isOfOurOrigin(context, SignedIn.isOverTls(context))) {
      return false;
    }
    String sent = request.getHeader(CSRF_HEADER);
    Optional<Token> token = SignedIn.token(context);
    if (!reads && (sent == null || token.isEmpty() || !token.get().isCsrf(sent))) {
      error(context, 403, "send the header " + CSRF_HEADER + " with what GET /api/session says");
      return false;
    }
    return true;
  }

  /// Whether a request comes from a page of ours, if it says where from. Answers 403 itself if not.
  ///
  /// @param tls whether the browser spoke TLS; a page that did not is another's then
  static boolean isOfOurOrigin(RoutingContext context, boolean tls) {
    String origin = context.request().getHeader(HttpHeaders.ORIGIN);
    boolean ours = origin == null || isOurs(context.request(), origin, tls);
    if (!ours) {
      error(context, 403, "this is taken from our own pages only");
    }
    return ours;
  }

  /// Whether an origin (RFC 6454) is the one that was asked.
  private static boolean isOurs(HttpServerRequest request, String origin, boolean tls) {
    try {
      URI from = URI.create(origin);
      String asked = request.authority() == null ? "" : request.authority().toString();
      return asked.equalsIgnoreCase(String.valueOf(from.getRawAuthority()))
          && (!tls || "https".equalsIgnoreCase(from.getScheme()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static void error(RoutingContext context, int status, String whatToDo) {
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(new JsonObject().put("error", whatToDo).encode());
  }
}
