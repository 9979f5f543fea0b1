package org.city311.server;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.city311.gateway.accounts.Account;
import org.city311.gateway.accounts.AccountDesk;
import org.city311.gateway.accounts.AccountsDatabase;
import org.city311.gateway.accounts.FirstAdministrator;
import org.city311.gateway.accounts.Role;
import org.city311.gateway.accounts.Sessions;
import org.city311.gateway.accounts.SignIns;
import org.city311.gateway.accounts.http.AccountJson;
import org.city311.gateway.accounts.http.AccountRoutes;
import org.city311.gateway.accounts.http.Door;
import org.city311.gateway.accounts.http.SessionCookie;
import org.city311.gateway.accounts.http.SessionRoutes;
import org.city311.gateway.accounts.http.SignedIn;
import org.city311.gateway.accounts.password.Hasher;
import org.city311.gateway.audit.AuditLog;
import org.city311.gateway.http.BearerToken;
import org.city311.metrics.record.DatabaseSettings;
import org.city311.requests.access.Person;
import org.city311.requests.http.edge.Strangers;
import org.city311.server.config.Configuration;
import org.city311.server.http.RouteRules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who may sign in and what they may do, put together as the configuration has it.
final class People implements AutoCloseable {
  /// How soon the first account is tried again while the database is away.
  private static final int RETRY_SECONDS = 5;

  private static final Logger log = LoggerFactory.getLogger(People.class);

  private final AccountsDatabase database;
  private final Sessions sessions;
  private final AccountDesk desk;
  private final SignIns signIns;
  private final FirstAdministrator first;
  private final SessionCookie cookie;
  private final Strangers strangers;
  private final ScheduledExecutorService beginner =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("first-account").daemon().factory());

  /// Asks nothing of the database yet.
  ///
  /// @param firstPassword what the first administrator signs in with
  People(
      Configuration configuration,
      DatabaseSettings settings,
      AuditLog audit,
      String firstPassword) {
    Set<String> proxies = Set.copyOf(configuration.requests().open().proxies());
    Hasher hasher = new Hasher();
    this.database = new AccountsDatabase(settings.url(), settings.user(), settings.password());
    this.sessions = new Sessions(database, configuration.accounts(), InstantSource.system());
    this.desk =
        new AccountDesk(
            database, sessions, audit, hasher, account -> AccountJson.write(account).encode());
    this.signIns = new SignIns(database, sessions, audit, InstantSource.system(), hasher);
    this.first = new FirstAdministrator(desk, firstPassword);
    this.cookie = new SessionCookie(request -> isOverTls(request, proxies));
    this.strangers = new Strangers(proxies);
  }

  /// Whether the browser spoke TLS: to us, or to the city's own proxy, which says so.
  private static boolean isOverTls(HttpServerRequest request, Set<String> proxies) {
    return request.isSSL()
        || ("https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"))
            && proxies.contains(String.valueOf(request.remoteAddress().hostAddress())));
  }

  /// To be mounted first: it lets in whatever is mounted after it.
  void mount(Router router, BearerToken programs) {
    new Door(new SignedIn(sessions, cookie), programs, RouteRules.all()).mount(router);
    new SessionRoutes(signIns, cookie, strangers::of).mount(router);
    new AccountRoutes(desk, Door::passed, strangers::of).mount(router);
  }

  /// Whoever is signed in, as the service requests know staff.
  static Optional<Person> staff(RoutingContext context) {
    return SignedIn.session(context)
        .map(session -> session.account())
        .map(account -> new Person(most(account), account.department(), account.name()));
  }

  /// What a person may do there is for the rules to say; this is the most of it.
  private static org.city311.requests.access.Role most(Account account) {
    if (account.roles().contains(Role.ADMINISTRATOR)) {
      return org.city311.requests.access.Role.ADMIN;
    }
    return account.roles().contains(Role.DEPARTMENT)
        ? org.city311.requests.access.Role.DEPARTMENT
        : org.city311.requests.access.Role.AGENT;
  }

  Sessions sessions() {
    return sessions;
  }

  void start() {
    sessions.start();
    beginner.execute(this::makeFirst);
  }

  private void makeFirst() {
    try {
      first.makeIfNobody();
      beginner.shutdown();
    } catch (SQLException | IOException | Hasher.BusyException e) {
      log.debug("it can't be told yet whether anybody has an account: {}", e.toString());
      var _ = beginner.schedule(this::makeFirst, RETRY_SECONDS, TimeUnit.SECONDS);
    } catch (RuntimeException e) {
      log.error("the first account can't be made", e);
    }
  }

  @Override
  public void close() {
    beginner.shutdownNow();
    sessions.close();
    database.close();
  }
}
