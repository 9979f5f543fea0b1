package org.city311.gateway.accounts.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.city311.gateway.accounts.Journal;
import org.city311.gateway.accounts.OpenIdSignIns;
import org.city311.gateway.accounts.People;
import org.city311.gateway.accounts.Role;
import org.city311.gateway.accounts.openid.OpenIdProvider;
import org.city311.gateway.accounts.openid.OpenIdSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Signing in at a real OpenID provider, `oidc-provider` of npm, which runs beside the test. Whoever is sent there is
/// whom a cookie names, without being asked.
@Tag("stack")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenIdTest {
  private static final Path FOLDER = Path.of("src", "test", "openid");
  private static final String SECRET = "a-secret-that-only-tests-know-of-12345";

  private AccountServer server;
  private Process provider;
  private String issuer;
  private CookieManager cookies;
  private HttpClient client;

  @BeforeAll
  void startProvider() throws Exception {
    server = new AccountServer();
    assertTrue(server.desk.all().isEmpty(), "the tables are there");
    if (!Files.exists(FOLDER.resolve("node_modules/oidc-provider"))) {
      Process install = run("npm", "ci");
      assertTrue(install.waitFor(3, TimeUnit.MINUTES) && install.exitValue() == 0, "npm ci");
    }
    provider = run("node", "provider.mjs", server.url() + OpenIdRoutes.BACK);
    issuer = readyLine(provider.inputReader()).substring("READY ".length());
    OpenIdProvider there =
        new OpenIdProvider(
            new OpenIdSettings(
                "Springfield",
                URI.create(issuer),
                new OpenIdSettings.Client("city311", SECRET),
                URI.create(server.url() + OpenIdRoutes.BACK),
                List.of("profile", "groups"),
                new OpenIdSettings.ClaimNames(
                    "preferred_username", "groups", Optional.of("agent"), Optional.empty())));
    new OpenIdRoutes(
            there,
            new OpenIdSignIns(
                server.database,
                server.sessions,
                new Journal(server.audit, InstantSource.system()),
                Map.of("311-agents", Role.AGENT, "311-admins", Role.ADMINISTRATOR),
                account -> AccountJson.write(account).encode()),
            server.cookie,
            _ -> "192.0.2.7")
        .mount(server.router);
  }

  private static Process run(String... words) throws IOException {
    return new ProcessBuilder(words)
        .directory(FOLDER.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String readyLine(BufferedReader out) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("READY ")) {
        return line;
      }
    }
    throw new IOException("the provider ended without being ready");
  }

  @AfterAll
  void stop() {
    provider.destroy();
    server.close();
  }

  @BeforeEach
  void freshBrowser() throws Exception {
    server.postgres.execute("delete from gateway.session; delete from gateway.account");
    server.audit.entries.clear();
    cookies = new CookieManager();
    client = HttpClient.newBuilder().cookieHandler(cookies).build();
  }

  @AfterEach
  void closeBrowser() {
    client.close();
  }

  @Test
  void personOfTheCity_isSignedInWithTheRolesOfTheirGroups() throws Exception {
    assertEquals("/sign-in?done", signIn("maria"));

    JsonObject account = account();
    assertEquals("maria.lopez", account.getString("name"));
    assertEquals("María López", account.getString("display_name"));
    assertEquals("[\"agent\"]", account.getJsonArray("roles").encode());
    assertEquals("maria", account.getString("agent"));
    assertFalse(account.getBoolean("must_change_password"));
    assertEquals("signed in", server.audit.entries.getFirst().outcome());
  }

  @Test
  void secondTime_isTheSameAccount_andWhatWasTakenAwayHereStaysAway() throws Exception {
    signIn("maria");
    server.postgres.execute("update gateway.account set roles = array['ADMINISTRATOR']");
    freshCookies();

    assertEquals("/sign-in?done", signIn("maria"));
    assertEquals("[\"agent\"]", account().getJsonArray("roles").encode());
    assertEquals(List.of("1"), server.postgres.query("select count(*)::text from gateway.account"));

    server.postgres.execute("update gateway.account set disabled = true");
    freshCookies();
    assertEquals("/sign-in?refused", signIn("maria"));
  }

  @Test
  void personWithoutAnyGroupOfOurs_isRefused_andHasNoAccount() throws Exception {
    assertEquals("/sign-in?refused", signIn("stranger"));

    assertEquals(List.of("0"), server.postgres.query("select count(*)::text from gateway.account"));
    assertEquals(
        "refused: none of the person's groups has a role",
        server.audit.entries.getFirst().outcome());
  }

  @Test
  void personWhoGoesBack_isRefused() throws Exception {
    assertEquals("/sign-in?refused", signIn("nobody"));
  }

  /// Whoever may choose what they are called there must not become somebody here.
  @Test
  void nameOfAnAccountThatIsThere_isNotTakenOver() throws Exception {
    People.add(server.database, People.person("walt", Role.ADMINISTRATOR), null);

    assertEquals("/sign-in?refused", signIn("walt"));
  }

  @Test
  void answerOfAnotherSignIn_isRefused() throws Exception {
    URI stolen = back("maria");
    freshCookies();
    URI own = back("maria");

    assertEquals("/sign-in?refused", locationOf(stolen), "another's code in my browser");
    assertEquals("/sign-in?refused", locationOf(own), "the cookie is good once");
  }

  @Test
  void codeThatWasUsed_isGoodNoMore() throws Exception {
    URI address = back("maria");
    List<HttpCookie> kept = List.copyOf(cookies.getCookieStore().getCookies());
    assertEquals("/sign-in?done", locationOf(address));
    kept.forEach(cookie -> cookies.getCookieStore().add(URI.create(server.url()), cookie));

    assertEquals("/sign-in?refused", locationOf(address));
  }

  @Test
  void answerWithoutAState_orWithoutACookie_isRefused() throws Exception {
    assertEquals("/sign-in?refused", locationOf(URI.create(server.url() + OpenIdRoutes.BACK)));
    URI address = back("maria");
    String without = address.toString().replaceAll("state=[^&]*&?", "");

    assertEquals("/sign-in?refused", locationOf(URI.create(without)));
  }

  @Test
  void cookieOfTheTrip_isOutOfReachOfScripts_andShort() throws Exception {
    String set =
        get(URI.create(server.url() + OpenIdRoutes.PATH))
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow();

    assertTrue(set.contains("HTTPOnly") && set.contains("SameSite=Lax"), set);
    assertTrue(set.contains("Max-Age=600"), set);
  }

  private void freshCookies() {
    cookies.getCookieStore().removeAll();
  }

  /// Goes there as a person, and says where the way ends.
  private String signIn(String person) throws Exception {
    return locationOf(back(person));
  }

  /// The address by which the provider sends the person back, not yet followed.
  private URI back(String person) throws Exception {
    HttpCookie who = new HttpCookie("person", person);
    who.setPath("/");
    who.setVersion(0);
    cookies.getCookieStore().add(URI.create(issuer), who);
    URI at = URI.create(server.url() + OpenIdRoutes.PATH);
    for (int hop = 0; hop < 8; hop++) {
      at = at.resolve(locationOf(at));
      if (at.getPath().equals(OpenIdRoutes.BACK)) {
        return at;
      }
    }
    throw new AssertionError("too many hops: " + at);
  }

  private String locationOf(URI address) throws Exception {
    HttpResponse<String> response = get(address);
    return response.headers().firstValue("Location").orElseGet(response::body);
  }

  private JsonObject account() throws Exception {
    return new JsonObject(get(URI.create(server.url() + "/api/session")).body())
        .getJsonObject("account");
  }

  private HttpResponse<String> get(URI address) throws Exception {
    return client.send(
        HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build(),
        BodyHandlers.ofString());
  }
}
