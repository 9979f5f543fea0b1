package org.city311.gateway.accounts.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.city311.gateway.accounts.FirstAdministrator;
import org.city311.gateway.accounts.People;
import org.city311.gateway.accounts.Role;
import org.city311.gateway.accounts.password.PasswordHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionRoutesTest {
  private static final String PASSWORD = "lamp river onion quarter";
  private static final String ANOTHER = "window sparrow ladder seven";

  private AccountServer server;

  @BeforeEach
  void serve() throws Exception {
    server = new AccountServer();
    People.add(
        server.database, People.person("ana", Role.AGENT), PasswordHash.of(PASSWORD, People.CHEAP));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void signIn_thenOut() throws Exception {
    AccountServer.Browser browser = server.browser();
    assertEquals("{\"account\":null}", browser.ask("GET", "/api/session", null).body());

    HttpResponse<String> in = browser.signIn("ana", PASSWORD);

    assertEquals(200, in.statusCode());
    JsonObject account = new JsonObject(in.body()).getJsonObject("account");
    assertEquals("ana", account.getString("agent"));
    assertEquals("[\"agent\"]", account.getJsonArray("roles").encode());
    assertEquals(in.body(), browser.ask("GET", "/api/session", null).body());

    String cookie = browser.cookie;
    assertEquals(200, browser.ask("DELETE", "/api/session", null).statusCode());
    assertEquals("city311=", browser.cookie);
    browser.cookie = cookie;
    assertEquals("{\"account\":null}", browser.ask("GET", "/api/session", null).body());
  }

  @Test
  void cookie_isOutOfReachOfScriptsAndOtherSites_andBoundToTheHostOverTls() throws Exception {
    JsonObject body = new JsonObject().put("name", "ana").put("password", PASSWORD);

    String plain =
        server
            .send(server.request("POST", "/api/session", body))
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow();
    String tls =
        server
            .send(server.request("POST", "/api/session", body).header("X-Tls", "1"))
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow();

    assertTrue(plain.matches("city311=[\\w-]{43}; Path=/; HTTPOnly; SameSite=Strict"), plain);
    assertTrue(
        tls.matches("__Host-city311=[\\w-]{43}; Path=/; Secure; HTTPOnly; SameSite=Strict"), tls);
  }

  @Test
  void wrongName_andWrongPassword_areAnsweredAlike() throws Exception {
    HttpResponse<String> name = server.browser().signIn("nobody", PASSWORD);
    HttpResponse<String> password = server.browser().signIn("ana", ANOTHER);

    assertEquals(401, name.statusCode());
    assertEquals(name.body(), password.body());
    assertEquals(name.headers().map().keySet(), password.headers().map().keySet());
    assertFalse(name.headers().map().containsKey("set-cookie"));
  }

  @Test
  void tooManyTries_areToldWhenToComeAgain() throws Exception {
    for (int i = 0; i < 5; i++) {
      server.browser().signIn("ana", "wrong");
    }

    HttpResponse<String> slow = server.browser().signIn("ana", PASSWORD);

    assertEquals(429, slow.statusCode());
    assertEquals("15", slow.headers().firstValue("Retry-After").orElseThrow());
  }

  @Test
  void signInAsAnother_endsTheSessionBefore_andCapitalsDontMatter() throws Exception {
    People.add(
        server.database, People.person("ben", Role.AGENT), PasswordHash.of(PASSWORD, People.CHEAP));
    AccountServer.Browser browser = server.browser();
    browser.signIn("ana", PASSWORD);
    String before = browser.cookie;

    assertEquals(200, browser.signIn(" Ben ", PASSWORD).statusCode());

    AccountServer.Browser old = server.browser();
    old.cookie = before;
    assertEquals("{\"account\":null}", old.ask("GET", "/api/session", null).body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "ana\u0000", "\uD800", "ana'--", "../ana"})
  void nameThatNoTableTakes_isJustWrong(String name) throws Exception {
    assertEquals(401, server.browser().signIn(name, PASSWORD).statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "name=ana&password=x",
        "{\"name\":\"ana\"}",
        "{\"name\":\"\",\"password\":\"x\"}",
        "{\"name\":5,\"password\":\"x\"}",
        "{\"name\":{\"$ne\":\"\"},\"password\":\"x\"}"
      })
  void malformedSignIn_isRefused_andCountsForNobody(String body) throws Exception {
    HttpResponse<String> response =
        server.send(
            server
                .request("POST", "/api/session", null)
                .method("POST", BodyPublishers.ofString(body))
                .header("Content-Type", "application/json"));

    assertEquals(400, response.statusCode());
    assertTrue(server.audit.entries.isEmpty());
  }

  @Test
  void oversizedSignIn_isRefused() throws Exception {
    assertEquals(413, server.browser().signIn("ana", "x".repeat(10_000)).statusCode());
    assertEquals(400, server.browser().signIn("ana", "x".repeat(2_000)).statusCode());
  }

  /// Else a foreign page could sign a browser in as somebody else.
  @Test
  void signInFromAnotherSite_isRefused() throws Exception {
    JsonObject body = new JsonObject().put("name", "ana").put("password", PASSWORD);

    assertEquals(
        403,
        server
            .send(
                server
                    .request("POST", "/api/session", body)
                    .header("Origin", "https://evil.example"))
            .statusCode());
    assertEquals(
        400,
        server
            .send(
                server
                    .request("POST", "/api/session", body)
                    .setHeader("Content-Type", "text/plain"))
            .statusCode());
  }

  @Test
  void firstAdministrator_hasToChooseAPasswordBeforeAnythingElse() throws Exception {
    server.postgres.execute("delete from gateway.account");
    FirstAdministrator first = new FirstAdministrator(server.desk, PASSWORD);
    first.makeIfNobody();
    first.makeIfNobody();
    AccountServer.Browser browser = server.browser();
    assertEquals(200, browser.signIn("admin", PASSWORD).statusCode());
    assertEquals(403, browser.ask("GET", "/api/accounts", null).statusCode());

    String before = browser.cookie;
    assertEquals(400, change(browser, PASSWORD, PASSWORD).statusCode());
    assertEquals(400, change(browser, PASSWORD, "administrator1").statusCode());
    assertEquals(409, change(browser, "wrong", ANOTHER).statusCode());
    assertEquals(200, change(browser, PASSWORD, ANOTHER).statusCode());

    assertEquals(200, browser.ask("GET", "/api/accounts", null).statusCode());
    assertNotEquals(before, browser.cookie);
    assertEquals(401, server.browser().signIn("admin", PASSWORD).statusCode());
    assertEquals(
        Set.of("admin", "city311"),
        Set.copyOf(server.audit.entries.stream().map(entry -> entry.who()).toList()));
  }

  @Test
  void changeOfPassword_endsTheOtherSessions() throws Exception {
    AccountServer.Browser lost = server.browser();
    lost.signIn("ana", PASSWORD);
    AccountServer.Browser browser = server.browser();
    browser.signIn("ana", PASSWORD);

    assertEquals(200, change(browser, PASSWORD, ANOTHER).statusCode());

    assertEquals("{\"account\":null}", lost.ask("GET", "/api/session", null).body());
    assertTrue(browser.ask("GET", "/api/session", null).body().contains("ana"));
  }

  @Test
  void changesOfTheSession_needWhatOnlyOurPagesKnow() throws Exception {
    AccountServer.Browser browser = server.browser();
    browser.signIn("ana", PASSWORD);
    browser.csrf = "";

    assertEquals(403, change(browser, PASSWORD, ANOTHER).statusCode());
    assertEquals(403, browser.ask("DELETE", "/api/session", null).statusCode());
  }

  @Test
  void auditThatCantBeWritten_letsNobodyIn() throws Exception {
    server.audit.fail();

    assertEquals(503, server.browser().signIn("ana", PASSWORD).statusCode());
    assertEquals(0, server.sessions.of(People.person("ana", Role.AGENT).id()).size());
  }

  @Test
  void databaseAway_isSaidSo_andIsNoSignOut() throws Exception {
    AccountServer.Browser browser = server.browser();
    browser.signIn("ana", PASSWORD);
    AccountServer.Browser other = server.browser();
    other.cookie = "city311=" + "x".repeat(43);
    server.postgres.stop();
    try {
      assertEquals(503, server.browser().signIn("ana", PASSWORD).statusCode());
      assertEquals(200, browser.ask("GET", "/api/session", null).statusCode());
      assertEquals(503, other.ask("GET", "/api/session", null).statusCode());
      assertEquals(503, other.ask("GET", "/api/accounts", null).statusCode());
    } finally {
      server.postgres.start();
    }
  }

  /// Unknown cookies are anybody's to send; what has nothing to do with accounts goes on.
  @Test
  void databaseAway_andManyUnknownCookies_keepNothingElseWaiting() throws Exception {
    server.postgres.stop();
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> strangers =
          IntStream.range(0, 200)
              .mapToObj(
                  i ->
                      many.submit(
                          () -> {
                            AccountServer.Browser stranger = server.browser();
                            stranger.cookie = "city311=" + "x".repeat(40) + (100 + i);
                            return stranger.ask("GET", "/api/accounts", null).statusCode();
                          }))
              .toList();
      long before = System.nanoTime();
      assertEquals(200, server.browser().ask("GET", "/blocking", null).statusCode());
      assertTrue(System.nanoTime() - before < 2_000_000_000L);
      for (Future<Integer> stranger : strangers) {
        assertEquals(503, stranger.get());
      }
    } finally {
      server.postgres.start();
    }
  }

  @Test
  void signOut_whileTheDatabaseIsAway_isOneHere_andSoonElsewhere() throws Exception {
    AccountServer.Browser browser = server.browser();
    browser.signIn("ana", PASSWORD);
    String cookie = browser.cookie;
    server.postgres.stop();
    try {
      assertEquals(200, browser.ask("DELETE", "/api/session", null).statusCode());
      assertEquals("city311=", browser.cookie);
    } finally {
      server.postgres.start();
    }
    browser.cookie = cookie;

    // Until the pool sees that it is back, nobody can be told who asks.
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> browser.ask("GET", "/api/accounts", null).statusCode() != 503);
    assertEquals(401, browser.ask("GET", "/api/accounts", null).statusCode());
    server.lookAfterSessions();
    assertEquals(
        List.of("SIGNED_OUT"), server.postgres.query("select ended_why from gateway.session"));
  }

  @Test
  void signOut_thatCantBeAudited_isOneAllTheSame() throws Exception {
    AccountServer.Browser browser = server.browser();
    browser.signIn("ana", PASSWORD);
    server.audit.fail();

    assertEquals(503, browser.ask("DELETE", "/api/session", null).statusCode());

    assertEquals("city311=", browser.cookie);
    assertEquals(0, server.sessions.of(People.person("ana", Role.AGENT).id()).size());
  }

  @Test
  void pageWithoutTls_isNotThatOfASiteWithIt() throws Exception {
    JsonObject body = new JsonObject().put("name", "ana").put("password", PASSWORD);

    assertEquals(403, signInOverTls(body, "http://").statusCode());
    assertEquals(200, signInOverTls(body, "https://").statusCode());
  }

  private HttpResponse<String> signInOverTls(JsonObject body, String scheme) throws Exception {
    return server.send(
        server
            .request("POST", "/api/session", body)
            .header("X-Tls", "1")
            .header("Origin", server.url().replace("http://", scheme)));
  }

  @Test
  void proxysOwnPassword_makesNobodyAProgram() throws Exception {
    People.add(
        server.database,
        People.person("adam", Role.ADMINISTRATOR),
        PasswordHash.of(PASSWORD, People.CHEAP));
    AccountServer.Browser browser = server.browser();
    browser.signIn("adam", PASSWORD);

    assertEquals(
        200,
        server
            .send(
                server
                    .request("GET", "/api/accounts", null)
                    .header("Cookie", browser.cookie)
                    .header("Authorization", "Basic Y2l0eTpob2xk"))
            .statusCode());
  }

  private static HttpResponse<String> change(
      AccountServer.Browser browser, String before, String after) throws Exception {
    return browser.ask(
        "PUT", "/api/session/password", new JsonObject().put("before", before).put("after", after));
  }
}
