package org.city311.gateway.accounts.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.city311.gateway.accounts.OpenIdSignIns;
import org.city311.gateway.accounts.Sessions;
import org.city311.gateway.accounts.openid.OpenIdException;
import org.city311.gateway.accounts.openid.OpenIdProvider;
import org.city311.gateway.accounts.openid.Trip;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/api/session/openid`: signing in at the city's OpenID provider. `GET` sends the browser there, and
/// `/api/session/openid/back` is where it comes back to. Both end in a page: `/sign-in?refused` if it came to
/// nothing.
public final class OpenIdRoutes {
  public static final String PATH = "/api/session/openid";
  public static final String BACK = PATH + "/back";

  private static final String COOKIE = "city311-openid";
  private static final Duration TRIP = Duration.ofMinutes(10);
  private static final int MOST_QUERY = 8_000;
  private static final Logger log = LoggerFactory.getLogger(OpenIdRoutes.class);

  private final OpenIdProvider provider;
  private final OpenIdSignIns signIns;
  private final SessionCookie cookie;
  private final Function<HttpServerRequest, String> address;
  private final Blocking blocking = new Blocking();

  /// @param address where a request comes from: an IP address
  public OpenIdRoutes(
      OpenIdProvider provider,
      OpenIdSignIns signIns,
      SessionCookie cookie,
      Function<HttpServerRequest, String> address) {
    this.provider = provider;
    this.signIns = signIns;
    this.cookie = cookie;
    this.address = address;
  }

  /// What the provider is called.
  public String name() {
    return provider.name();
  }

  public void mount(Router router) {
    router.get(PATH).handler(this::leave);
    router.get(BACK).handler(this::comeBack);
  }

  private void leave(RoutingContext context) {
    blocking.run(
        context,
        () -> {
          try {
            OpenIdProvider.Leaving leaving = provider.leave();
            return answered -> {
              keep(answered, leaving.trip().written(), TRIP);
              go(answered, leaving.to().toString());
            };
          } catch (OpenIdException e) {
            log.warn("nobody can sign in by OpenID: {}", e.getMessage());
            return OpenIdRoutes::refuse;
          }
        });
  }

  private void comeBack(RoutingContext context) {
    Optional<Trip> trip =
        Optional.ofNullable(context.request().getCookie(name(context)))
            .map(Cookie::getValue)
            .flatMap(Trip::of);
    String query = String.valueOf(context.request().query());
    String from = address.apply(context.request());
    keep(context, "", Duration.ZERO);
    if (trip.isEmpty() || query.length() > MOST_QUERY) {
      refuse(context);
      return;
    }
    blocking.run(context, () -> signIn(trip.get(), query, from));
  }

  private Blocking.Answer signIn(Trip trip, String query, String from) throws Exception {
    try {
      URI back = URI.create("http://localhost" + BACK + "?" + query);
      Optional<Sessions.Begun> begun = signIns.signIn(provider.comeBack(trip, back), from);
      return begun.isEmpty()
          ? OpenIdRoutes::refuse
          : context -> {
            cookie.write(context.request(), begun.get().token());
            go(context, "/sign-in?done");
          };
    } catch (OpenIdException | IllegalArgumentException e) {
      log.info("a sign-in by OpenID came to nothing: {}", e.getMessage());
      signIns.failed("the provider did not vouch for anybody", from);
      return OpenIdRoutes::refuse;
    }
  }

  /// Sent along when the browser comes back from another site, as the session's own cookie is not.
  private void keep(RoutingContext context, String value, Duration age) {
    context
        .response()
        .addCookie(
            Cookie.cookie(name(context), value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(cookie.isOverTls(context.request()))
                .setSameSite(CookieSameSite.LAX)
                .setMaxAge(age.toSeconds()));
  }

  private String name(RoutingContext context) {
    return cookie.isOverTls(context.request()) ? "__Host-" + COOKIE : COOKIE;
  }

  private static void refuse(RoutingContext context) {
    go(context, "/sign-in?refused");
  }

  private static void go(RoutingContext context, String to) {
    context
        .response()
        .setStatusCode(303)
        .putHeader("Location", to)
        .putHeader("Cache-Control", "no-store")
        .end();
  }
}
