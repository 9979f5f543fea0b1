package org.city311.requests.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.city311.requests.access.Keys;
import org.city311.requests.access.Role;
import org.city311.requests.attachment.AttachmentFiles;
import org.city311.requests.catalogue.CatalogueReader;
import org.city311.requests.contact.Contacts;
import org.city311.requests.desk.Directory;
import org.city311.requests.desk.Organisation;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.exchange.ImportFolder;
import org.city311.requests.geo.Area;
import org.city311.requests.geo.Areas;
import org.city311.requests.geo.Position;
import org.city311.requests.geo.Ring;
import org.city311.requests.http.edge.PublicSettings;
import org.city311.requests.notify.LinkDesk;
import org.city311.requests.store.AttachmentTable;
import org.city311.requests.store.PostgresServer;
import org.city311.requests.store.RequestsDatabase;

/// All routes of this module over a real PostgreSQL, on a port of their own, in a city of one neighbourhood,
/// at an hour that the test moves.
public final class TestSite implements AutoCloseable {
  public static final String LINK_KEY = "the key of the links";
  public static final Instant T0 = Instant.parse("2026-11-16T15:00:00Z");
  private static final Directory CITY =
      new Directory(CatalogueReader.standard(), ZoneId.of("America/New_York"), downtown());
  public static final Position HOLLIDAY_STREET = new Position(39.2904, -76.6122);

  private final HttpClient client = HttpClient.newHttpClient();
  private final PostgresServer server = PostgresServer.emptied();
  private final RequestsDatabase database = new RequestsDatabase(server.settings());
  private final Vertx vertx = Vertx.vertx();
  private final Path folder;
  private final RequestDesk desk;
  private final AttachmentFiles files;
  private final Keys keys = new Keys(database);
  private final HttpServer http;
  private volatile Instant now = T0;

  public TestSite() throws Exception {
    this(PublicSettings.standard());
  }

  public TestSite(PublicSettings settings) throws Exception {
    folder = Files.createTempDirectory(Path.of("target"), "attachments-");
    files = new AttachmentFiles(folder, new AttachmentTable(database), () -> now);
    desk = new RequestDesk(() -> CITY, database, files, () -> now);
    Organisation organisation =
        new Organisation(
            "Example City",
            "city.example.org",
            ZoneId.of("America/New_York"),
            URI.create("https://311.example.org"),
            List.of("en", "es"));
    Router router = Router.router(vertx);
    RequestsHttp.mount(
        router,
        new Parts(
            organisation,
            desk,
            files,
            database,
            new Contacts(database),
            keys,
            new ImportFolder(Path.of("target", "imports")),
            "the administrator's token",
            new LinkDesk(LINK_KEY, desk, database, () -> now),
            settings,
            () -> now));
    http =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
  }

  private static Areas downtown() {
    List<Position> corners =
        List.of(
            new Position(39.28, -76.63),
            new Position(39.28, -76.60),
            new Position(39.30, -76.60),
            new Position(39.30, -76.63),
            new Position(39.28, -76.63));
    return new Areas(
        List.of(new Area("Downtown", List.of(new Area.Polygon(new Ring(corners), List.of())))));
  }

  /// Sent now, whoever waits for the answer.
  public CompletableFuture<HttpResponse<String>> sending(HttpRequest.Builder request) {
    return client.sendAsync(
        request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
  }

  public RequestDesk desk() {
    return desk;
  }

  public AttachmentFiles files() {
    return files;
  }

  public Path folder() {
    return folder;
  }

  public PostgresServer server() {
    return server;
  }

  public void wait(Duration time) {
    now = now.plus(time);
  }

  public Instant now() {
    return now;
  }

  /// A new key, as its holder sends it.
  public String key(Role role, Optional<String> department) throws SQLException {
    return keys.make("a test", role, department, "nobody", T0).key();
  }

  public URI address(String path) {
    return URI.create("http://127.0.0.1:" + http.actualPort() + path);
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(address(path)));
  }

  public HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
  }

  public HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
    return bytes(HttpRequest.newBuilder(address(path)));
  }

  public HttpResponse<byte[]> bytes(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  /// A form, as it is given.
  public HttpResponse<String> form(String path, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(path))
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return send(request);
  }

  public HttpResponse<String> json(String path, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(address(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> upload(byte[] file) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(address("/api/public/attachments"))
            .header("Content-Type", "image/jpeg")
            .POST(BodyPublishers.ofByteArray(file)));
  }

  /// How many rows a table has.
  public int count(String table) throws SQLException {
    return Integer.parseInt(server.query("select count(*) from requests." + table).getFirst());
  }

  @Override
  public void close() {
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
    client.close();
    database.close();
  }
}
