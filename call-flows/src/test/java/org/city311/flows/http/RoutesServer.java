package org.city311.flows.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Routes on a real web server at a free loopback port, to which a key gives access.
final class RoutesServer implements AutoCloseable {
  private static final String HEADER = "X-Key";
  private static final String KEY = "let-me-in";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer server;

  /// @param routes mounts them
  RoutesServer(Consumer<Router> routes) {
    Router router = Router.router(vertx);
    routes.accept(router);
    server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
  }

  /// Lets in whoever has the key.
  static void guard(RoutingContext context) {
    if (KEY.equals(context.request().getHeader(HEADER))) {
      context.next();
    } else {
      context.response().setStatusCode(401).end();
    }
  }

  /// Staff with the key, who are all called sue.
  static Staff staff(List<String> changes) {
    return new Staff(
        RoutesServer::guard,
        _ -> "sue",
        (who, address, what, before, after) ->
            changes.add(who + " at " + address + ": " + what + ": " + before + " → " + after));
  }

  /// Sends with the key.
  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(method, path, body, BodyHandlers.ofString());
  }

  /// Sends with the key.
  <T> HttpResponse<T> send(String method, String path, String body, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    return client.send(request(method, path, body).header(HEADER, KEY).build(), handler);
  }

  HttpResponse<String> sendWithoutKey(String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(request(method, path, body).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
        .timeout(PATIENCE)
        .method(method, BodyPublishers.ofString(body));
  }

  @Override
  public void close() {
    client.close();
    vertx.close().await();
  }
}
