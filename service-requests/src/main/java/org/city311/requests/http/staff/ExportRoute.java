package org.city311.requests.http.staff;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.exchange.CsvWriter;
import org.city311.requests.geo.Position;
import org.city311.requests.http.edge.Refusal;
import org.city311.requests.http.edge.RefusedException;
import org.city311.requests.http.edge.Work;
import org.city311.requests.life.Location;
import org.city311.requests.life.Report;
import org.city311.requests.life.Request;
import org.city311.requests.life.State;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.RequestSearch;
import org.city311.requests.store.Search;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes requests as CSV, a thousand at a time, as fast as the reader takes them. Contacts are not among
/// it. A reader who does not take a part within 30 s is left.
final class ExportRoute implements Handler<RoutingContext> {
  private static final int AT_ONCE = 3;
  private static final int ROWS_AT_A_TIME = 1_000;
  private static final long PATIENCE_SECONDS = 30;
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private static final List<String> HEADER =
      List.of(
          "number",
          "imported_as",
          "type",
          "type_name",
          "department",
          "state",
          "outcome",
          "channel",
          "language",
          "reported_at",
          "due",
          "first_due",
          "closed_at",
          "late",
          "assignee",
          "neighbourhood",
          "latitude",
          "longitude",
          "address",
          "asset",
          "words",
          "answers",
          "merged_into",
          "followers");

  private static final Logger log = LoggerFactory.getLogger(ExportRoute.class);

  private final int numbersAtATime;
  private final RequestDesk desk;
  private final RequestSearch search;
  private final InstantSource clock;
  private final Semaphore turns = new Semaphore(AT_ONCE);

  /// @param numbersAtATime so many are listed before their rows are written, and then the next: no query
  ///     waits for a slow reader
  ExportRoute(StaffParts parts, int numbersAtATime) {
    this.numbersAtATime = numbersAtATime;
    this.desk = parts.desk();
    this.search = new RequestSearch(parts.database());
    this.clock = parts.clock();
  }

  @Override
  public void handle(RoutingContext context) {
    if (!turns.tryAcquire()) {
      Refusal.sendJson(
          context, Refusal.later(503, "others are exporting: try again in a minute", A_MINUTE));
      return;
    }
    Thread.ofVirtual()
        .name("export")
        .start(
            () -> {
              try {
                export(context);
              } finally {
                turns.release();
              }
            });
  }

  private void export(RoutingContext context) {
    HttpServerResponse response = context.response();
    try {
      Search wanted = wanted(context);
      Instant now = clock.instant();
      List<RequestNumber> numbers = search.numbers(wanted, 0, numbersAtATime, now);
      response
          .setChunked(true)
          .putHeader(HttpHeaders.CONTENT_TYPE, "text/csv; charset=utf-8")
          .putHeader("Content-Disposition", "attachment; filename=\"requests.csv\"")
          .putHeader("X-Content-Type-Options", "nosniff")
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      write(response, CsvWriter.row(HEADER));
      writeAll(response, numbers);
      while (numbers.size() == numbersAtATime) {
        numbers = search.numbers(wanted, numbers.getLast().value(), numbersAtATime, now);
        writeAll(response, numbers);
      }
      response.end();
    } catch (RefusedException e) {
      Refusal.sendJson(context, e.refusal());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cut(context);
    } catch (SQLException | ExecutionException | TimeoutException | RuntimeException e) {
      log.warn("an export was broken off: {}", e.toString());
      cut(context);
    }
  }

  private static Search wanted(RoutingContext context) throws RefusedException {
    Parameters from = new Parameters(context.queryParams());
    Search wanted = SearchQuery.read(from, Gate.caller(context).ownDepartments());
    from.check();
    return wanted;
  }

  private void writeAll(HttpServerResponse response, List<RequestNumber> numbers)
      throws SQLException, InterruptedException, ExecutionException, TimeoutException {
    for (int at = 0; at < numbers.size(); at += ROWS_AT_A_TIME) {
      write(response, rows(numbers.subList(at, Math.min(at + ROWS_AT_A_TIME, numbers.size()))));
    }
  }

  /// So that nobody takes a part for the whole.
  private static void cut(RoutingContext context) {
    if (context.response().headWritten()) {
      context.request().connection().close();
    } else {
      Refusal.sendJson(context, Work.away());
    }
  }

  private static void write(HttpServerResponse response, String text)
      throws InterruptedException, ExecutionException, TimeoutException {
    response
        .write(text)
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private String rows(List<RequestNumber> numbers) throws SQLException {
    Instant now = clock.instant();
    Catalogue catalogue = desk.directory().catalogue();
    Map<RequestNumber, String> imported = search.importedAs(numbers);
    StringBuilder rows = new StringBuilder();
    for (Request request : search.all(numbers)) {
      rows.append(
          CsvWriter.row(
              fields(
                  request,
                  imported.getOrDefault(request.number(), ""),
                  catalogue.type(request.report().type()).map(type -> type.name().en()).orElse(""),
                  now)));
    }
    return rows.toString();
  }

  private static List<String> fields(
      Request request, String importedAs, String typeName, Instant now) {
    Report report = request.report();
    Location location = report.location();
    Optional<State.Closed> closed =
        request.state() instanceof State.Closed end ? Optional.of(end) : Optional.empty();
    return List.of(
        request.number().toString(),
        importedAs,
        report.type(),
        typeName,
        request.department(),
        Parameters.word(request.state().name()),
        closed.map(end -> Parameters.word(end.outcome())).orElse(""),
        Parameters.word(report.channel()),
        report.language(),
        report.at().toString(),
        request.timing().due().toString(),
        request.timing().firstDue().toString(),
        closed.map(end -> end.at().toString()).orElse(""),
        String.valueOf(request.isLate(now)),
        request.assignee().orElse(""),
        location.neighbourhood(),
        location.position().map(Position::latitude).map(String::valueOf).orElse(""),
        location.position().map(Position::longitude).map(String::valueOf).orElse(""),
        location.address(),
        location.asset(),
        report.words(),
        report.answers().isEmpty() ? "" : new JsonObject(Map.copyOf(report.answers())).encode(),
        request.state() instanceof State.Merged merged ? merged.into().toString() : "",
        String.valueOf(request.followers().size()));
  }
}
