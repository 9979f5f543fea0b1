package org.city311.metrics;

import static org.awaitility.Awaitility.await;
import static org.city311.metrics.live.TestCity.CITY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Termination.Result;
import org.city311.metrics.http.MetricsHttp;
import org.city311.metrics.meter.PrometheusText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
  private static final Duration RECOVERY = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final FakeClock clock = new FakeClock(Instant.parse("2026-03-02T14:00:00Z"));
  private final FakeCentre centre = new FakeCentre(clock);
  private final PostgresServer server = PostgresServer.emptied();

  @AfterEach
  void close() throws Exception {
    centre.close();
    server.start();
  }

  @Test
  void databaseRestarted_underAStreamOfCalls_everyCallIsOneRowAndOnceInTheFigures()
      throws Exception {
    try (Metrics metrics = start()) {
      calls(0, 40);
      await().atMost(RECOVERY).until(() -> rows() == 40);
      server.stop();
      calls(40, 120);
      await().atMost(RECOVERY).until(() -> !metrics.isDatabaseUp());
      await().until(() -> new HashSet<>(centre.confirmed()).size() == 120);
      assertEquals(120, metrics.figures().now().today().answered(), "figures go on meanwhile");
      server.start();
      calls(120, 160);

      await().atMost(RECOVERY).until(() -> rows() == 160);
      assertEquals(160, metrics.figures().now().today().answered());
      assertEquals(160, metrics.figures().now().today().offered());
    }
  }

  @Test
  void restart_onTheSameDay_goesOnWithTodaysFigures() throws Exception {
    clock.set(Instant.parse("2026-03-02T04:59:00Z"));
    try (Metrics _ = start()) {
      calls(0, 5);
      await().atMost(RECOVERY).until(() -> rows() == 5);
      clock.set(Instant.parse("2026-03-02T14:00:00Z"));
      calls(5, 12);
      await().atMost(RECOVERY).until(() -> rows() == 12);
    }
    try (Metrics metrics = start()) {
      await().atMost(RECOVERY).until(() -> metrics.figures().now().today().offered() == 7);
      calls(12, 13);
      await().until(() -> metrics.figures().now().today().offered() == 8);
      await().atMost(RECOVERY).until(() -> rows() == 13);
      assertEquals(8, metrics.figures().now().today().answered());
    }
  }

  @Test
  void start_whileTheDatabaseIsAway_runsFromZeroAndAddsTheDayWhenItComes() throws Exception {
    try (Metrics _ = start()) {
      calls(0, 3);
      await().atMost(RECOVERY).until(() -> rows() == 3);
    }
    server.stop();
    try (Metrics metrics = start()) {
      calls(3, 5);
      await().until(() -> metrics.figures().now().today().offered() == 2);
      assertFalse(metrics.isDatabaseUp());
      server.start();

      await().atMost(RECOVERY).until(() -> metrics.figures().now().today().offered() == 5);
      await().atMost(RECOVERY).until(() -> rows() == 5);
    }
  }

  @Test
  void close_whileTheDatabaseIsAway_keepsTheRecordsForTheNextStart() throws Exception {
    server.stop();
    try (Metrics _ = start()) {
      calls(0, 20);
      await().until(() -> centre.confirmed().size() == 20);
    }
    server.start();
    try (Metrics metrics = start()) {
      await().atMost(RECOVERY).until(() -> rows() == 20);
      await().until(() -> metrics.figures().now().today().answered() == 20);
    }
  }

  @Test
  void web_showsLiveFiguresAndPrometheusPage_equalToTheScript() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (Metrics metrics = start()) {
      Router router = Router.router(vertx);
      MetricsHttp http = MetricsHttp.mount(vertx, router, metrics, 10, RoutingContext::next);
      int port =
          vertx
              .createHttpServer()
              .requestHandler(router)
              .listen(0, "127.0.0.1")
              .await()
              .actualPort();
      calls(0, 4);
      centre.arrives("abandoned");
      centre.asksFor("abandoned", "streets");
      centre.ends("abandoned", Result.ABANDONED, Reason.HUNG_UP_WAITING);
      await().atMost(RECOVERY).until(() -> rows() == 5);

      JsonObject now = new JsonObject(get(port, "/api/live/now").body());
      assertEquals(5, now.getInteger("offered"));
      assertEquals(4, now.getInteger("answered"));
      assertEquals(1, now.getInteger("abandoned"));
      await().until(() -> Double.valueOf(0).equals(samples(port).get("city311_outbox_records")));
      Map<String, Double> page = samples(port);
      assertEquals(
          4, page.get("city311_calls_total{reason=\"caller_hung_up\",result=\"answered\",}"));
      assertEquals(
          1, page.get("city311_calls_total{reason=\"hung_up_waiting\",result=\"abandoned\",}"));
      assertEquals(4, page.get("city311_answer_seconds_count{group=\"water\",}"));
      assertEquals(1, page.get("city311_database_up"));
      assertEquals(256 << 20, page.get("city311_outbox_limit_bytes"));
      assertEquals(0, page.get("city311_records_unconfirmed_total"));
      assertEquals(0, page.get("city311_records_set_aside_total"));
      assertEquals(0, page.get("city311_live_streams"));
      assertEquals(
          "text/plain; version=0.0.4; charset=utf-8",
          get(port, "/metrics").headers().firstValue("Content-Type").orElseThrow());
      http.close();
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  private Metrics start() {
    return Metrics.start(
        new MetricsOptions(
            CITY, server.settings(), folder.resolve("outbox"), 256 << 20, Duration.ZERO, clock),
        centre);
  }

  private void calls(int from, int until) {
    for (int i = from; i < until; i++) {
      centre.answeredCall("call-" + i, "water", "ana");
    }
  }

  private int rows() throws Exception {
    List<String> table = server.query("select to_regclass('metrics.call_record')::text where true");
    return table.getFirst() == null
        ? 0
        : Integer.parseInt(server.query("select count(*) from metrics.call_record").getFirst());
  }

  private static Map<String, Double> samples(int port) throws Exception {
    return PrometheusText.parse(get(port, "/metrics").body());
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
