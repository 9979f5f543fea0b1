package org.city311.requests.http.staff;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Mounts `/api/requests…`. Every call is checked at the gate, and answered on Vert.x's worker threads, as
/// it waits for the database.
public final class StaffRoutes {
  /// The largest JSON taken, bytes.
  private static final long MAX_JSON = 262_144;

  /// The largest file that is imported, with its mapping, bytes.
  private static final long MAX_IMPORT = 1L << 30;

  private static final Logger log = LoggerFactory.getLogger(StaffRoutes.class);

  private final Gate gate;
  private final Map<Endpoint, Work> works = new EnumMap<>(Endpoint.class);
  private final ExportRoute export;
  private final String description = description();

  /// Something to be done for an answer; may wait.
  @FunctionalInterface
  interface Work {
    Answer answer(RoutingContext context) throws SQLException, IOException, RefusedException;
  }

  private StaffRoutes(StaffParts parts) {
    StaffDesk desk = new StaffDesk(parts);
    DuplicateDesk duplicates = new DuplicateDesk(parts);
    TypeDesk types = new TypeDesk(parts);
    KeyDesk keys = new KeyDesk(parts);
    ImportRoutes imports = new ImportRoutes(parts);
    this.gate = new Gate(parts.keys(), parts.adminToken(), parts.clock());
    this.export = new ExportRoute(parts, desk);
    works.put(Endpoint.SEARCH, desk::search);
    works.put(Endpoint.TAKE, desk::take);
    works.put(Endpoint.LOOKALIKES, duplicates::lookalikes);
    works.put(Endpoint.REPORT, desk::report);
    works.put(Endpoint.SATISFACTION, new SatisfactionDesk(parts)::byType);
    works.put(Endpoint.SAVINGS, duplicates::savings);
    works.put(Endpoint.LIST_TYPES, types::all);
    works.put(Endpoint.FIND_TYPES, types::find);
    works.put(Endpoint.CHANGE_MANY, desk::changeMany);
    works.put(Endpoint.BEGIN_IMPORT, imports::begin);
    works.put(Endpoint.LIST_IMPORTS, imports::list);
    works.put(Endpoint.SHOW_IMPORT, imports::show);
    works.put(Endpoint.LIST_KEYS, keys::list);
    works.put(Endpoint.MAKE_KEY, keys::make);
    works.put(Endpoint.REVOKE_KEY, keys::revoke);
    works.put(Endpoint.FORGET, desk::forget);
    works.put(Endpoint.SHOW, desk::show);
    works.put(Endpoint.HISTORY, desk::history);
    works.put(Endpoint.CONTACTS, desk::contacts);
    works.put(Endpoint.ATTACHMENT, new AttachmentDesk(parts)::attachment);
    works.put(Endpoint.CHANGE, desk::change);
    works.put(Endpoint.FOLLOW, duplicates::follow);
  }

  public static void mount(Vertx vertx, Router router, StaffParts parts) {
    StaffRoutes routes = new StaffRoutes(parts);
    Path uploads = parts.imports().made();
    for (Endpoint endpoint : Endpoint.values()) {
      // The gate has a route of its own: on one route, bodies are read before all else.
      endpoint
          .role()
          .ifPresent(
              role ->
                  router
                      .route(endpoint.method(), endpoint.path())
                      .handler(context -> routes.gate.check(context, role)));
      Route route = router.route(endpoint.method(), endpoint.path());
      if (endpoint == Endpoint.BEGIN_IMPORT) {
        route.handler(
            BodyHandler.create(uploads.toString())
                .setBodyLimit(MAX_IMPORT)
                .setDeleteUploadedFilesOnEnd(true));
      } else {
        route.handler(BodyHandler.create(false).setBodyLimit(MAX_JSON));
      }
      route.handler(routes.handler(endpoint)).failureHandler(StaffRoutes::failed);
    }
  }

  private Handler<RoutingContext> handler(Endpoint endpoint) {
    return switch (endpoint) {
      case DESCRIBE -> this::describe;
      case EXPORT -> export;
      default -> context -> answer(context, Objects.requireNonNull(works.get(endpoint)));
    };
  }

  private static void answer(RoutingContext context, Work work) {
    context
        .vertx()
        .executeBlocking(() -> answered(context, work), false)
        .onComplete(
            answer -> {
              if (answer.succeeded()) {
                answer.result().send(context);
              } else {
                context.fail(500, answer.cause());
              }
            });
  }

  static Answer answered(RoutingContext context, Work work) throws IOException {
    try {
      return work.answer(context);
    } catch (RefusedException e) {
      return e.answer();
    } catch (SQLException e) {
      log.warn("the database is away, or refuses: {}", e.toString());
      return Answer.away();
    }
  }

  private static void failed(RoutingContext context) {
    if (context.statusCode() == 413) {
      Answer.error(413, "this is too large").send(context);
    } else if (context.statusCode() >= 400 && context.statusCode() < 500) {
      Answer.error(context.statusCode(), "this can't be read").send(context);
    } else {
      log.error("a call failed: {}", context.request().path(), context.failure());
      Answer.error(500, "a fault of ours; the log says which").send(context);
    }
  }

  private void describe(RoutingContext context) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/yaml; charset=utf-8")
        .end(description);
  }

  private static String description() {
    try (InputStream file = StaffRoutes.class.getResourceAsStream("/openapi/requests.yaml")) {
      return new String(
          Objects.requireNonNull(file, "openapi/requests.yaml is not on the class path")
              .readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
