package org.city311.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.city311.ivr.agent.AgentState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Nobody learns or changes anything without the token, by whatever path.
class AgentRoutesTokenTest {
  private static final AgentDesk DESK = new AgentDesk();
  private static final String READY = "{\"presence\":\"ready\"}";

  @AfterAll
  static void close() {
    DESK.close();
  }

  @AfterEach
  void nobodyHasChangedAnything() {
    assertTrue(DESK.centre.agents().stream().allMatch(a -> a.state() == AgentState.SIGNED_OUT));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        "Bearer 0123456789abcdef0123456789abcde",
        "Bearer 0123456789abcdef0123456789abcdef0",
        "Bearer 0123456789ABCDEF0123456789ABCDEF",
        "Bearer  0123456789abcdef0123456789abcdef",
        "0123456789abcdef0123456789abcdef",
        "Basic 0123456789abcdef0123456789abcdef",
        "Basic MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY6",
        "Bearer null",
        "Bearer \"0123456789abcdef0123456789abcdef\"",
      })
  void wrongToken_is401_saysHow_andShowsNobody(String authorization) throws Exception {
    HttpRequest.Builder list = DESK.request("GET", "/api/agents", "");
    HttpRequest.Builder set = DESK.request("PUT", "/api/agents/ana/presence", READY);
    if (authorization != null) {
      list.header("Authorization", authorization);
      set.header("Authorization", authorization);
    }

    for (HttpResponse<String> response : List.of(DESK.send(list), DESK.send(set))) {
      assertEquals(401, response.statusCode());
      assertEquals(
          Optional.of("Bearer realm=\"city311\""),
          response.headers().firstValue("WWW-Authenticate"));
      assertTrue(new JsonObject(response.body()).getString("error").contains("Authorization"));
      assertShowsNobody(response.body());
    }
  }

  @Test
  void tokenInAnotherPlace_is401() throws Exception {
    String token = AgentDesk.TOKEN;
    assertEquals(401, status("/api/agents?token=" + token));
    assertEquals(401, status("/api/agents?access_token=" + token));
    HttpRequest.Builder cookie =
        DESK.request("GET", "/api/agents", "").header("Cookie", "token=" + token);
    assertEquals(401, DESK.send(cookie).statusCode());
  }

  /// A route that is added later and forgets the token fails here.
  @Test
  void everyRouteThatIsMounted_is401WithoutTheToken_andNot401WithIt() throws Exception {
    Set<String> asked = new HashSet<>();
    for (Route route : DESK.router.getRoutes()) {
      String pattern = Objects.requireNonNull(route.getPath(), "a route without a path");
      String path = pattern.replace(":id", "ana");
      Set<HttpMethod> methods = route.methods() == null ? Set.of(HttpMethod.GET) : route.methods();
      for (HttpMethod method : methods) {
        assertEquals(401, DESK.send(DESK.request(method.name(), path, "{}")).statusCode(), path);
        String nobody = pattern.replace(":id", "nobody");
        assertNotEquals(401, DESK.send(method.name(), nobody, "{}").statusCode(), method + path);
        asked.add(method + " " + pattern);
      }
    }
    assertTrue(
        asked.containsAll(
            Set.of(
                "GET /api/agents",
                "GET /api/agents/:id",
                "PUT /api/agents/:id",
                "DELETE /api/agents/:id",
                "PUT /api/agents/:id/presence",
                "POST /api/agents/:id/wrap-up",
                "DELETE /api/agents/:id/wrap-up",
                "GET /api/skill-groups",
                "PUT /api/skill-groups/:id",
                "DELETE /api/skill-groups/:id",
                "GET /api/audit")),
        asked.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/agents/",
        "/api/agents//",
        "//api/agents",
        "/api//agents",
        "/api///agents/ana",
        "/API/agents",
        "/api/Agents",
        "/api/agents/../agents",
        "/api/agents/../agents/ana",
        "/api/./agents",
        "/./api/agents",
        "/x/../api/agents",
        "/api/x/..%2fagents",
        "/api%2fagents",
        "/api%2Fagents",
        "/api%5cagents",
        "/api\\agents",
        "/%61pi/agents",
        "/api/%61gents",
        "/api/%61gents/%61na",
        "/%2561pi/agents",
        "/api/%2e/agents",
        "/api/agents/%2e%2e/agents",
        "/api/agents/%2e%2e%2fagents",
        "/api/agents%00",
        "/api/agents%20",
        "/api/agents;x=1",
        "/api/agents;/ana",
        "/api;x/agents",
        "/api/agents?x",
        "/api/agents?/../health",
        "/api/agents#x",
        "/api/agents/ana/..",
        "/api/agents/ana%2f",
        "/api/agents/ana/",
        "/api/agents.json",
        "/api/agents/ana.json",
        "http://127.0.0.1/api/agents",
        "http://127.0.0.1/api/agents/ana",
        "api/agents",
        "*",
      })
  void pathTrickery_neverShowsAnAgent(String path) throws Exception {
    for (String method : List.of("GET", "HEAD", "POST", "get", "OPTIONS", "TRACE", "PROPFIND")) {
      String response = DESK.raw(method + " " + path + " HTTP/1.1");
      assertFalse(response.startsWith("HTTP/1.1 2"), method + " " + response);
      assertShowsNobody(response);
    }
    String put = DESK.raw("PUT " + path + "/presence HTTP/1.1");
    assertFalse(put.startsWith("HTTP/1.1 2"), put);
  }

  @Test
  void tokenShorterThan16Characters_isRefusedAtTheStart() {
    assertThrows(IllegalArgumentException.class, () -> new BearerToken("0123456789abcde"));
    assertThrows(IllegalArgumentException.class, () -> new BearerToken(""));
    new BearerToken("0123456789abcdef");
  }

  private static int status(String path) throws Exception {
    return DESK.send(DESK.request("GET", path, "")).statusCode();
  }

  private static void assertShowsNobody(String response) {
    assertFalse(response.contains("Brooks") || response.contains("lvarez"), response);
    assertFalse(response.contains("signed-out"), response);
    assertFalse(response.contains(AgentDesk.TOKEN), response);
  }
}
