package org.city311.requests.http.notify;

import static org.city311.requests.notify.TestCity.BEN;
import static org.city311.requests.notify.TestCity.ROSA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.city311.requests.http.edge.Work;
import org.city311.requests.life.Change;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.Request;
import org.city311.requests.notify.LinkDesk;
import org.city311.requests.notify.Satisfaction;
import org.city311.requests.notify.TestCity;
import org.city311.requests.notify.link.SignedLink;
import org.city311.requests.notify.link.SignedLink.Purpose;
import org.city311.requests.notify.link.SignedLinks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkRoutesTest {
  private static final SignedLinks LINKS = new SignedLinks(TestCity.KEY);
  private static final Instant NOW = Instant.parse("2026-11-16T15:00:00Z");

  private final TestCity city = new TestCity();
  private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
  private final AtomicLong nanos = new AtomicLong();
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer server;

  LinkRoutesTest() throws Exception {
    Router router = Router.router(vertx);
    LinkDesk desk = new LinkDesk(TestCity.KEY, city.desk, city.database, clock::get);
    new LinkRoutes(desk, new Work(), nanos::get).mount(router);
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "localhost")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    city.close();
  }

  private static String token(Purpose purpose, Request request, String language) {
    return LINKS.token(
        new SignedLink(
            purpose,
            language,
            request.number(),
            request.version(),
            request.followers().iterator().next()));
  }

  private HttpResponse<String> get(String token) throws Exception {
    return client.send(request(token).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String token, String body) throws Exception {
    return client.send(
        request(token)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String token) {
    return HttpRequest.newBuilder(
        URI.create("http://localhost:" + server.actualPort() + "/m/" + token));
  }

  private Set<String> followers(Request request) throws Exception {
    return city.desk.find(request.number()).orElseThrow().followers();
  }

  @Test
  void lookingAtALink_changesNothing_asScannersOfMailDoIt() throws Exception {
    Request made = city.report(ROSA);
    HttpResponse<String> page = get(token(Purpose.STOP, made, "es"));

    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("<html lang=\"es\">"), page.body());
    assertTrue(page.body().contains("No me envíen más mensajes"), page.body());
    assertEquals(made.followers(), followers(made));
    assertEquals("no-store", page.headers().firstValue("Cache-Control").orElse(""));
    assertEquals("no-referrer", page.headers().firstValue("Referrer-Policy").orElse(""));
    assertTrue(page.headers().firstValue("Content-Security-Policy").orElse("").contains("'none'"));
    assertFalse(page.body().contains("<script"), page.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"List-Unsubscribe=One-Click", "do=stop", ""})
  void post_endsTheMessages_alsoByOneClickOfTheMailProgram_andMayBeRepeated(String body)
      throws Exception {
    Request made = city.report(ROSA);
    String token = token(Purpose.STOP, made, "en");

    assertEquals(200, post(token, body).statusCode());
    assertEquals(Set.of(), followers(made));
    HttpResponse<String> again = post(token, body);
    assertEquals(200, again.statusCode());
    assertTrue(again.body().contains("You get no more messages about request"), again.body());
  }

  @Test
  void oneClick_asMailProgramsPostIt_inParts() throws Exception {
    Request made = city.report(ROSA);
    String body =
        "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
    HttpResponse<String> answer =
        client.send(
            request(token(Purpose.STOP, made, "en"))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());

    assertEquals(200, answer.statusCode());
    assertEquals(Set.of(), followers(made));
  }

  @Test
  void whoStopsWhatIsStopped_addsNothingToItsHistory() throws Exception {
    Request made = city.report(ROSA);
    String token = token(Purpose.STOP, made, "en");
    post(token, "do=stop");
    assertEquals(2, city.desk.history(made.number()).size());
    post(token, "do=stop");
    post(token, "");

    assertEquals(2, city.desk.history(made.number()).size());
  }

  @Test
  void whoStopsAndStartsOverAndOver_mustWait_whateverLetterTheyUse() throws Exception {
    Request made = city.report(ROSA);
    String token = token(Purpose.STOP, made, "en");
    for (int i = 0; i < 10; i++) {
      assertEquals(200, post(token, i % 2 == 0 ? "do=stop" : "do=again").statusCode());
    }
    HttpResponse<String> refused = post(token, "do=stop");

    assertEquals(429, refused.statusCode());
    assertEquals("60", refused.headers().firstValue("Retry-After").orElse(""));
    assertTrue(refused.body().contains("Please try again in a minute"), refused.body());
    assertEquals(429, post(token(Purpose.STOP, made, "es"), "do=stop").statusCode());
    assertEquals(11, city.desk.history(made.number()).size());
    assertEquals(200, post(token(Purpose.STOP, city.report(BEN), "en"), "").statusCode());
    nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
    assertEquals(200, post(token, "do=stop").statusCode());
    assertEquals(429, post(token, "do=again").statusCode());
  }

  @Test
  void whoChangedTheirMind_hearsOfItAgain() throws Exception {
    Request made = city.report(ROSA);
    String token = token(Purpose.STOP, made, "en");
    post(token, "do=stop");

    assertEquals(200, post(token, "do=again").statusCode());
    assertEquals(made.followers(), followers(made));
  }

  @Test
  void whoChangedTheirMind_afterTheContactWasRemoved_isToldSo() throws Exception {
    Request made = city.report(ROSA);
    String token = token(Purpose.STOP, made, "en");
    post(token, "do=stop");
    city.server.execute("delete from requests.contact");
    HttpResponse<String> answer = post(token, "do=again");

    assertTrue(answer.body().contains("We have removed your address"), answer.body());
    assertEquals(Set.of(), followers(made));
  }

  @Test
  void stop_reachesARequestThatWasJoinedSince_andNobodyElses() throws Exception {
    Request rosas = city.report(ROSA);
    Request bens = city.report(BEN);
    city.desk.merge(rosas.number(), bens.number(), "", TestCity.ANA);
    Request closed = city.change(bens, new Change.Close(Outcome.DONE, ""));
    SignedLink link =
        new SignedLink(
            Purpose.STOP,
            "es",
            bens.number(),
            closed.version(),
            rosas.followers().iterator().next());
    post(LINKS.token(link), "");

    assertEquals(Set.of(), followers(rosas));
    assertEquals(bens.followers(), followers(bens));
  }

  @Test
  void question_isAnsweredByOneButton_theLatestAnswerCounts() throws Exception {
    Request made = city.report(ROSA);
    Request closed = city.change(made, new Change.Close(Outcome.DONE, ""));
    String token = token(Purpose.QUESTION, closed, "en");

    assertTrue(get(token).body().contains("Very satisfied"));
    assertEquals(200, post(token, "grade=2").statusCode());
    HttpResponse<String> answer = post(token, "grade=5");
    assertTrue(answer.body().contains("Thank you"), answer.body());
    assertEquals(
        List.of(new Satisfaction.OfType("pothole", 1, 5.0, 1)),
        new Satisfaction(city.database).byType(NOW, NOW.plusSeconds(1)));
    assertEquals(List.of(), new Satisfaction(city.database).byType(NOW.minusSeconds(1), NOW));
  }

  @Test
  void question_isClosedAfter90Days_andOnlyAskedOfAClosing() throws Exception {
    Request made = city.report(ROSA);
    Request closed = city.change(made, new Change.Close(Outcome.DONE, ""));
    clock.set(NOW.plusSeconds(90L * 24 * 3_600));
    HttpResponse<String> late = post(token(Purpose.QUESTION, closed, "en"), "grade=5");
    assertTrue(late.body().contains("open for 90 days"), late.body());
    clock.set(NOW);
    assertTrue(
        post(token(Purpose.QUESTION, made, "en"), "grade=5").body().contains("open for 90 days"));

    assertEquals(List.of("0"), city.server.query("select count(*) from requests.satisfaction"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"grade=0", "grade=6", "grade=55", "grade=a", "", "grade=5%00"})
  void gradeThatIsNone_isRefused(String body) throws Exception {
    Request closed = city.change(city.report(ROSA), new Change.Close(Outcome.DONE, ""));

    assertEquals(400, post(token(Purpose.QUESTION, closed, "en"), body).statusCode());
    assertEquals(List.of("0"), city.server.query("select count(*) from requests.satisfaction"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%3Cscript%3E"})
  void linkThatIsNone_isNotFound_andNotRepeated(String token) throws Exception {
    assertEquals(404, get(token).statusCode());
    assertEquals(404, post(token, "").statusCode());
    assertFalse(get(token).body().contains("<script>"));
  }

  @Test
  void databaseThatIsAway_isSaid_withWhenToTryAgain() throws Exception {
    Request made = city.report(ROSA);
    String token = token(Purpose.STOP, made, "es");
    city.server.stop();
    try {
      HttpResponse<String> answer = post(token, "");
      assertEquals(503, answer.statusCode());
      assertEquals("5", answer.headers().firstValue("Retry-After").orElse(""));
      assertTrue(answer.body().contains("Inténtelo de nuevo"), answer.body());
    } finally {
      city.server.start();
    }
    // What the pool has kept of the database before may be found out first.
    Awaitility.await()
        .until(
            () -> {
              nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
              return post(token, "").statusCode() == 200;
            });
    assertEquals(Set.of(), followers(made));
  }

  @Test
  void bodyThatIsTooLong_isRefused() throws Exception {
    Request made = city.report(ROSA);

    assertEquals(413, post(token(Purpose.STOP, made, "en"), "x".repeat(10_000)).statusCode());
    assertEquals(made.followers(), followers(made));
  }

  @Test
  void style_isServed() throws Exception {
    HttpResponse<String> style = get("style.css");

    assertEquals(200, style.statusCode());
    assertTrue(style.headers().firstValue("Content-Type").orElse("").startsWith("text/css"));
  }
}
