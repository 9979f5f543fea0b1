package org.city311.requests.http.residents;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.exchange.CsvWriter;
import org.city311.requests.geo.Position;
import org.city311.requests.http.edge.Places;
import org.city311.requests.http.edge.Refusal;
import org.city311.requests.http.edge.RefusedException;
import org.city311.requests.http.edge.Strangers;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.State;
import org.city311.requests.published.Published;
import org.city311.requests.store.Listed;
import org.city311.requests.store.PublicSearch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/open-data/requests.csv` and `.json`: all requests that anybody may see, by the time of the report, from
/// `since` until before `until`. Sent as fast as the other side takes it, a page of the database at a time. What
/// residents wrote is left out: in a copy that went out, nothing can be corrected any more.
public final class OpenDataRoutes {
  private static final int PAGE = PublicSearch.MAX_ROWS;
  private static final Instant LONG_AGO = Instant.parse("1900-01-01T00:00:00Z");

  /// Who takes less than a page in so long, on the whole, is left: some 20 kB a second.
  private static final Duration FOR_A_PAGE = Duration.ofSeconds(10);

  /// To begin with, as a line may stand still for a moment.
  private static final Duration GRACE = Duration.ofSeconds(30);

  /// Each holds a connection to the database now and then.
  private static final int AT_ONCE = 6;

  private static final int OF_ONE = 1;

  private static final Logger log = LoggerFactory.getLogger(OpenDataRoutes.class);

  private final PublicSearch search;
  private final Supplier<Catalogue> catalogue;
  private final ZoneId zone;
  private final InstantSource clock;
  private final Strangers strangers;
  private final Places places = new Places(AT_ONCE, OF_ONE);

  /// @param zone where a day begins that is given without a time
  public OpenDataRoutes(
      PublicSearch search,
      Supplier<Catalogue> catalogue,
      ZoneId zone,
      InstantSource clock,
      Strangers strangers) {
    this.search = search;
    this.catalogue = catalogue;
    this.zone = zone;
    this.clock = clock;
    this.strangers = strangers;
  }

  public void mount(Router router) {
    router
        .get("/open-data/requests.csv")
        .handler(context -> start(context, new Form("text/csv; charset=utf-8; header=present")));
    router
        .get("/open-data/requests.json")
        .handler(context -> start(context, new Form("application/json; charset=utf-8")));
    router
        .route("/open-data/*")
        .handler(
            context ->
                Refusal.sendJson(
                    context, Refusal.of(404, "there are requests.csv and requests.json")));
  }

  /// In what it is written.
  private record Form(String mediaType) {
    boolean csv() {
      return mediaType.startsWith("text/csv");
    }

    String begin() {
      return csv() ? CsvWriter.row(List.copyOf(COLUMNS)) : "[";
    }

    String row(Map<String, Object> row, boolean first) {
      if (csv()) {
        return CsvWriter.row(COLUMNS.stream().map(name -> text(row.get(name))).toList());
      }
      return (first ? "\n" : ",\n") + new JsonObject(row).encode();
    }

    String end() {
      return csv() ? "" : "\n]\n";
    }

    private static String text(@Nullable Object value) {
      return switch (value) {
        case null -> "";
        case Double number -> BigDecimal.valueOf(number).toPlainString();
        default -> value.toString();
      };
    }
  }

  private static final List<String> COLUMNS =
      List.of(
          "number",
          "type",
          "name",
          "department",
          "state",
          "outcome",
          "reported_at",
          "first_due",
          "due",
          "closed_at",
          "late",
          "merged_into",
          "area",
          "address",
          "latitude",
          "longitude");

  /// What is wanted.
  private record Span(Instant since, Instant until) {}

  private void start(RoutingContext context, Form form) {
    context.response().putHeader("Access-Control-Allow-Origin", "*");
    Span span;
    try {
      span =
          new Span(
              at(context.request().getParam("since", ""), LONG_AGO),
              at(context.request().getParam("until", ""), clock.instant()));
    } catch (RefusedException e) {
      Refusal.sendJson(context, e.refusal());
      return;
    }
    String stranger = strangers.of(context.request());
    if (!places.take(stranger)) {
      Refusal.sendJson(
          context,
          Refusal.later(503, "you or others get the data at this moment", Duration.ofSeconds(30)));
      return;
    }
    Context loop = context.vertx().getOrCreateContext();
    Thread.ofVirtual()
        .name("open-data")
        .start(
            () -> {
              try {
                send(new Out(context, loop, new Pace(GRACE, FOR_A_PAGE)), form, span);
              } finally {
                places.giveBack(stranger);
              }
            });
  }

  private Instant at(String text, Instant usual) throws RefusedException {
    try {
      if (text.isEmpty()) {
        return usual;
      }
      Instant at =
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
              : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
      return at.isBefore(LONG_AGO) || at.isAfter(LONG_AGO.plus(Duration.ofDays(200_000)))
          ? usual
          : at;
    } catch (DateTimeException e) {
      throw new RefusedException(
          400, "since and until are days or times, such as 2026-01-31 or 2026-01-31T00:00:00Z");
    }
  }

  private void send(Out out, Form form, Span span) {
    Catalogue known = catalogue.get();
    Set<String> types = Published.types(known);
    boolean begun = false;
    try {
      Instant after = span.since();
      long number = 0;
      List<Listed> page = search.after(after, number, span.until(), types, PAGE);
      out.begin(form.mediaType());
      begun = true;
      out.write(form.begin());
      boolean first = true;
      while (!page.isEmpty()) {
        StringBuilder text = new StringBuilder();
        for (Listed listed : page) {
          for (Published request : Published.of(listed, known, clock.instant()).stream().toList()) {
            text.append(form.row(row(request), first));
            first = false;
          }
        }
        out.write(text.toString());
        Listed last = page.getLast();
        after = last.request().report().at();
        number = last.request().number().value();
        page =
            page.size() < PAGE ? List.of() : search.after(after, number, span.until(), types, PAGE);
      }
      out.end(form.end());
    } catch (SQLException e) {
      log.warn("open data can't be read", e);
      out.fail(begun);
    } catch (ExecutionException | TimeoutException e) {
      out.fail(true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      out.fail(true);
    }
  }

  private static Map<String, Object> row(Published request) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("number", request.number().toString());
    row.put("type", request.type().id());
    row.put("name", request.type().name().en());
    row.put("department", request.department());
    row.put("state", TypeJson.word(request.state().name()));
    row.put("reported_at", PublishedJson.time(request.reportedAt()));
    row.put("first_due", PublishedJson.time(request.firstDue()));
    row.put("due", PublishedJson.time(request.due()));
    row.put("late", request.late());
    row.put("area", request.location().neighbourhood());
    row.put("address", request.location().address());
    request.location().position().ifPresent(position -> place(row, position));
    switch (request.state()) {
      case State.Closed(Outcome outcome, Instant at) -> {
        row.put("outcome", TypeJson.word(outcome));
        row.put("closed_at", PublishedJson.time(at));
      }
      case State.Merged merged -> row.put("merged_into", merged.into().toString());
      case State.Unfinished _ -> {}
    }
    return row;
  }

  private static void place(Map<String, Object> row, Position position) {
    row.put("latitude", position.latitude());
    row.put("longitude", position.longitude());
  }

  /// The answer, written from a thread that may wait until the other side has taken it.
  private record Out(RoutingContext context, Context loop, Pace pace) {
    void begin(String mediaType) throws InterruptedException, ExecutionException, TimeoutException {
      on(
          response -> {
            response
                .setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            return Future.succeededFuture();
          });
    }

    void write(String text) throws InterruptedException, ExecutionException, TimeoutException {
      if (!text.isEmpty()) {
        on(response -> response.write(Buffer.buffer(text)));
      }
    }

    void end(String text) throws InterruptedException, ExecutionException, TimeoutException {
      on(response -> response.end(Buffer.buffer(text)));
    }

    /// Cut off, so that nobody takes a part for the whole.
    void fail(boolean begun) {
      loop.runOnContext(
          _ -> {
            if (begun) {
              context.request().connection().close();
            } else {
              Refusal.sendJson(
                  context,
                  Refusal.later(503, "the data can't be read now", Duration.ofSeconds(10)));
            }
          });
    }

    private void on(Step step) throws InterruptedException, ExecutionException, TimeoutException {
      CompletableFuture<Boolean> taken = new CompletableFuture<>();
      loop.runOnContext(
          _ ->
              step.of(context.response())
                  .onSuccess(_ -> taken.complete(true))
                  .onFailure(taken::completeExceptionally));
      taken.get(pace.patience(System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private interface Step {
      Future<?> of(HttpServerResponse response);
    }
  }
}
