package org.city311.requests.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.city311.requests.access.Role;
import org.city311.requests.contact.Contact;
import org.city311.requests.desk.Taken;
import org.city311.requests.desk.TestIntakes;
import org.city311.requests.life.Request;
import org.city311.requests.notify.link.SignedLink;
import org.city311.requests.notify.link.SignedLink.Purpose;
import org.city311.requests.notify.link.SignedLinks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// All that this module serves while PostgreSQL is away, or doesn't answer.
class OutageTest {
  private static final int CALLS = 40;

  private static final Contact ROSA = new Contact("Rosa", "rosa@example.org", "", "en");

  private final TestSite site;

  OutageTest() throws Exception {
    site = new TestSite();
  }

  @AfterEach
  void close() throws Exception {
    site.server().start();
    site.close();
  }

  private final AtomicInteger people = new AtomicInteger();

  /// Staff, links and residents alike: each is told when to come again.
  @Test
  void databaseIsAway_fortyCallsAtOnceAreTurnedAway_andItWorksAgainOnceItIsBack() throws Exception {
    Request made = made();
    String agent = site.key(Role.AGENT, Optional.empty());
    site.server().stop();
    // That it is away is found out first.
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> site.send(call(0, made, agent)).statusCode() == 503);

    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      calls.add(site.sending(call(i, made, agent)));
    }

    CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).get(40, TimeUnit.SECONDS);
    for (CompletableFuture<HttpResponse<String>> call : calls) {
      HttpResponse<String> answer = call.get();
      assertEquals(503, answer.statusCode(), answer.uri() + " " + answer.body());
      assertTrue(answer.headers().firstValueAsLong("Retry-After").orElse(0) > 0);
    }
    site.server().start();
    for (int i = 0; i < 3; i++) {
      int which = i;
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> site.send(call(which, made, agent)).statusCode() == 200);
    }
  }

  /// Vert.x's worker threads belong to the agents' changes, the page of meters and the messages as well.
  @Test
  void databaseThatAnswersNobody_holdsNoWorkerOfOthers() throws Exception {
    Request made = made();
    String agent = site.key(Role.AGENT, Optional.empty());
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    try (Connection other = site.server().connect();
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("lock requests.api_key, requests.request in access exclusive mode");
      for (int i = 0; i < CALLS; i++) {
        calls.add(site.sending(call(i, made, agent)));
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> !site.server().query(WAITING).equals(List.of("0")));

      assertEquals(List.of(), workersThatWaitForUs());
      assertFalse(calls.stream().allMatch(CompletableFuture::isDone));
      other.rollback();
    }
    CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).get(40, TimeUnit.SECONDS);
    assertTrue(calls.stream().anyMatch(call -> call.join().statusCode() == 200));
    assertTrue(
        calls.stream().allMatch(call -> List.of(200, 503).contains(call.join().statusCode())));
  }

  private static List<String> workersThatWaitForUs() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().startsWith("vert.x-worker"))
        .filter(
            thread ->
                Arrays.stream(thread.getValue())
                    .anyMatch(frame -> frame.getClassName().startsWith("org.city311.requests")))
        .map(thread -> thread.getKey().getName())
        .toList();
  }

  private static final String WAITING =
      "select count(*) from pg_stat_activity where wait_event_type = 'Lock'";

  private Request made() throws Exception {
    return ((Taken.Accepted) site.desk().take(TestIntakes.pothole().contact(ROSA).build()))
        .request();
  }

  /// Staff's, a link's and a resident's in turn.
  private HttpRequest.Builder call(int which, Request request, String agent) {
    return switch (which % 3) {
      case 0 ->
          HttpRequest.newBuilder(site.address("/api/requests/" + request.number()))
              .header("Authorization", "Bearer " + agent);
      case 1 ->
          HttpRequest.newBuilder(site.address("/m/" + stop(request))).POST(BodyPublishers.noBody());
      default -> HttpRequest.newBuilder(site.address("/api/public/requests/" + request.number()));
    };
  }

  /// Each time another person's, as each may do so only so often.
  private String stop(Request request) {
    return new SignedLinks(TestSite.LINK_KEY)
        .token(
            new SignedLink(
                Purpose.STOP,
                "en",
                request.number(),
                request.version(),
                "somebody-" + people.incrementAndGet()));
  }
}
