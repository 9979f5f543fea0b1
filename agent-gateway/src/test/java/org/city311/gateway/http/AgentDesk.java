package org.city311.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.city311.gateway.openapi.Described;
import org.city311.gateway.routing.RoutingJson;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.centre.CallCentre;

/// The agents' routes on a real web server at a free loopback port, over a real call centre with two
/// agents, and a client that asks them.
final class AgentDesk implements AutoCloseable {
  static final String TOKEN = "0123456789abcdef0123456789abcdef";
  static final Instant START = Instant.parse("2026-03-02T14:00:00Z");

  final MemoryCentre memory = new MemoryCentre();
  final MemoryAudit audit = new MemoryAudit();
  final CallCentre centre =
      memory.centre(
          InstantSource.fixed(START),
          agent("ben", "Ben Brooks", "water"),
          agent("ana", "Ana Álvarez", "water", "streets"));
  final Router router;
  final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  AgentDesk() {
    router = Router.router(vertx);
    ChangeDesk desk =
        new ChangeDesk(
            centre,
            audit,
            InstantSource.fixed(START),
            routing -> routing.agents().size() > 2 ? List.of("add the phone") : List.of());
    RoutingJson json = new RoutingJson(List.of("en"), ZoneOffset.UTC);
    new AgentRoutes(desk, json, Map.of("lunch", true, "break", false), new BearerToken(TOKEN))
        .mount(router);
    new SkillGroupRoutes(
            desk, json, () -> Set.of(new SkillGroupId("streets")), new BearerToken(TOKEN))
        .mount(router);
    new AuditRoutes(audit, new BearerToken(TOKEN)).mount(router);
    server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
    centre.start();
  }

  private static AgentProfile agent(String id, String name, String... groups) {
    Map<SkillGroupId, Integer> ids =
        Stream.of(groups).collect(Collectors.toMap(SkillGroupId::new, _ -> 1));
    return new AgentProfile(new AgentId(id), name, id, ids, Map.of());
  }

  /// Asks with the token.
  HttpResponse<String> send(String method, String path, String body) throws Exception {
    return send(request(method, path, body).header("Authorization", "Bearer " + TOKEN));
  }

  HttpResponse<String> get(String path) throws Exception {
    return send("GET", path, "");
  }

  HttpResponse<String> put(String path, String body) throws Exception {
    return send("PUT", path, body);
  }

  /// A request without the token.
  HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
        .timeout(Duration.ofSeconds(10))
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return Described.checked(client.send(request.build(), BodyHandlers.ofString()));
  }

  /// Sends a request line as it is, which a well-behaved client would not, and returns all that comes
  /// back. Without the token.
  String raw(String requestLine) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      socket.setSoTimeout(10_000);
      String request = requestLine + "\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    client.close();
    vertx.close().await();
    centre.close();
  }
}
