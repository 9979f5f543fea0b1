package org.city311.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The pages as they are built, on a real web server that has no other routes.
class PagesTest {
  private static final WebServer SERVER =
      new WebServer(router -> Pages.mount(router, Optional.empty()));
  private static final Pattern ASSET = Pattern.compile("\"(/assets/[^\"]+\\.js)\"");

  @AfterAll
  static void close() {
    SERVER.close();
  }

  @Test
  void index_isAPage_askedForAnewEachTime() throws Exception {
    HttpResponse<String> index = SERVER.get("/");

    assertEquals(200, index.statusCode());
    assertEquals("text/html", type(index));
    assertTrue(index.body().contains("City311"), index.body());
    assertEquals("no-cache", index.headers().firstValue("Cache-Control").orElseThrow());
    assertGuarded(index.headers());
  }

  @Test
  void asset_isKeptForAYear_forItsNameChangesWithIt() throws Exception {
    HttpResponse<String> asset = SERVER.get(anAsset());

    assertEquals(200, asset.statusCode());
    assertEquals("text/javascript", type(asset));
    assertEquals(
        "public, max-age=31536000, immutable",
        asset.headers().firstValue("Cache-Control").orElseThrow());
    assertGuarded(asset.headers());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/wallboard",
        "/wallboard/",
        "/a/b/c",
        "/index",
        "/apis",
        "/Ü",
        "/requests/10000004"
      })
  void unknownPath_isTheIndex_whichKnowsItsOwnPaths(String path) throws Exception {
    HttpResponse<String> response = SERVER.get(path.replace("Ü", "%C3%9C"));

    assertEquals(200, response.statusCode());
    assertEquals(SERVER.get("/").body(), response.body());
    assertEquals("no-cache", response.headers().firstValue("Cache-Control").orElseThrow());
    assertGuarded(response.headers());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/index-00000000.js",
        "/assets/index-00000000.css",
        "/missing.png",
        "/a/b.js",
        "/robots.txtt",
        "/api/unknown",
        "/api/agents",
        "/api/",
        "/open311/v2/unknown",
        "/open-data/unknown",
        "/health/unknown",
        "/metrics",
      })
  void missingFile_orWhatIsNoPage_is404_notTheIndex_andNotKept(String path) throws Exception {
    HttpResponse<String> response = SERVER.get(path);

    assertEquals(404, response.statusCode());
    assertFalse(response.body().contains("<script"), response.body());
    assertGuarded(response.headers());
    String cache = response.headers().firstValue("Cache-Control").orElse("");
    assertTrue(cache.equals("no-cache") || cache.equals("no-store"), cache);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/wallboard", "/a.js"})
  void pagesThatWereNotBuilt_are404_andAskedForOnce(String path) throws Exception {
    try (WebServer empty =
        new WebServer(router -> Pages.mount(router, "org/city311/nothing", Optional.empty()))) {
      assertEquals(404, empty.get(path).statusCode());
    }
  }

  @Test
  void whatIsNotThere_isToldToAProgramAsJson_andToOthersAsText() throws Exception {
    assertEquals(
        "{\"error\":\"nothing is here; look at the address\"}", SERVER.get("/api/unknown").body());
    assertEquals("nothing is here; look at the address\n", SERVER.get("/missing.png").body());
  }

  @Test
  void aMapsPictures_mayComeFromTheirServerAndOurs_andFromNowhereElse() throws Exception {
    var tiles = Optional.of("https://tiles.city.example:8443/{z}/{x}/{y}.png");
    try (WebServer withMap = new WebServer(router -> Pages.mount(router, tiles))) {
      String policy = withMap.get("/").headers().firstValue("Content-Security-Policy").orElse("");
      assertTrue(policy.endsWith("; img-src 'self' https://tiles.city.example:8443"), policy);
    }
  }

  @Test
  void head_hasTheHeadersOnly() throws Exception {
    HttpResponse<String> response = SERVER.send("HEAD", "/");

    assertEquals(200, response.statusCode());
    assertEquals("", response.body());
    assertGuarded(response.headers());
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
  void otherMethods_are405(String method) throws Exception {
    assertEquals(405, SERVER.send(method, "/").statusCode());
    assertEquals(405, SERVER.send(method, anAsset()).statusCode());
  }

  /// The class path has `logback.xml` and our classes beside the folder `web`.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../logback.xml",
        "/../../../../../../etc/passwd",
        "/assets/../../logback.xml",
        "/%2e%2e/logback.xml",
        "/%2e%2e%2flogback.xml",
        "/..%2flogback.xml",
        "/..%2Flogback.xml",
        "/..%5clogback.xml",
        "/..\\logback.xml",
        "/%252e%252e/logback.xml",
        "/assets/%2e%2e/%2e%2e/logback.xml",
        "/assets/..%2f..%2flogback.xml",
        "/....//logback.xml",
        "/..;/logback.xml",
        "/.%00./logback.xml",
        "/..%00/logback.xml",
        "//logback.xml",
        "/logback.xml",
        "/web/../logback.xml",
        "/org/city311/server/Main.class",
        "/../org/city311/server/Main.class",
        "/META-INF/MANIFEST.MF",
        "/../META-INF/MANIFEST.MF",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/file:/etc/passwd",
        "http://x/../logback.xml",
        "../logback.xml",
        "%2e%2e/logback.xml",
      })
  void pathThatLeavesTheFolder_showsNothingOfWhatIsThere(String path) throws Exception {
    String response = SERVER.raw(path);

    assertTrue(response.startsWith("HTTP/1."), response);
    for (String secret : new String[] {"<configuration>", "root:", "\uFFFD", "Manifest-Version"}) {
      assertFalse(response.contains(secret), response);
    }
    boolean index = response.startsWith("HTTP/1.1 200") && response.contains("<!doctype html>");
    assertTrue(index || response.matches("(?s)HTTP/1\\.1 4\\d\\d .*"), response);
  }

  private static String anAsset() throws Exception {
    Matcher matcher = ASSET.matcher(SERVER.get("/").body());
    assertTrue(matcher.find());
    return matcher.group(1);
  }

  private static String type(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Type").orElse("none").replaceAll(";.*", "");
  }

  private static void assertGuarded(HttpHeaders headers) {
    String policy = headers.firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.contains("default-src 'self'"), policy);
    assertTrue(policy.contains("frame-ancestors 'none'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertEquals(Optional.of("nosniff"), headers.firstValue("X-Content-Type-Options"));
    assertEquals(Optional.of("no-referrer"), headers.firstValue("Referrer-Policy"));
    assertEquals(1, headers.allValues("Cache-Control").size());
  }
}
