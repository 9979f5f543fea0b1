package org.city311.loadtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// City311's HTTP interface as a client sees it. Safe for use by several threads.
final class CentreApi implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final String base;
  private final String token;

  /// @param base for example `http://127.0.0.1:8311`
  /// @param token `api.token` of the stack's secrets
  CentreApi(String base, String token) {
    this.base = base;
    this.token = token;
  }

  /// Where it is, without a slash at the end.
  String base() {
    return base;
  }

  /// The live figures (`/api/live/now`).
  JsonNode live() throws IOException {
    return json.readTree(get("/api/live/now"));
  }

  /// How the node is, ready or not.
  JsonNode health() throws IOException {
    return json.readTree(
        exchange(request("/health/ready").GET().build(), HttpResponse.BodyHandlers.ofString())
            .body());
  }

  /// All agents.
  JsonNode agents() throws IOException {
    return json.readTree(get("/api/agents"));
  }

  /// An agent's state: `ready`, `offered`, `talking`, `wrap-up`, `signed-out`, or `not-ready` with
  /// its reason, as in `not-ready: break`.
  String agentState(String agent) throws IOException {
    var json = this.json.readTree(get("/api/agents/" + agent));
    var state = json.path("state").asText();
    return state.equals("not-ready") ? state + ": " + json.path("reason").asText() : state;
  }

  /// Signs an agent in, or makes it ready again.
  void ready(String agent) throws IOException {
    presence(agent, "{\"presence\":\"ready\"}");
  }

  /// Takes an agent out of service for a reason of the configuration's list.
  void notReady(String agent, String reason) throws IOException {
    presence(agent, "{\"presence\":\"not-ready\",\"reason\":\"" + reason + "\"}");
  }

  /// Signs an agent out.
  void signOut(String agent) throws IOException {
    presence(agent, "{\"presence\":\"signed-out\"}");
  }

  private void presence(String agent, String body) throws IOException {
    put("/api/agents/" + agent + "/presence", body);
  }

  /// Puts a JSON body and returns the answer's.
  ///
  /// @throws IOException when the answer is not 2xx, with what it said
  String put(String path, String body) throws IOException {
    return send(json(path).PUT(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  /// Posts a JSON body and returns the answer's.
  String post(String path, String body) throws IOException {
    return send(json(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  /// Deletes and returns the answer's body.
  String delete(String path) throws IOException {
    return send(request(path).DELETE().build());
  }

  private HttpRequest.Builder json(String path) {
    return request(path).header("Content-Type", "application/json");
  }

  /// The Prometheus text of `/metrics`.
  String metrics() throws IOException {
    return get("/metrics");
  }

  /// The body of a GET.
  ///
  /// @throws IOException when the answer is not 200, with what it said
  String get(String path) throws IOException {
    return send(request(path).GET().build());
  }

  /// The body of a GET that is no text.
  byte[] bytes(String path) throws IOException {
    return send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /// Puts nothing, which says that something is so.
  void put(String path) throws IOException {
    send(request(path).PUT(HttpRequest.BodyPublishers.noBody()).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Authorization", "Bearer " + token)
        .timeout(TIMEOUT);
  }

  private String send(HttpRequest request) throws IOException {
    return send(request, HttpResponse.BodyHandlers.ofString());
  }

  private <T> T send(HttpRequest request, HttpResponse.BodyHandler<T> reading) throws IOException {
    var response = exchange(request, reading);
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          request.method()
              + " "
              + request.uri()
              + " -> "
              + response.statusCode()
              + " "
              + response.body());
    }
    return response.body();
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> reading)
      throws IOException {
    try {
      return http.send(request, reading);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted in " + request.uri(), e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
