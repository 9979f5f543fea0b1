package org.city311.metrics.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Termination.Result;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.metrics.FakeCentre;
import org.city311.metrics.FakeClock;
import org.city311.metrics.live.LiveFigures;
import org.city311.metrics.live.TestCity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveRoutesTest {
  private final FakeClock clock = new FakeClock(Instant.parse("2026-03-02T14:00:00Z"));
  private final FakeCentre centre = new FakeCentre(clock);
  private final AtomicInteger connections = new AtomicInteger();
  private final Vertx vertx = Vertx.vertx();
  private LiveRoutes routes = serve(3);
  private int port;

  @AfterEach
  void close() throws Exception {
    routes.close();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void now_isTheJsonOfTheContract() throws Exception {
    centre.arrives("a");
    centre.asksFor("a", "water");
    clock.advance(Duration.ofMillis(8_200));
    centre.isAnswered("a", "ana");
    centre.arrives("b");
    centre.asksFor("b", "streets");
    clock.advance(Duration.ofMillis(42_100));
    centre.arrives("c");
    centre.arrives("d");
    centre.asksFor("d", "streets");
    centre.isTreated("d", Treatment.MESSAGE);
    centre.ends("d", Result.OVERFLOWED, Reason.LEFT_A_MESSAGE);
    centre.set(TestCity.agent("ana", clock));
    centre.set(TestCity.agent("ben", clock).withPresence(new Presence.Ready(), clock.instant()));
    centre.gap();

    HttpResponse<String> response = get("/api/live/now");

    assertEquals(200, response.statusCode());
    assertEquals("application/json", response.headers().firstValue("Content-Type").orElseThrow());
    assertEquals(
        new JsonObject(
            """
            {"at":"2026-03-02T14:00:50.300Z","city":"Springfield",
             "waiting":1,"longest_waiting_since":"2026-03-02T14:00:08.200Z",
             "longest_wait_seconds":42.1,"in_ivr":1,"talking":1,
             "callbacks":{"asked":0,"waiting":0,"placed":0,"answered":0,"machines":0,
               "connected":0,"gave_up":0,"expired":0,"cancelled":0},
             "offered":3,"answered":1,"abandoned":0,"overflowed":1,"called_back":0,
             "asa_seconds":8.2,
             "estimated_wait_seconds":null,"estimate_error_seconds":null,
             "agents":{"ready":1,"not_ready":0,"offered":0,"talking":0,"hold":0,"consult":0,"wrap_up":0,
                       "signed_out":1},
             "groups":[
              {"id":"streets","name":{"en":"Streets","es":"Calles"},
               "open":true,"ready_agents":1,
               "waiting":1,"longest_waiting_since":"2026-03-02T14:00:08.200Z",
               "longest_wait_seconds":42.1,"offered":2,"answered":0,"abandoned":0,
               "overflowed":1,"called_back":0,"asa_seconds":null,
               "estimated_wait_seconds":null,"estimate_error_seconds":null},
              {"id":"water","name":{"en":"Water","es":"Agua"},
               "open":true,"ready_agents":1,
               "waiting":0,"longest_waiting_since":null,
               "longest_wait_seconds":0.0,"offered":1,"answered":1,"abandoned":0,
               "overflowed":0,"called_back":0,"asa_seconds":8.2,
               "estimated_wait_seconds":null,"estimate_error_seconds":null}]}
            """),
        new JsonObject(response.body()));
  }

  @Test
  void stream_tellsAtOnceAndAfterAChange() throws Exception {
    try (LiveStreamClient client = new LiveStreamClient(uri("/api/live"))) {
      assertEquals(
          "text/event-stream",
          client.response().headers().firstValue("Content-Type").orElseThrow());
      assertEquals(0, client.next().getInteger("offered"));

      centre.arrives("a");
      centre.asksFor("a", "water");

      await().until(() -> client.next().getInteger("offered") == 1);
    }
  }

  @Test
  void stream_withoutChange_comesOnceASecond_andWithManyChangesAtMostTenTimes() throws Exception {
    // Each time is taken from before the first event: a late reader finds events heaped up.
    long quiet = System.nanoTime();
    try (LiveStreamClient client = new LiveStreamClient(uri("/api/live"))) {
      for (int i = 0; i < 4; i++) {
        client.next();
      }
      Duration two = Duration.ofNanos(System.nanoTime() - quiet);
      assertTrue(two.toMillis() >= 1_500, "two quiet events took " + two);

      Thread busy = Thread.ofPlatform().daemon().unstarted(this::changeWithoutPause);
      long began = System.nanoTime();
      busy.start();
      for (int i = 0; i < 21; i++) {
        client.next();
      }
      Duration twenty = Duration.ofNanos(System.nanoTime() - began);
      busy.interrupt();
      busy.join();
      assertTrue(twenty.toMillis() >= 1_700, "twenty events took " + twenty);
    }
  }

  private void changeWithoutPause() {
    for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
      centre.arrives("busy-" + i);
      centre.ends("busy-" + i, Result.LEFT_IN_IVR, Reason.HUNG_UP_IN_FLOW);
      centre.confirmRecorded(centre.call("busy-" + i).id());
    }
  }

  @Test
  void streamBeyondTheLimit_isTurnedAwayUntilOneCloses() throws Exception {
    LiveStreamClient first = new LiveStreamClient(uri("/api/live"));
    try (LiveStreamClient second = new LiveStreamClient(uri("/api/live"));
        LiveStreamClient third = new LiveStreamClient(uri("/api/live"))) {
      assertEquals(200, second.response().statusCode());
      assertEquals(200, third.response().statusCode());

      HttpResponse<String> refused = get("/api/live");
      assertEquals(503, refused.statusCode());
      assertTrue(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()) > 0);
      assertTrue(new JsonObject(refused.body()).containsKey("error"));
      assertEquals(1, routes.refused());
      assertEquals(3, routes.openStreams());

      first.close();

      await().until(() -> routes.openStreams() == 2);
      try (LiveStreamClient again = new LiveStreamClient(uri("/api/live"))) {
        assertEquals(200, again.response().statusCode());
        assertEquals(3, routes.openStreams());
      }
    }
    await().until(() -> routes.openStreams() == 0);
  }

  @Test
  void clientThatDoesNotRead_isCutOff_whileOthersGoOn() throws Exception {
    routes.close();
    routes = serve(3);
    centre.reroute(largeRouting());
    try (Socket slow = new Socket();
        LiveStreamClient reader = new LiveStreamClient(uri("/api/live"))) {
      slow.setReceiveBufferSize(1_024);
      slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      OutputStream out = slow.getOutputStream();
      out.write("GET /api/live HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      // It may be cut off before anybody looks.
      await().until(() -> routes.openStreams() + routes.cutOff() == 2);

      AtomicInteger calls = new AtomicInteger();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                centre.arrives("call-" + calls.incrementAndGet());
                reader.next();
                return routes.cutOff() == 1;
              });

      assertEquals(1, routes.openStreams());
      assertEquals(500, reader.next().getJsonArray("groups").size());
      await("its connection is closed though it reads nothing").until(() -> connections.get() == 1);
    }
  }

  @Test
  void close_endsTheStreams() throws Exception {
    try (LiveStreamClient client = new LiveStreamClient(uri("/api/live"))) {
      client.next();

      routes.close();

      assertTrue(client.ended());
      assertEquals(0, routes.openStreams());
    }
  }

  /// So many groups that one event is larger than a socket's buffers.
  private static Routing largeRouting() {
    String name = "A long name ".repeat(20);
    return TestCity.routing(
        IntStream.range(0, 500)
            .mapToObj(i -> TestCity.group("group-" + i, name, name))
            .toArray(SkillGroup[]::new));
  }

  private LiveRoutes serve(int maxStreams) {
    LiveFigures figures = new LiveFigures(TestCity.CITY, clock);
    centre.subscribeDirectly(figures);
    Router router = Router.router(vertx);
    LiveRoutes mounted = LiveRoutes.mount(vertx, router, figures, maxStreams);
    HttpServer server =
        vertx
            .createHttpServer(
                new HttpServerOptions().setSendBufferSize(8_192).setCompressionSupported(true))
            .connectionHandler(this::count)
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .await();
    port = server.actualPort();
    return mounted;
  }

  private void count(HttpConnection connection) {
    connections.incrementAndGet();
    connection.closeHandler(_ -> connections.decrementAndGet());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private HttpResponse<String> get(String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
