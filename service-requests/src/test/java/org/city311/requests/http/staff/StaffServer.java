package org.city311.requests.http.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.city311.requests.access.Keys;
import org.city311.requests.access.Person;
import org.city311.requests.access.Role;
import org.city311.requests.attachment.AttachmentFiles;
import org.city311.requests.contact.Contacts;
import org.city311.requests.desk.Directory;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.exchange.ImportFolder;
import org.city311.requests.store.AttachmentTable;
import org.city311.requests.store.PostgresServer;
import org.city311.requests.store.RequestsDatabase;

/// The staff's interface on a real server and a real PostgreSQL. Each answer of JSON is held against the
/// OpenAPI file.
final class StaffServer implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-16T15:00:00Z");
  static final String ADMIN = "the-token-of-secrets.properties";
  private static final OpenApi OPEN_API = new OpenApi();
  private static final Directory DIRECTORY = Directory.standard(ZoneId.of("America/New_York"));

  final PostgresServer postgres = PostgresServer.emptied();
  final Keys keys;
  final AttachmentFiles files;
  final Path imports = Files.createTempDirectory(Path.of("target"), "imports-");
  private final Vertx vertx = Vertx.vertx();
  private final RequestsDatabase database = new RequestsDatabase(postgres.settings());
  private final Router router = Router.router(vertx);
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  StaffServer() throws Exception {
    keys = new Keys(database);
    files =
        new AttachmentFiles(
            Files.createTempDirectory(Path.of("target"), "attachments-"),
            new AttachmentTable(database),
            () -> NOW);
    RequestDesk desk = new RequestDesk(() -> DIRECTORY, database, files, () -> NOW);
    StaffRoutes.mount(
        router,
        new StaffParts(
            desk,
            files,
            database,
            new Contacts(database),
            keys,
            new ImportFolder(imports),
            ADMIN,
            StaffServer::signedIn,
            () -> NOW),
        2);
    server = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
  }

  /// Plays who is signed in, by a header `ROLE/DEPARTMENT/NAME`, and `/calls` for who takes calls besides.
  private static Optional<Person> signedIn(RoutingContext context) {
    return Optional.ofNullable(context.request().getHeader("X-Signed-In"))
        .map(written -> written.split("/"))
        .map(
            parts ->
                new Person(
                    Role.valueOf(parts[0]),
                    Optional.of(parts[1]).filter(department -> !department.isEmpty()),
                    parts.length > 3,
                    parts[2]));
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  /// What is mounted, each `[GET] /api/requests`.
  Set<String> routes() {
    return router.getRoutes().stream()
        .map(route -> route.methods() + " " + route.getPath())
        .collect(Collectors.toSet());
  }

  String key(Role role) throws SQLException {
    return key(role, "streets");
  }

  /// @param of the role [Role#DEPARTMENT]
  String key(Role role, String of) throws SQLException {
    Optional<String> department = role == Role.DEPARTMENT ? Optional.of(of) : Optional.empty();
    return keys.make("a test", role, department, "test", NOW).key();
  }

  /// What came back.
  record Reply(int status, HttpResponse<String> response) {
    JsonObject json() {
      return new JsonObject(response.body());
    }

    JsonArray list() {
      return new JsonArray(response.body());
    }

    String text() {
      return response.body();
    }

    /// `field: text` of the first error.
    String error() {
      JsonObject first = json().getJsonArray("errors").getJsonObject(0);
      return first.getString("field") + ": " + first.getString("text");
    }
  }

  Reply get(String key, String path) throws Exception {
    return send(key, "GET", path, BodyPublishers.noBody(), Map.of());
  }

  Reply post(String key, String path, JsonObject body) throws Exception {
    return post(key, path, body.encode(), Map.of());
  }

  Reply post(String key, String path, String body, Map<String, String> headers) throws Exception {
    Map<String, String> all = new HashMap<>(headers);
    all.putIfAbsent("Content-Type", "application/json");
    return send(key, "POST", path, BodyPublishers.ofString(body), all);
  }

  Reply delete(String key, String path) throws Exception {
    return send(key, "DELETE", path, BodyPublishers.noBody(), Map.of());
  }

  /// The body is a file.
  Reply file(String key, String path, byte[] file) throws Exception {
    return send(
        key,
        "POST",
        path,
        BodyPublishers.ofByteArray(file),
        Map.of("Content-Type", "application/octet-stream"));
  }

  Reply upload(String key, String path, String mapping, byte[] file) throws Exception {
    String part =
        String.join(
            "\r\n",
            "--xx",
            "Content-Disposition: form-data; name=\"%s\"; filename=\"f\"",
            "Content-Type: text/plain",
            "",
            "");
    Buffer body =
        Buffer.buffer(part.formatted("mapping"))
            .appendString(mapping)
            .appendString("\r\n" + part.formatted("file"))
            .appendBytes(file)
            .appendString("\r\n--xx--\r\n");
    return send(
        key,
        "POST",
        path,
        BodyPublishers.ofByteArray(body.getBytes()),
        Map.of("Content-Type", "multipart/form-data; boundary=xx"));
  }

  int port() {
    return server.actualPort();
  }

  private Reply send(
      String key,
      String method,
      String path,
      HttpRequest.BodyPublisher body,
      Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.actualPort() + Endpoint.ROOT + path))
            .method(method, body);
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    headers.forEach(request::header);
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    hold(method, path, response);
    return new Reply(response.statusCode(), response);
  }

  /// That the answer is one that the OpenAPI file has.
  private void hold(String method, String path, HttpResponse<String> response) throws Exception {
    String type = response.headers().firstValue("content-type").orElse("");
    if (type.startsWith("application/json")) {
      assertEquals(
          Set.of(),
          OPEN_API.complaints(endpoint(method, path), response.statusCode(), response.body()),
          method + " " + path + " " + response.statusCode() + " " + response.body());
    }
  }

  private static Endpoint endpoint(String method, String path) {
    String plain = Endpoint.ROOT + path.replaceAll("\\?.*", "");
    return Arrays.stream(Endpoint.values())
        .filter(
            one ->
                one.method().name().equals(method)
                    && plain.matches(one.path().replaceAll(":\\w+", "[^/]+")))
        .findFirst()
        .orElseThrow();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    database.close();
  }
}
