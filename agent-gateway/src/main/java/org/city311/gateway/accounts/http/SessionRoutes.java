package org.city311.gateway.accounts.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.city311.gateway.accounts.Account;
import org.city311.gateway.accounts.Session;
import org.city311.gateway.accounts.SignIns;
import org.city311.gateway.accounts.Token;

/// `/api/session`: signing in and out.
///
/// `GET` says who is signed in, and what to send with each change. `POST` with `{"name", "password"}` signs in:
/// 401 if they don't belong together, 429 with `Retry-After` after too many tries. `DELETE` signs out. `PUT
/// /api/session/password` with `{"before", "after"}` sets another password: 409 if the one before is wrong, 400 if the
/// new one may not be chosen.
public final class SessionRoutes {
  static final String PATH = "/api/session";
  private static final int MOST_NAME = 60;
  private static final int MOST_PASSWORD = 1_000;

  private final SignIns signIns;
  private final SessionCookie cookie;
  private final Function<HttpServerRequest, String> address;
  private final Optional<String> openId;
  private final Blocking blocking = new Blocking();

  /// @param address where a request comes from: an IP address
  /// @param openId the name of the OpenID provider where one can sign in, too
  public SessionRoutes(
      SignIns signIns,
      SessionCookie cookie,
      Function<HttpServerRequest, String> address,
      Optional<String> openId) {
    this.signIns = signIns;
    this.cookie = cookie;
    this.address = address;
    this.openId = openId;
  }

  public void mount(Router router) {
    router.get(PATH).handler(this::show);
    Bodies.taking(router.post(PATH), this::signIn);
    router.delete(PATH).handler(this::signOut);
    Bodies.taking(router.put(PATH + "/password"), this::changePassword);
  }

  private void show(RoutingContext context) {
    if (SignedIn.isUnknown(context)) {
      Guarded.error(
          context, 503, "it can't be told who you are, as the database is away; try again");
      return;
    }
    Optional<Session> session = SignedIn.session(context);
    Optional<Token> token = SignedIn.token(context);
    JsonObject body =
        session.isPresent() && token.isPresent()
            ? shown(session.get().account(), token.get())
            : new JsonObject().putNull("account");
    openId.ifPresent(name -> body.put("openid", name));
    Blocking.json(200, body).to(context);
  }

  private static JsonObject shown(Account account, Token token) {
    return new JsonObject().put("account", AccountJson.write(account)).put("csrf", token.csrf());
  }

  private void signIn(RoutingContext context, JsonObject body) {
    Optional<String> name = text(body, "name", MOST_NAME);
    Optional<String> password = text(body, "password", MOST_PASSWORD);
    if (!Guarded.isOfOurOrigin(context, cookie.isOverTls(context.request()))) {
      return;
    }
    if (name.isEmpty() || password.isEmpty()) {
      Guarded.error(context, 400, "send {\"name\": …, \"password\": …}");
      return;
    }
    String from = address.apply(context.request());
    Optional<Session> before = SignedIn.session(context);
    blocking.run(context, () -> answer(signIn(name.get(), password.get(), from, before)));
  }

  /// Whoever was signed in at this browser before, is not any more.
  private SignIns.Outcome signIn(
      String name, String password, String from, Optional<Session> before) throws Exception {
    SignIns.Outcome outcome = signIns.signIn(name.strip().toLowerCase(Locale.ROOT), password, from);
    if (outcome instanceof SignIns.In && before.isPresent()) {
      signIns.signOut(before.get(), from);
    }
    return outcome;
  }

  private void changePassword(RoutingContext context, JsonObject body) {
    Optional<Session> session = SignedIn.session(context);
    if (session.isEmpty()) {
      Guarded.error(context, 401, "sign in first");
      return;
    }
    Optional<String> before = text(body, "before", MOST_PASSWORD);
    Optional<String> after = text(body, "after", MOST_PASSWORD);
    if (!Guarded.isFromOurPages(context)) {
      return;
    }
    if (before.isEmpty() || after.isEmpty()) {
      Guarded.error(context, 400, "send {\"before\": …, \"after\": …}");
      return;
    }
    String from = address.apply(context.request());
    blocking.run(
        context,
        () -> changed(signIns.changePassword(session.get(), before.get(), after.get(), from)));
  }

  private void signOut(RoutingContext context) {
    Optional<Session> session = SignedIn.session(context);
    if (session.isEmpty()) {
      cookie.clear(context.request());
      Blocking.json(200, new JsonObject().putNull("account")).to(context);
    } else if (Guarded.isFromOurPages(context)) {
      String from = address.apply(context.request());
      cookie.clear(context.request());
      blocking.run(
          context,
          () -> {
            signIns.signOut(session.get(), from);
            return Blocking.json(200, new JsonObject().putNull("account"));
          });
    }
  }

  private Blocking.Answer changed(SignIns.Outcome outcome) {
    return outcome instanceof SignIns.Wrong
        ? Blocking.error(409, "the password before is another; nothing was changed")
        : answer(outcome);
  }

  private Blocking.Answer answer(SignIns.Outcome outcome) {
    return switch (outcome) {
      case SignIns.In in ->
          context -> {
            cookie.write(context.request(), in.begun().token());
            Blocking.json(200, shown(in.begun().session().account(), in.begun().token()))
                .to(context);
          };
      case SignIns.Wrong _ ->
          Blocking.error(401, "name and password don't belong together; try again");
      case SignIns.Slow slow -> context -> slow(context, slow.pause());
      case SignIns.Ended _ -> Blocking.error(401, "you were signed out meanwhile; sign in");
      case SignIns.Unfit unfit -> Blocking.error(400, unfit.why());
    };
  }

  private static void slow(RoutingContext context, Duration wait) {
    long seconds = wait.plusMillis(999).toSeconds();
    context.response().putHeader("Retry-After", Long.toString(seconds));
    Guarded.error(context, 429, "it was tried too often; try again in " + seconds + " s");
  }

  private static Optional<String> text(JsonObject body, String field, int most) {
    return body.getValue(field) instanceof String text && !text.isEmpty() && text.length() <= most
        ? Optional.of(text)
        : Optional.empty();
  }
}
