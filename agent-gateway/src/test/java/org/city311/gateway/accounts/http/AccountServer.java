package org.city311.gateway.accounts.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.city311.gateway.accounts.AccountDesk;
import org.city311.gateway.accounts.AccountsDatabase;
import org.city311.gateway.accounts.MovingClock;
import org.city311.gateway.accounts.Nodes;
import org.city311.gateway.accounts.People;
import org.city311.gateway.accounts.PostgresServer;
import org.city311.gateway.accounts.Role;
import org.city311.gateway.accounts.SessionLimits;
import org.city311.gateway.accounts.Sessions;
import org.city311.gateway.accounts.SignIns;
import org.city311.gateway.accounts.Workplaces;
import org.city311.gateway.accounts.password.Hasher;
import org.city311.gateway.http.BearerToken;
import org.city311.gateway.http.MemoryAudit;
import org.city311.gateway.openapi.Described;
import org.city311.ivr.agent.AgentId;
import org.jspecify.annotations.Nullable;

/// The routes of accounts on a real web server at a free loopback port, over a real PostgreSQL.
final class AccountServer implements AutoCloseable {
  static final String TOKEN = "0123456789abcdef0123456789abcdef";

  final PostgresServer postgres = PostgresServer.emptied();
  final AccountsDatabase database = postgres.database();
  final MovingClock clock = new MovingClock();
  final MemoryAudit audit = new MemoryAudit();
  final Sessions sessions = new Sessions(database, SessionLimits.DEFAULT, clock);
  final AccountDesk desk;

  /// Those that there are.
  final Set<AgentId> agents = ConcurrentHashMap.newKeySet();

  final Set<String> departments = ConcurrentHashMap.newKeySet();
  final SessionCookie cookie = new SessionCookie(request -> request.getHeader("X-Tls") != null);
  final Router router;
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  // By HTTP/1.1, where as many as like ask at once.
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  AccountServer() {
    Hasher hasher = new Hasher(People.CHEAP);
    desk =
        new AccountDesk(
            database, sessions, audit, hasher, account -> AccountJson.write(account).encode());
    router = Router.router(vertx);
    router.route().handler(new SignedIn(sessions, cookie));
    router
        .get("/blocking")
        .handler(
            context ->
                context
                    .vertx()
                    .executeBlocking(() -> "done", false)
                    .onComplete(done -> context.end(done.result())));
    new SessionRoutes(
            new SignIns(database, sessions, audit, clock, hasher),
            cookie,
            _ -> "192.0.2.7",
            Optional.empty())
        .mount(router);
    new AccountRoutes(
            desk,
            new Workplaces(agents::contains, departments::contains),
            Guarded.by(Set.of(Role.ADMINISTRATOR)).orProgramsBy(new BearerToken(TOKEN)),
            _ -> "192.0.2.7")
        .mount(router);
    server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  void lookAfterSessions() throws Exception {
    Nodes.look(sessions);
  }

  /// A browser with nobody signed in.
  Browser browser() {
    return new Browser();
  }

  /// Asks as a program does.
  HttpResponse<String> program(String method, String path, @Nullable JsonObject body)
      throws Exception {
    return send(request(method, path, body).header("Authorization", "Bearer " + TOKEN));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return Described.checked(client.send(request.build(), BodyHandlers.ofString()));
  }

  HttpRequest.Builder request(String method, String path, @Nullable JsonObject body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .timeout(Duration.ofSeconds(10))
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()));
    return body == null ? request : request.header("Content-Type", "application/json");
  }

  /// Keeps its cookie, and sends what the page was told to send.
  final class Browser {
    String cookie = "";
    String csrf = "";

    HttpResponse<String> ask(String method, String path, @Nullable JsonObject body)
        throws Exception {
      HttpRequest.Builder request = request(method, path, body);
      if (!cookie.isEmpty()) {
        request.header("Cookie", cookie);
      }
      if (!csrf.isEmpty()) {
        request.header(Guarded.CSRF_HEADER, csrf);
      }
      HttpResponse<String> response = send(request);
      response
          .headers()
          .firstValue("Set-Cookie")
          .ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
      if (path.startsWith("/api/session") && response.statusCode() == 200) {
        csrf = Optional.ofNullable(new JsonObject(response.body()).getString("csrf")).orElse("");
      }
      return response;
    }

    HttpResponse<String> signIn(String name, String password) throws Exception {
      return ask(
          "POST", "/api/session", new JsonObject().put("name", name).put("password", password));
    }
  }

  @Override
  public void close() {
    client.close();
    vertx.close().await();
    sessions.close();
    database.close();
  }
}
