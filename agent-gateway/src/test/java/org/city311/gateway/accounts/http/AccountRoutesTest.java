package org.city311.gateway.accounts.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.city311.gateway.accounts.People;
import org.city311.gateway.accounts.Role;
import org.city311.gateway.accounts.password.PasswordHash;
import org.city311.gateway.audit.AuditEntry;
import org.city311.ivr.agent.AgentId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountRoutesTest {
  private static final String PASSWORD = "lamp river onion quarter";

  private static final AgentId MARIA = new AgentId("maria");

  private AccountServer server;
  private AccountServer.Browser browser;

  @BeforeEach
  void signIn() throws Exception {
    server = new AccountServer();
    server.agents.add(MARIA);
    server.departments.add("water");
    People.add(
        server.database,
        People.person("root", Role.ADMINISTRATOR),
        PasswordHash.of(PASSWORD, People.CHEAP));
    browser = server.browser();
    browser.signIn("root", PASSWORD);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void addedAccount_signsInWithThePasswordThatIsShownOnce() throws Exception {
    HttpResponse<String> added = add("maria", "agent", "maria");

    assertEquals(201, added.statusCode());
    String password = new JsonObject(added.body()).getString("password");
    AccountServer.Browser maria = server.browser();
    JsonObject session = new JsonObject(maria.signIn("maria", password).body());
    assertTrue(session.getJsonObject("account").getBoolean("must_change_password"));
    String list = browser.ask("GET", "/api/accounts", null).body();
    assertTrue(list.contains("\"maria\""), list);
    assertFalse(list.contains(password) || list.contains("argon2"), list);
    assertFalse(server.audit.entries.toString().contains(password));
  }

  @Test
  void change_isAuditedWithWhoDidIt() throws Exception {
    add("maria", "agent", "maria");

    assertEquals(
        200,
        ask("PUT", "/api/accounts/maria", new JsonObject().put("display_name", "María López"))
            .statusCode());
    server.program(
        "PUT",
        "/api/accounts/maria",
        new JsonObject().put("roles", new JsonArray().add("analyst")));

    AuditEntry byProgram = server.audit.entries.get(0);
    AuditEntry byRoot = server.audit.entries.get(1);
    assertEquals("root PUT account maria", byRoot.who() + " " + byRoot.what());
    assertEquals("api.token", byProgram.who());
    assertTrue(String.valueOf(byRoot.after()).contains("María López"));
    assertTrue(String.valueOf(byRoot.before()).contains("\"display_name\":\"maria\""));
  }

  @Test
  void disabledAccount_isOutAtOnce_andComesBackWhenItIsNot() throws Exception {
    String password = new JsonObject(add("maria", "agent", "maria").body()).getString("password");
    AccountServer.Browser maria = server.browser();
    maria.signIn("maria", password);

    ask("PUT", "/api/accounts/maria", new JsonObject().put("disabled", true));

    assertEquals("{\"account\":null}", maria.ask("GET", "/api/session", null).body());
    assertEquals(401, maria.signIn("maria", password).statusCode());
    ask("PUT", "/api/accounts/maria", new JsonObject().put("disabled", false));
    assertEquals(200, maria.signIn("maria", password).statusCode());
  }

  @Test
  void resetPassword_endsSessions_andForgetsTheTries() throws Exception {
    String before = new JsonObject(add("maria", "agent", "maria").body()).getString("password");
    AccountServer.Browser maria = server.browser();
    maria.signIn("maria", before);
    for (int i = 0; i < 6; i++) {
      server.browser().signIn("maria", "wrong");
    }

    HttpResponse<String> reset = ask("POST", "/api/accounts/maria/password", null);

    assertEquals(200, reset.statusCode());
    assertEquals("{\"account\":null}", maria.ask("GET", "/api/session", null).body());
    assertEquals(401, maria.signIn("maria", before).statusCode());
    assertEquals(
        200,
        maria.signIn("maria", new JsonObject(reset.body()).getString("password")).statusCode());
  }

  @Test
  void endedSessions_areOver() throws Exception {
    String password = new JsonObject(add("maria", "agent", "maria").body()).getString("password");
    AccountServer.Browser maria = server.browser();
    maria.signIn("maria", password);

    assertEquals(200, ask("DELETE", "/api/accounts/maria/sessions", null).statusCode());

    assertEquals("{\"account\":null}", maria.ask("GET", "/api/session", null).body());
  }

  @Test
  void rolesTakenAway_areGoneAtTheNextRequest() throws Exception {
    People.add(
        server.database,
        People.person("second", Role.ADMINISTRATOR),
        PasswordHash.of(PASSWORD, People.CHEAP));
    AccountServer.Browser second = server.browser();
    second.signIn("second", PASSWORD);

    ask(
        "PUT",
        "/api/accounts/second",
        new JsonObject().put("roles", new JsonArray().add("analyst")));

    assertEquals(403, second.ask("GET", "/api/accounts", null).statusCode());
  }

  @Test
  void lastAdministrator_canNeitherGoNorBeDisabled() throws Exception {
    add("maria", "agent", "maria");

    assertEquals(
        409, ask("PUT", "/api/accounts/root", new JsonObject().put("disabled", true)).statusCode());
    assertEquals(
        409,
        ask(
                "PUT",
                "/api/accounts/root",
                new JsonObject().put("roles", new JsonArray().add("analyst")))
            .statusCode());
  }

  @Test
  void agent_isOnePerson() throws Exception {
    add("maria", "agent", "maria");

    HttpResponse<String> twin = add("mariam", "agent", "maria");

    assertEquals(409, twin.statusCode());
    assertTrue(twin.body().contains("the account maria is the agent maria"), twin.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"roles\":[]}",
        "{\"roles\":\"agent\"}",
        "{\"roles\":[\"root\"]}",
        "{\"roles\":[\"department\"]}",
        "{\"roles\":[\"agent\"],\"department\":\"water\"}",
        "{\"roles\":[\"agent\"],\"agent\":\"No Such\"}",
        "{\"roles\":[\"agent\"],\"agent\":\"nobody\"}",
        "{\"roles\":[\"department\"],\"department\":\"moon\"}",
        "{\"roles\":[\"agent\"],\"display_name\":\" \"}",
        "{\"roles\":[\"agent\"],\"disabled\":\"yes\"}",
        "{\"roles\":[\"agent\"],\"password\":\"of my own\"}"
      })
  void mistakes_areToldAndNothingIsAdded(String body) throws Exception {
    HttpResponse<String> response = ask("POST", "/api/accounts/maria", new JsonObject(body));

    assertEquals(400, response.statusCode(), response.body());
    assertEquals(404, ask("GET", "/api/accounts/maria", null).statusCode());
  }

  @Test
  void agentThatIsNotThere_isRefusedByName_alsoInAChange() throws Exception {
    HttpResponse<String> added = add("ben", "agent", "ben");
    add("maria", "agent", "maria");
    HttpResponse<String> changed =
        ask("PUT", "/api/accounts/maria", new JsonObject().put("agent", "ben"));

    assertEquals(
        "[400, 400]", List.of(added.statusCode(), changed.statusCode()).toString(), changed.body());
    for (HttpResponse<String> each : List.of(added, changed)) {
      assertTrue(
          each.body().contains("agent: there is no agent ben; GET /api/agents lists them"),
          each.body());
    }
    assertTrue(ask("GET", "/api/accounts/maria", null).body().contains("\"agent\":\"maria\""));
  }

  @Test
  void agentTakenAwayLater_isShownAsMissing_andTheAccountCanStillBeChanged() throws Exception {
    add("maria", "agent", "maria");
    server.agents.remove(MARIA);

    assertTrue(
        browser.ask("GET", "/api/accounts", null).body().contains("\"missing\":[\"agent\"]"));
    HttpResponse<String> disabled =
        ask("PUT", "/api/accounts/maria", new JsonObject().put("disabled", true));

    assertEquals(200, disabled.statusCode(), disabled.body());
    ask("PUT", "/api/accounts/maria", new JsonObject().putNull("agent"));
    assertTrue(ask("GET", "/api/accounts/maria", null).body().contains("\"missing\":[]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"api.token", "city311", "nobody"})
  void nameThatTheAuditUsesForAnother_isRefused(String name) throws Exception {
    assertEquals(409, add(name, "agent", "maria").statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Maria", "-maria", "maria%20lopez", "%27or%271", "."})
  void nameThatIsNone_isRefused(String name) throws Exception {
    assertTrue(add(name, "agent", "maria").statusCode() >= 400);
  }

  @Test
  void nobodyElseMay() throws Exception {
    People.add(
        server.database,
        People.person("sue", Role.SUPERVISOR, Role.ANALYST, Role.DEPARTMENT),
        PasswordHash.of(PASSWORD, People.CHEAP));
    AccountServer.Browser sue = server.browser();
    sue.signIn("sue", PASSWORD);

    for (String[] route :
        new String[][] {
          {"GET", "/api/accounts"},
          {"GET", "/api/accounts/root"},
          {"POST", "/api/accounts/x"},
          {"PUT", "/api/accounts/root"},
          {"POST", "/api/accounts/root/password"},
          {"DELETE", "/api/accounts/root/sessions"},
        }) {
      assertEquals(403, sue.ask(route[0], route[1], null).statusCode(), route[1]);
      assertEquals(401, server.browser().ask(route[0], route[1], null).statusCode(), route[1]);
    }
  }

  private HttpResponse<String> add(String name, String role, String agent) throws Exception {
    return ask(
        "POST",
        "/api/accounts/" + name,
        new JsonObject().put("roles", new JsonArray().add(role)).put("agent", agent));
  }

  private HttpResponse<String> ask(String method, String path, @Nullable JsonObject body)
      throws Exception {
    return browser.ask(method, path, body);
  }
}
