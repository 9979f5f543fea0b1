package org.city311.server;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.city311.gateway.accounts.Role;
import org.city311.gateway.accounts.http.Access;
import org.city311.gateway.accounts.http.Door;
import org.city311.gateway.accounts.http.Guarded;
import org.city311.gateway.accounts.http.Rule;
import org.city311.gateway.openapi.Described;
import org.city311.gateway.openapi.OpenApi;
import org.city311.server.config.Configuration;
import org.city311.server.config.ConfigurationReader;
import org.city311.server.http.RouteRules;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The table of who may ask for what, held against every route of the real server, which is put together but not
/// started.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteRulesTest {
  /// Routes without a method that refuse, and let nobody further than the door did.
  private static final Set<String> GUARDS =
      Set.of(
          "/api/accounts",
          "/api/agents",
          "/api/audit",
          "/api/blocked-numbers",
          "/api/greeting",
          "/api/agents/:id/call/recording",
          "/api/ivr",
          "/api/known-events",
          "/api/messages",
          "/api/skill-groups",
          "/api/survey");

  /// What `:id` and the like stand for when they are asked for; there is nothing of the name.
  private static final String NAME = "x1";

  private final Map<Role, Browser> browsers = new EnumMap<>(Role.class);
  private EmbeddedPostgres postgres;
  private Configuration configuration;
  private Server server;
  private String site;
  private HttpClient client;
  private String token;

  /// Somebody who is signed in.
  private record Browser(String cookie, String csrf) {}

  @BeforeAll
  void putTogether(@TempDir Path folder) throws Exception {
    postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    Path file =
        Files.writeString(
            folder.resolve("c.yaml"),
            """
            data: data
            http: {port: %d}
            cluster: {port: %d}
            asterisk: {agi: {port: %d}}
            database: {url: "postgresql://postgres:postgres@127.0.0.1:%d/postgres"}
            accounts:
              openid: {issuer: http://127.0.0.1:1, client-id: a, client-secret: b, roles: {c: agent}}
            """
                .formatted(freePort(), freePort(), freePort(), postgres.getPort()));
    configuration = ConfigurationReader.read(file);
    Files.createDirectories(configuration.data());
    Secrets secrets = Secrets.loadOrMake(configuration.data(), List.of());
    token = secrets.get(Secrets.API);
    server = new Server(configuration, MenuFile.read(configuration), secrets);
    server.listen();
    site = "http://" + configuration.http().address();
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    for (Role role : Role.values()) {
      browsers.put(role, signedIn(role));
    }
  }

  @AfterAll
  void close() throws Exception {
    client.shutdownNow();
    server.close();
    postgres.close();
  }

  @Test
  void everyRoute_hasARule_andEveryRuleARoute() {
    Set<String> ruled = new TreeSet<>();
    Set<String> unruled = new TreeSet<>();
    for (Route route : server.router().getRoutes()) {
      if (Door.NAME.equals(route.getName())) {
        continue;
      }
      List<Rule> rules = rulesOf(route);
      rules.forEach(rule -> ruled.add(rule.toString()));
      if (rules.isEmpty() && !isGuard(route) && !isPages(route)) {
        unruled.add(route.methods() + " " + route.getPath());
      }
    }

    assertEquals(Set.of(), unruled, "routes without a rule in RouteRules");
    assertEquals(
        RouteRules.all().stream()
            .map(Rule::toString)
            .collect(Collectors.toCollection(TreeSet::new)),
        ruled,
        "rules of routes that are not there");
  }

  private static boolean isGuard(Route route) {
    return route.methods() == null && GUARDS.contains(String.valueOf(route.getPath()));
  }

  /// What answers whatever nothing else does.
  private static boolean isPages(Route route) {
    return route.getPath() == null
        && Set.of(HttpMethod.GET, HttpMethod.HEAD).equals(route.methods());
  }

  private static List<Rule> rulesOf(Route route) {
    String path = String.valueOf(route.getPath());
    return RouteRules.all().stream()
        .filter(rule -> fits(rule.path(), path))
        .filter(
            rule ->
                rule.method().isEmpty()
                    || (route.methods() != null && route.methods().contains(rule.method().get())))
        .toList();
  }

  private static boolean fits(String rule, String route) {
    return rule.endsWith("*")
        ? route.startsWith(rule.substring(0, rule.length() - 1))
        : rule.equals(route);
  }

  @Test
  void nobody_getsOnlyWhatAnybodyMay() {
    check(
        rule ->
            rule.access() instanceof Access.Anybody
                ? Set.of()
                : Set.of(status(request(rule).build())),
        rule -> Set.of(401));
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void role_getsWhatItsRulesSay_andNothingElse(Role role) {
    check(
        rule ->
            rule.access() instanceof Access.Anybody
                ? Set.of()
                : Set.of(may(status(as(role, request(rule)).build()))),
        rule -> Set.of(roles(rule.access()).contains(role) && !isNarrower(rule, role) ? 200 : 403));
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void change_withoutWhatOnlyOurPagesKnow_isRefused(Role role) {
    check(
        rule ->
            rule.access() instanceof Access.Anybody || isRead(rule)
                ? Set.of()
                : Set.of(status(request(rule).header("Cookie", browser(role).cookie()).build())),
        rule -> Set.of(403));
  }

  @Test
  void program_withTheToken_getsEverything_andWithAnotherNothing() {
    check(
        rule ->
            rule.access() instanceof Access.Anybody
                ? Set.of()
                : Set.of(may(status(bearer(rule, token))), status(bearer(rule, "0".repeat(32)))),
        rule -> Set.of(200, 401));
  }

  @Test
  void whatAnybodyMayAsk_isAnsweredAsDescribed() {
    assertAll(
        RouteRules.all().stream()
            .filter(rule -> rule.access() instanceof Access.Anybody && rule.method().isPresent())
            .map(rule -> () -> status(request(rule).build())));
  }

  @Test
  void body_isTakenUpToTheBytesThatAreDescribed_andNoFurther() {
    assertAll(
        new OpenApi()
            .operations().values().stream()
                .filter(operation -> operation.json().has("x-max-bytes"))
                .map(
                    operation ->
                        () -> {
                          int most = operation.json().path("x-max-bytes").asInt();
                          assertEquals(413, sized(operation, most + 1), operation.name());
                          assertNotEquals(413, sized(operation, most), operation.name());
                        }));
  }

  private int sized(OpenApi.Operation operation, int bytes) throws Exception {
    HttpMethod method = HttpMethod.valueOf(operation.method());
    String path = operation.path().replaceAll("\\{\\w+}", NAME);
    return status(
        request(method, path, "x".repeat(bytes))
            .header("Authorization", "Bearer " + token)
            .build());
  }

  @Test
  void whatWasLeft_andSaidAfterwards_isAnsweredAsDescribed() throws Exception {
    PastCalls.leaveMessage(configuration.shared().resolve("messages"));
    PastCalls.record(postgres.getPort());

    JsonObject message = new JsonArray(supervised("/api/messages")).getJsonObject(0);
    String path = "/api/messages/" + message.getString("id");
    assertEquals(200, change(HttpMethod.GET, path + "/audio", ""));
    assertEquals(200, change(HttpMethod.PUT, path + "/done", ""));
    assertEquals(1, answers("/api/survey").getJsonArray("groups").size());
    assertEquals(1, answers("/api/survey/calls").getJsonArray("calls").size());
    assertEquals(2, answers("/api/ivr").getJsonArray("steps").size());
  }

  private JsonObject answers(String path) throws Exception {
    return new JsonObject(supervised(path + "?from=2026-03-01&until=2026-03-03"));
  }

  private String supervised(String path) throws Exception {
    HttpRequest request = as(Role.SUPERVISOR, request(HttpMethod.GET, path, "")).build();
    return Described.checked(client.send(request, BodyHandlers.ofString())).body();
  }

  @Test
  void whatCallersAreTold_andWhoIsKeptOut_isAnsweredAsDescribed() throws Exception {
    String text = "{\"en\": \"Snow.\", \"es\": \"Nieve.\"}";
    String until = OffsetDateTime.now(ZoneOffset.UTC).plusDays(1).toInstant().toString();
    assertEquals(
        List.of(201, 200, 200, 200, 200, 200, 200),
        List.of(
            change(HttpMethod.PUT, "/api/blocked-numbers/4105550123", "{\"why\": \"Noise\"}"),
            change(HttpMethod.GET, "/api/blocked-numbers", ""),
            change(HttpMethod.DELETE, "/api/blocked-numbers/4105550123", ""),
            change(HttpMethod.PUT, "/api/greeting", "{\"on\": true, \"text\": " + text + "}"),
            change(HttpMethod.PUT, "/api/greeting", "{\"on\": false}"),
            change(
                HttpMethod.PUT,
                "/api/known-events/snow",
                "{\"text\": " + text + ", \"until\": \"" + until + "\"}"),
            change(HttpMethod.GET, "/api/known-events", "")));
  }

  private int change(HttpMethod method, String path, String body) throws Exception {
    return status(as(Role.SUPERVISOR, request(method, path, body)).build());
  }

  @Test
  void agent_changesThemselves_andNobodyElse() throws Exception {
    for (String what : List.of("presence", "wrap-up")) {
      HttpMethod method = what.equals("presence") ? HttpMethod.PUT : HttpMethod.POST;
      assertTrue(status(ask(method, "/api/agents/ana/" + what)) != 403, what);
      assertEquals(403, status(ask(method, "/api/agents/ben/" + what)), what);
    }
    assertTrue(status(ask(HttpMethod.DELETE, "/api/agents/ana/wrap-up")) != 403);
    assertEquals(403, status(ask(HttpMethod.DELETE, "/api/agents/ben/wrap-up")));
  }

  private HttpRequest ask(HttpMethod method, String path) {
    return as(Role.AGENT, request(method, path, "{}")).build();
  }

  @Test
  void whatNoRuleKnows_isNotThere_whoeverAsks() throws Exception {
    for (String path : List.of("/api/x", "/api/agents/x1/x", "/api/agentsx", "/api/sessions")) {
      for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.PUT, HttpMethod.PATCH)) {
        HttpRequest.Builder request = request(method, path, "{}");
        assertEquals(
            404,
            status(request.header("Authorization", "Bearer " + token).build()),
            method + " " + path);
      }
    }
  }

  /// The first administrator of this server is made by its start, which this one never does.
  private Browser signedIn(Role role) throws Exception {
    String name = role.word();
    JsonObject wish = new JsonObject().put("roles", new JsonArray().add(name));
    if (role == Role.DEPARTMENT) {
      wish.put("department", "water");
    }
    if (role == Role.AGENT) {
      wish.put("agent", "ana");
    }
    HttpResponse<String> added =
        client.send(
            request(HttpMethod.POST, "/api/accounts/" + name, wish.encode())
                .header("Authorization", "Bearer " + token)
                .build(),
            BodyHandlers.ofString());
    assertEquals(201, added.statusCode(), added.body());
    String password = new JsonObject(added.body()).getString("password");
    HttpResponse<String> forced =
        client.send(
            request(
                    HttpMethod.POST,
                    "/api/session",
                    new JsonObject().put("name", name).put("password", password).encode())
                .build(),
            BodyHandlers.ofString());
    Browser first = browser(forced);
    return browser(
        client.send(
            with(
                    first,
                    request(
                        HttpMethod.PUT,
                        "/api/session/password",
                        new JsonObject()
                            .put("before", password)
                            .put("after", "lamp river onion " + name)
                            .encode()))
                .build(),
            BodyHandlers.ofString()));
  }

  private Browser browser(Role role) {
    return Objects.requireNonNull(browsers.get(role));
  }

  private static Browser browser(HttpResponse<String> response) {
    assertEquals(200, response.statusCode(), response.body());
    String set = response.headers().firstValue("Set-Cookie").orElseThrow();
    return new Browser(
        set.substring(0, set.indexOf(';')), new JsonObject(response.body()).getString("csrf"));
  }

  @FunctionalInterface
  private interface Question {
    Set<Integer> of(Rule rule) throws Exception;
  }

  /// Asks for each route and tells all that are answered otherwise. What is asked of nobody is not compared.
  private static void check(Question found, Question expected) {
    List<Executable> all = new ArrayList<>();
    for (Rule rule : RouteRules.all()) {
      all.add(
          () -> {
            Set<Integer> statuses = found.of(rule);
            if (!statuses.isEmpty()) {
              assertEquals(
                  expected.of(rule), statuses, rule.method().orElseThrow() + " " + rule.path());
            }
          });
    }
    assertAll(all);
  }

  /// Whoever is let in may be told what is wrong with what they ask for, but not that nobody knows them. Some is away,
  /// as this server is not started.
  private static int may(int status) {
    return status == 401 || status == 403 ? status : 200;
  }

  /// Agents hear their own recordings where the city wants it, which it does not by itself: the routes look.
  private static boolean isNarrower(Rule rule, Role role) {
    return role == Role.AGENT
        && Set.of("/api/calls/:call/recordings", "/api/recordings/:id/audio").contains(rule.path());
  }

  private static Set<Role> roles(Access access) {
    return switch (access) {
      case Access.Anybody _ -> Set.of();
      case Access.Staff staff -> staff.roles();
      case Access.StaffOrSelf staff -> staff.roles();
      case Access.StaffOrKey staff -> staff.roles();
    };
  }

  private static boolean isRead(Rule rule) {
    return rule.method().orElseThrow().equals(HttpMethod.GET);
  }

  private HttpRequest bearer(Rule rule, String sent) {
    return request(rule).header("Authorization", "Bearer " + sent).build();
  }

  private HttpRequest.Builder as(Role role, HttpRequest.Builder request) {
    return with(browser(role), request);
  }

  private static HttpRequest.Builder with(Browser browser, HttpRequest.Builder request) {
    return request.header("Cookie", browser.cookie()).header(Guarded.CSRF_HEADER, browser.csrf());
  }

  private HttpRequest.Builder request(Rule rule) {
    return request(
        rule.method().orElseThrow(),
        rule.path().replaceAll(":[a-z]+", NAME),
        isRead(rule) ? "" : "{}");
  }

  private HttpRequest.Builder request(HttpMethod method, String path, String body) {
    return HttpRequest.newBuilder(URI.create(site + path))
        .timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/json")
        .method(
            method.name(),
            body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  /// Of a stream, too, which has no end of its own. What is answered has to be described.
  private int status(HttpRequest request) throws Exception {
    HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      boolean streams =
          response
              .headers()
              .firstValue("Content-Type")
              .filter("text/event-stream"::equals)
              .isPresent();
      if (streams) {
        checkEvent(request.uri().getPath(), body);
      } else {
        Described.check(response, body.readAllBytes());
      }
    }
    return response.statusCode();
  }

  /// The first of a stream.
  private static void checkEvent(String path, InputStream body) throws Exception {
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    String name = lines.readLine().substring("event: ".length());
    Described.event(path, name, lines.readLine().substring("data: ".length()));
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
