package org.city311.metrics.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.city311.metrics.PostgresServer;
import org.city311.metrics.record.CallRecords;
import org.city311.metrics.record.MetricsDatabase;
import org.city311.metrics.record.TestRecords;
import org.city311.metrics.report.IvrReports;
import org.city311.metrics.report.SurveyReports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The reports' routes on a real web server and a real PostgreSQL, in a city west of Greenwich.
class ReportRoutesTest {
  private final PostgresServer postgres = PostgresServer.emptied();
  private final MetricsDatabase database = new MetricsDatabase(postgres.settings());
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private boolean mayPass = true;

  @SuppressWarnings("NullAway.Init")
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    new CallRecords(database)
        .insert(List.of(TestRecords.answered("a"), TestRecords.leftInIvr("b")));
    Router router = Router.router(vertx);
    new ReportRoutes(
            vertx,
            new IvrReports(database),
            new SurveyReports(database),
            ZoneId.of("America/New_York"),
            () -> Instant.parse("2026-03-03T03:00:00Z"))
        .mount(
            router,
            context -> {
              if (mayPass) {
                context.next();
              } else {
                context.response().setStatusCode(401).end();
              }
            });
    server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    database.close();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void ivr_isTheJsonOfTheContract() throws Exception {
    assertEquals(
        new JsonObject(
            """
            {"from": "2026-03-02", "until": "2026-03-03",
             "answered": 2, "refused": 0, "self_served": 0, "containment": 0.0, "person": 1,
             "gave_up": 1, "ended_otherwise": 0,
             "steps": [
               {"step": "greeting", "reached": 1, "self_served": 0, "containment": 0.0, "person": 0,
                "gave_up": 1, "ended_otherwise": 0, "gave_up_here": 1},
               {"step": "language", "reached": 1, "self_served": 0, "containment": 0.0, "person": 1,
                "gave_up": 0, "ended_otherwise": 0, "gave_up_here": 0},
               {"step": "service", "reached": 1, "self_served": 0, "containment": 0.0, "person": 1,
                "gave_up": 0, "ended_otherwise": 0, "gave_up_here": 0}]}
            """),
        new JsonObject(get("/api/ivr", 200)));
  }

  @Test
  void survey_isTheJsonOfTheContract() throws Exception {
    assertEquals(
        new JsonObject(
            """
            {"from": "2026-03-01", "until": "2026-03-03",
             "questions": [
               {"question": "overall", "answers": 1, "mean": 5.0, "keys": {"5": 1}},
               {"question": "solved", "answers": 1, "mean": 1.0, "keys": {"1": 1}}],
             "groups": [
               {"group": "water", "questions": [
                 {"question": "overall", "answers": 1, "mean": 5.0, "keys": {"5": 1}},
                 {"question": "solved", "answers": 1, "mean": 1.0, "keys": {"1": 1}}]}],
             "agents": [
               {"agent": "ana", "questions": [
                 {"question": "overall", "answers": 1, "mean": 5.0, "keys": {"5": 1}},
                 {"question": "solved", "answers": 1, "mean": 1.0, "keys": {"1": 1}}]}]}
            """),
        new JsonObject(get("/api/survey?from=2026-03-01&until=2026-03-03", 200)));
    assertEquals(
        new JsonObject(
            """
            {"from": "2026-03-01", "until": "2026-03-03", "more": false,
             "calls": [
               {"call_id": "a", "arrived_at": "2026-03-02T12:00:00.123Z", "group": "water",
                "agent": "ana", "answers": {"overall": 5, "solved": 1}}]}
            """),
        new JsonObject(get("/api/survey/calls?from=2026-03-01&until=2026-03-03&limit=1", 200)));
  }

  @Test
  void daysAreTheCitys() throws Exception {
    assertEquals(0, new JsonObject(get("/api/ivr?from=2026-03-03", 200)).getInteger("answered"));
    assertEquals(
        0,
        new JsonObject(get("/api/ivr?from=2026-03-01&until=2026-03-02", 200))
            .getInteger("answered"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/ivr?from=yesterday | from is a day such as 2026-11-01",
        "/api/survey?until=2026-13-01 | until is a day such as 2026-11-01",
        "/api/ivr?from=2026-03-02&until=2026-03-02 | until is a day after from, at most 400 days",
        "/api/ivr?from=2024-03-02&until=2026-03-02 | until is a day after from, at most 400 days",
        "/api/survey/calls?limit=0 | limit is a whole number from 1 to 1000",
        "/api/survey/calls?limit=1001 | limit is a whole number from 1 to 1000",
      })
  void mistake_isTold(String path, String problem) throws Exception {
    assertEquals(new JsonObject().put("error", problem).encode(), get(path, 400));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/ivr", "/api/survey", "/api/survey/calls"})
  void whoMayNotSeeThem_seesNothing(String path) throws Exception {
    mayPass = false;

    get(path, 401);
  }

  @Test
  void databaseThatIsAway_isTold() throws Exception {
    database.close();

    get("/api/ivr", 503);
  }

  private String get(String path, int status) throws Exception {
    var answer =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(status, answer.statusCode(), answer.body());
    return answer.body();
  }
}
