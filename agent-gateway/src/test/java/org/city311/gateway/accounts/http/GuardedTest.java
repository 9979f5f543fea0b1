package org.city311.gateway.accounts.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.city311.gateway.accounts.AccountsDatabase;
import org.city311.gateway.accounts.MovingClock;
import org.city311.gateway.accounts.People;
import org.city311.gateway.accounts.PostgresServer;
import org.city311.gateway.accounts.Role;
import org.city311.gateway.accounts.SessionEnd;
import org.city311.gateway.accounts.SessionLimits;
import org.city311.gateway.accounts.Sessions;
import org.city311.gateway.http.BearerToken;
import org.city311.ivr.agent.AgentId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardedTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  private PostgresServer postgres;
  private AccountsDatabase database;
  private Sessions sessions;
  private Vertx vertx;
  private HttpServer server;
  private Sessions.Begun ana;
  private Sessions.Begun sue;

  @BeforeAll
  void serve() throws Exception {
    postgres = PostgresServer.emptied();
    database = postgres.database();
    sessions = new Sessions(database, SessionLimits.DEFAULT, new MovingClock());
    ana = begin("ana", Role.AGENT);
    sue = begin("sue", Role.SUPERVISOR, Role.ANALYST);
    vertx = Vertx.vertx();
    Router router = Router.router(vertx);
    router.route().handler(new SignedIn(sessions, new SessionCookie(_ -> false)));
    Guarded supervisors = Guarded.by(Set.of(Role.SUPERVISOR));
    router.route("/led").handler(supervisors);
    router
        .route("/agents/:id")
        .handler(
            supervisors
                .orWhere(
                    (context, session) ->
                        session.account().isAgent(new AgentId(context.pathParam("id"))))
                .orProgramsBy(new BearerToken(TOKEN)));
    router
        .route()
        .handler(BodyHandler.create(false))
        .handler(context -> context.end(context.body().length() + " bytes"));
    server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
  }

  private Sessions.Begun begin(String name, Role... roles) throws Exception {
    return sessions.begin(People.add(database, People.person(name, roles), null), "192.0.2.7");
  }

  @AfterAll
  void close() {
    vertx.close().await();
    sessions.close();
    database.close();
  }

  @ParameterizedTest
  @CsvSource({
    "nobody, /led, 401",
    "ana, /led, 403",
    "sue, /led, 200",
    "nobody, /agents/ana, 401",
    "ana, /agents/ana, 200",
    "ana, /agents/ben, 403",
    "sue, /agents/ben, 200",
    "nobody, /, 200",
    "ana, /, 200",
  })
  void read_needsTheRole(String who, String path, int status) throws Exception {
    assertEquals(status, status(ask("GET", path, cookie(who), "")));
  }

  @Test
  void change_needsWhatOnlyOurPagesKnow() throws Exception {
    String csrf = "City311-CSRF: " + ana.token().csrf() + "\r\n";
    String foreign = "City311-CSRF: " + sue.token().csrf() + "\r\n";

    assertEquals(200, status(ask("PUT", "/agents/ana", cookie("ana") + csrf, "wish")));
    assertEquals(403, status(ask("PUT", "/agents/ana", cookie("ana"), "wish")));
    assertEquals(403, status(ask("PUT", "/agents/ana", cookie("ana") + foreign, "wish")));
    assertEquals(401, status(ask("PUT", "/agents/ana", csrf, "wish")));
  }

  @Test
  void changeFromAnotherSite_isRefused_whateverElseItCarries() throws Exception {
    String head = cookie("ana") + "City311-CSRF: " + ana.token().csrf() + "\r\n";
    String own = "http://127.0.0.1:" + server.actualPort();

    assertEquals(200, status(ask("PUT", "/agents/ana", head + origin(own), "wish")));
    for (String other :
        new String[] {
          "https://evil.example", "null", "http://127.0.0.1", own + ".evil.example", "http://[",
        }) {
      assertEquals(403, status(ask("PUT", "/agents/ana", head + origin(other), "wish")), other);
    }
  }

  @Test
  void webSocket_isOpenedByOurPagesOnly() throws Exception {
    String head = cookie("ana") + "Upgrade: websocket\r\n";
    String own = "http://127.0.0.1:" + server.actualPort();

    assertEquals(200, status(ask("GET", "/agents/ana", head + origin(own), "")));
    assertEquals(403, status(ask("GET", "/agents/ana", head, "")));
    assertEquals(403, status(ask("GET", "/agents/ana", head + origin("https://evil.example"), "")));
  }

  @Test
  void programs_comeByTheirTokenWhereTheyMay() throws Exception {
    String token = "Authorization: Bearer " + TOKEN + "\r\n";

    assertEquals(200, status(ask("PUT", "/agents/ana", token, "wish")));
    assertEquals(401, status(ask("PUT", "/agents/ana", token.replace("0", "1"), "wish")));
    assertEquals(401, status(ask("GET", "/led", token, "")));
  }

  @Test
  void sessionThatThisNodeDoesNotRemember_isLookedUpWithoutLosingWhatIsSent() throws Exception {
    try (Sessions elsewhere = new Sessions(database, SessionLimits.DEFAULT, new MovingClock())) {
      Sessions.Begun begun = elsewhere.begin(sue.session().account(), "192.0.2.9");
      String head =
          "Cookie: city311="
              + begun.token().value()
              + "\r\nCity311-CSRF: "
              + begun.token().csrf()
              + "\r\n";

      String answer = ask("PUT", "/led", head, "x".repeat(50_000));

      assertTrue(answer.endsWith("50000 bytes"), answer);
    }
  }

  @Test
  void sessionThatEnded_isNobody() throws Exception {
    Sessions.Begun tim = begin("tim", Role.SUPERVISOR);
    String head = "Cookie: city311=" + tim.token().value() + "\r\n";
    assertEquals(200, status(ask("GET", "/led", head, "")));

    sessions.end(tim.session().id(), SessionEnd.SIGNED_OUT);

    assertEquals(401, status(ask("GET", "/led", head, "")));
  }

  @Test
  void passwordThatMustBeChanged_isGoodForNothingElse() throws Exception {
    Sessions.Begun uma =
        sessions.begin(
            People.add(database, People.mustChange(People.person("uma", Role.SUPERVISOR)), null),
            "192.0.2.7");

    String answer = ask("GET", "/led", "Cookie: city311=" + uma.token().value() + "\r\n", "");

    assertEquals(403, status(answer));
    assertTrue(answer.contains("choose a password"), answer);
  }

  private String cookie(String who) {
    return switch (who) {
      case "ana" -> "Cookie: city311=" + ana.token().value() + "\r\n";
      case "sue" -> "Cookie: a=b; city311=" + sue.token().value() + "\r\n";
      default -> "";
    };
  }

  private static String origin(String value) {
    return "Origin: " + value + "\r\n";
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.substring(9, 12));
  }

  /// As it is, with headers that a well-behaved client would not let one set.
  private String ask(String method, String path, String head, String body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      socket.setSoTimeout(10_000);
      String request =
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: 127.0.0.1:"
              + server.actualPort()
              + "\r\n"
              + "Connection: close\r\n"
              + head
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
