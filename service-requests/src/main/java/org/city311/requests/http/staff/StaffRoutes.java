package org.city311.requests.http.staff;

import io.vertx.core.Handler;
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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.city311.requests.http.edge.Bodies;
import org.city311.requests.http.edge.Refusal;
import org.city311.requests.http.edge.RefusedException;
import org.city311.requests.http.edge.Work;
import org.city311.requests.store.RequestSearch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Mounts `/api/requests…`. Every call is checked at the gate. What waits for the database has places of its own
/// here, so that no crowd of residents takes them.
public final class StaffRoutes {
  /// The largest JSON taken, bytes.
  private static final long MAX_JSON = 262_144;

  /// The largest file that is imported, with its mapping, bytes.
  private static final long MAX_IMPORT = 1L << 30;

  private static final Logger log = LoggerFactory.getLogger(StaffRoutes.class);

  private final Work work = new Work();
  private final Gate gate;
  private final Map<Endpoint, Task> tasks = new EnumMap<>(Endpoint.class);
  private final AttachmentDesk attachments;
  private final ExportRoute export;
  private final String description = description();

  /// Something to be done for an answer; may wait.
  @FunctionalInterface
  interface Task {
    Answer answer(RoutingContext context) throws SQLException, IOException, RefusedException;
  }

  private StaffRoutes(StaffParts parts, int exportedAtATime) {
    StaffDesk desk = new StaffDesk(parts);
    DuplicateDesk duplicates = new DuplicateDesk(parts);
    TypeDesk types = new TypeDesk(parts);
    KeyDesk keys = new KeyDesk(parts);
    ImportRoutes imports = new ImportRoutes(parts);
    this.gate = new Gate(parts, work);
    this.attachments = new AttachmentDesk(parts, work);
    this.export = new ExportRoute(parts, exportedAtATime);
    tasks.put(Endpoint.SEARCH, desk::search);
    tasks.put(Endpoint.TAKE, desk::take);
    tasks.put(Endpoint.LOOKALIKES, duplicates::lookalikes);
    tasks.put(Endpoint.REPORT, desk::report);
    tasks.put(Endpoint.SATISFACTION, new SatisfactionDesk(parts)::byType);
    tasks.put(Endpoint.SAVINGS, duplicates::savings);
    tasks.put(Endpoint.LIST_TYPES, types::all);
    tasks.put(Endpoint.FIND_TYPES, types::find);
    tasks.put(Endpoint.CHANGE_MANY, desk::changeMany);
    tasks.put(Endpoint.BEGIN_IMPORT, imports::begin);
    tasks.put(Endpoint.LIST_IMPORTS, imports::list);
    tasks.put(Endpoint.SHOW_IMPORT, imports::show);
    tasks.put(Endpoint.LIST_KEYS, keys::list);
    tasks.put(Endpoint.MAKE_KEY, keys::make);
    tasks.put(Endpoint.REVOKE_KEY, keys::revoke);
    tasks.put(Endpoint.FORGET, desk::forget);
    tasks.put(Endpoint.SHOW, desk::show);
    tasks.put(Endpoint.HISTORY, desk::history);
    tasks.put(Endpoint.CONTACTS, desk::contacts);
    tasks.put(Endpoint.ATTACHMENT, attachments::attachment);
    tasks.put(Endpoint.CHANGE, desk::change);
    tasks.put(Endpoint.FOLLOW, duplicates::follow);
  }

  public static void mount(Router router, StaffParts parts) {
    mount(router, parts, RequestSearch.MAX_NUMBERS);
  }

  /// @param exportedAtATime how many numbers an export lists at once
  static void mount(Router router, StaffParts parts, int exportedAtATime) {
    StaffRoutes routes = new StaffRoutes(parts, exportedAtATime);
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
      if (endpoint == Endpoint.BEGIN_IMPORT) {
        router.route(endpoint.method(), endpoint.path()).handler(StaffRoutes::checkIsForm);
      }
      Route route = router.route(endpoint.method(), endpoint.path());
      switch (endpoint) {
        case UPLOAD -> {} // It reads the body itself.
        case BEGIN_IMPORT ->
            route.handler(
                BodyHandler.create(uploads.toString())
                    .setBodyLimit(MAX_IMPORT)
                    .setDeleteUploadedFilesOnEnd(true));
        default -> route.handler(BodyHandler.create(false).setBodyLimit(MAX_JSON));
      }
      route.handler(routes.handler(endpoint)).failureHandler(StaffRoutes::failed);
    }
  }

  /// Parts of a form go to the disk; anything else would be kept in memory.
  private static void checkIsForm(RoutingContext context) {
    String type = String.valueOf(context.request().getHeader(HttpHeaders.CONTENT_TYPE));
    if (type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      context.next();
    } else {
      Bodies.leave(
          context,
          Refusal.of(415, "send multipart/form-data with the files 'mapping' and 'file'"),
          Refusal::sendJson);
    }
  }

  private Handler<RoutingContext> handler(Endpoint endpoint) {
    return switch (endpoint) {
      case DESCRIBE -> this::describe;
      case EXPORT -> export;
      case UPLOAD -> attachments::upload;
      default -> waiting(Objects.requireNonNull(tasks.get(endpoint)));
    };
  }

  private Handler<RoutingContext> waiting(Task task) {
    return context ->
        work.run(
            context, () -> task.answer(context), answer -> answer.send(context), Refusal::sendJson);
  }

  private static void failed(RoutingContext context) {
    int status = context.statusCode();
    if (status == 413) {
      Refusal.sendJson(context, Refusal.of(413, "this is too large"));
    } else if (status >= 400 && status < 500) {
      Refusal.sendJson(context, Refusal.of(status, "this can't be read"));
    } else {
      log.error("{} failed", context.normalizedPath(), context.failure());
      Refusal.sendJson(context, Work.fault());
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
