package org.city311.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.city311.gateway.accounts.Account;
import org.city311.gateway.accounts.AccountDesk;
import org.city311.gateway.accounts.AccountsDatabase;
import org.city311.gateway.accounts.FirstAdministrator;
import org.city311.gateway.accounts.Journal;
import org.city311.gateway.accounts.OpenIdSignIns;
import org.city311.gateway.accounts.Role;
import org.city311.gateway.accounts.Sessions;
import org.city311.gateway.accounts.SignInTally;
import org.city311.gateway.accounts.SignIns;
import org.city311.gateway.accounts.Workplaces;
import org.city311.gateway.accounts.http.AccountJson;
import org.city311.gateway.accounts.http.AccountRoutes;
import org.city311.gateway.accounts.http.Door;
import org.city311.gateway.accounts.http.OpenIdRoutes;
import org.city311.gateway.accounts.http.SessionCookie;
import org.city311.gateway.accounts.http.SessionRoutes;
import org.city311.gateway.accounts.http.SignedIn;
import org.city311.gateway.accounts.openid.OpenIdProvider;
import org.city311.gateway.accounts.password.Hasher;
import org.city311.gateway.accounts.password.PasswordHash;
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
  private final Workplaces workplaces;
  private final SignIns signIns;
  private final FirstAdministrator first;
  private final SessionCookie cookie;
  private final Strangers strangers;
  private final Optional<OpenIdRoutes> openId;
  private final ScheduledExecutorService beginner =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("first-account").daemon().factory());

  /// Asks nothing of the database yet.
  ///
  /// @param firstPassword what the first administrator signs in with
  /// @param workplaces the agents and departments that there are, whenever it is asked
  People(
      Configuration configuration,
      DatabaseSettings settings,
      AuditLog audit,
      String firstPassword,
      Workplaces workplaces) {
    Set<String> proxies = Set.copyOf(configuration.requests().open().proxies());
    Hasher hasher = new Hasher(PasswordHash.Cost.STANDARD);
    this.database = new AccountsDatabase(settings.url(), settings.user(), settings.password());
    this.sessions =
        new Sessions(database, configuration.accounts().limits(), InstantSource.system());
    this.desk =
        new AccountDesk(
            database, sessions, audit, hasher, account -> AccountJson.write(account).encode());
    this.signIns = new SignIns(database, sessions, audit, InstantSource.system(), hasher);
    this.workplaces = workplaces;
    this.first = new FirstAdministrator(desk, firstPassword);
    this.cookie = new SessionCookie(request -> isOverTls(request, proxies));
    this.strangers = new Strangers(proxies);
    this.openId =
        configuration
            .accounts()
            .openId()
            .map(there -> openId(there, new Journal(audit, InstantSource.system())));
  }

  private OpenIdRoutes openId(Configuration.OpenId there, Journal journal) {
    return new OpenIdRoutes(
        new OpenIdProvider(there.settings()),
        new OpenIdSignIns(
            database,
            sessions,
            journal,
            there.roles(),
            account -> AccountJson.write(account).encode()),
        cookie,
        strangers::of);
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
    Optional<String> elsewhere = openId.map(OpenIdRoutes::name);
    new SessionRoutes(signIns, cookie, strangers::of, elsewhere).mount(router);
    openId.ifPresent(routes -> routes.mount(router));
    new AccountRoutes(desk, workplaces, Door::passed, strangers::of).mount(router);
  }

  /// Whoever is signed in, as the service requests know staff.
  static Optional<Person> staff(RoutingContext context) {
    return SignedIn.session(context).map(session -> person(session.account(), Door.roles(context)));
  }

  /// Somebody as those of their roles have them by which they were let in: no role brings along what another may do
  /// elsewhere.
  ///
  /// @param admitted the roles that may ask for this
  static Person person(Account account, Set<Role> admitted) {
    Set<Role> by = account.roles().stream().filter(admitted::contains).collect(Collectors.toSet());
    if (by.contains(Role.ADMINISTRATOR)) {
      return new Person(
          org.city311.requests.access.Role.ADMIN, Optional.empty(), true, account.name());
    }
    boolean takesCalls = by.contains(Role.AGENT) || by.contains(Role.SUPERVISOR);
    return by.contains(Role.DEPARTMENT)
        ? new Person(
            org.city311.requests.access.Role.DEPARTMENT,
            account.department(),
            takesCalls,
            account.name())
        : new Person(
            org.city311.requests.access.Role.AGENT, Optional.empty(), takesCalls, account.name());
  }

  /// What of sign-ins monitoring sees.
  void bindTo(MeterRegistry registry) {
    for (SignInTally.Result result : SignInTally.Result.values()) {
      FunctionCounter.builder("city311.sign.ins", signIns.tally(), tally -> tally.of(result))
          .description("tries to sign in by name and password at this node, by what became of them")
          .tag("result", result.word())
          .register(registry);
    }
    FunctionCounter.builder("city311.sign.in.lock.outs", signIns.tally(), SignInTally::lockOuts)
        .description("how often a name or an address began to have to wait at this node")
        .register(registry);
  }

  Sessions sessions() {
    return sessions;
  }

  /// To be called when the agents are known: accounts that name one who is not there are told of in the log.
  void start() {
    sessions.start();
    beginner.execute(this::makeFirst);
  }

  private void makeFirst() {
    try {
      first.makeIfNobody();
      strays(desk.all(), workplaces).forEach(log::warn);
      beginner.shutdown();
    } catch (SQLException | IOException | Hasher.BusyException e) {
      log.debug("it can't be told yet whether anybody has an account: {}", e.toString());
      var _ = beginner.schedule(this::makeFirst, RETRY_SECONDS, TimeUnit.SECONDS);
    } catch (RuntimeException e) {
      log.error("the first account can't be made", e);
    }
  }

  /// What an operator is told of accounts that may sign in and name an agent or a department that is not there.
  static List<String> strays(List<Account> all, Workplaces workplaces) {
    return all.stream()
        .filter(account -> !account.disabled())
        .flatMap(
            account ->
                workplaces.missing(account).stream()
                    .map(field -> stray(account, Workplaces.told(account, field))))
        .toList();
  }

  private static String stray(Account account, String what) {
    return "account="
        + account.name()
        + ": "
        + what
        + " any more; change or disable the account at /admin, or bring it back";
  }

  @Override
  public void close() {
    beginner.shutdownNow();
    sessions.close();
    database.close();
  }
}
