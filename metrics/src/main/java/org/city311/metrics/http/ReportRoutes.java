package org.city311.metrics.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import org.city311.metrics.report.IvrReports;
import org.city311.metrics.report.SurveyReports;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the call records of a span of days add up to: `GET /api/ivr`, how callers fared in the IVR; `GET
/// /api/survey`, what they answered after the talk; `GET /api/survey/calls?limit=100`, each call's answers, the
/// latest first.
///
/// All take `from` and `until`, days of the city such as `2026-11-01`; the day of `until` is not counted any more.
/// Without them it is today.
final class ReportRoutes {
  private static final Duration LONGEST = Duration.ofDays(400);
  private static final int DEFAULT_CALLS = 100;
  private static final int MAX_CALLS = 1_000;
  private static final Logger log = LoggerFactory.getLogger(ReportRoutes.class);

  private final Vertx vertx;
  private final IvrReports ivr;
  private final SurveyReports surveys;
  private final ZoneId zone;
  private final InstantSource clock;

  ReportRoutes(
      Vertx vertx, IvrReports ivr, SurveyReports surveys, ZoneId zone, InstantSource clock) {
    this.vertx = vertx;
    this.ivr = ivr;
    this.surveys = surveys;
    this.zone = zone;
    this.clock = clock;
  }

  /// @param guard lets through who may see it, and answers the others itself
  void mount(Router router, Handler<RoutingContext> guard) {
    router.route("/api/ivr").handler(guard);
    router.route("/api/survey*").handler(guard);
    router
        .get("/api/ivr")
        .handler(
            context ->
                answer(
                    context,
                    days -> ReportJson.ivr(ivr.between(days.start(zone), days.end(zone)))));
    router
        .get("/api/survey")
        .handler(
            context ->
                answer(
                    context,
                    days -> ReportJson.survey(surveys.between(days.start(zone), days.end(zone)))));
    router.get("/api/survey/calls").handler(this::calls);
  }

  private void calls(RoutingContext context) {
    String written = context.request().getParam("limit", "" + DEFAULT_CALLS);
    int limit = written.matches("\\d{1,4}") ? Integer.parseInt(written) : 0;
    if (limit < 1 || limit > MAX_CALLS) {
      send(context, 400, error("limit is a whole number from 1 to " + MAX_CALLS));
      return;
    }
    answer(
        context, days -> ReportJson.calls(surveys.calls(days.start(zone), days.end(zone), limit)));
  }

  /// Days of the city.
  ///
  /// @param until the first that is not counted any more
  private record Days(LocalDate from, LocalDate until) {
    Instant start(ZoneId zone) {
      return from.atStartOfDay(zone).toInstant();
    }

    Instant end(ZoneId zone) {
      return until.atStartOfDay(zone).toInstant();
    }
  }

  @FunctionalInterface
  private interface Question {
    JsonObject answer(Days days) throws SQLException;
  }

  private void answer(RoutingContext context, Question question) {
    Days days;
    try {
      days = days(context);
    } catch (IllegalArgumentException e) {
      send(context, 400, error(String.valueOf(e.getMessage())));
      return;
    }
    vertx
        .executeBlocking(() -> question.answer(days), false)
        .onSuccess(
            json -> {
              JsonObject body =
                  new JsonObject()
                      .put("from", days.from().toString())
                      .put("until", days.until().toString());
              send(context, 200, body.mergeIn(json));
            })
        .onFailure(
            e -> {
              log.warn("a report can't be made", e);
              send(
                  context,
                  e instanceof SQLException ? 503 : 500,
                  error("the database is away, or took too long; try again, or ask for less"));
            });
  }

  private Days days(RoutingContext context) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    LocalDate from = day(context, "from", today);
    LocalDate until = day(context, "until", (from.isAfter(today) ? from : today).plusDays(1));
    if (!from.isBefore(until) || until.isAfter(from.plusDays(LONGEST.toDays()))) {
      throw new IllegalArgumentException(
          "until is a day after from, at most " + LONGEST.toDays() + " days");
    }
    return new Days(from, until);
  }

  private static LocalDate day(RoutingContext context, String name, LocalDate fallback) {
    String written = context.request().getParam(name);
    try {
      return written == null ? fallback : LocalDate.parse(written);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(name + " is a day such as 2026-11-01");
    }
  }

  private static JsonObject error(String whatToDo) {
    return new JsonObject().put("error", whatToDo);
  }

  private static void send(RoutingContext context, int status, JsonObject body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(body.toBuffer());
  }
}
