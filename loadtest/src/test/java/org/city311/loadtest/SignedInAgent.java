package org.city311.loadtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.city311.loadtest.StackOptions.AgentAccount;

/// An agent who has an account, has signed in and chosen a password, as a browser would.
///
/// @param cookie what the browser shows from now on, `NAME=VALUE`
/// @param csrf what it sends with each change
record SignedInAgent(String base, String cookie, String csrf) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static SignedInAgent of(CentreApi api, AgentAccount agent) throws IOException {
    var made =
        JSON.readTree(
            api.post(
                "/api/accounts/" + agent.id(),
                JSON.writeValueAsString(
                    Map.of("roles", new String[] {"agent"}, "agent", agent.id()))));
    return first(api, agent.id(), made.path("password").asText());
  }

  /// Somebody who signs in for the first time, and chooses a password.
  static SignedInAgent first(CentreApi api, String name, String password) throws IOException {
    var first =
        answered(
            api.base(),
            request(api.base(), "/api/session")
                .POST(body(Map.of("name", name, "password", password))));
    return answered(
        api.base(),
        request(api.base(), "/api/session/password")
            .header("Cookie", first.cookie())
            .header("City311-CSRF", first.csrf())
            .PUT(body(Map.of("before", password, "after", "lamp river onion " + name))));
  }

  void signOut() throws IOException {
    send(
        request(base, "/api/session")
            .header("Cookie", cookie)
            .header("City311-CSRF", csrf)
            .DELETE());
  }

  private static SignedInAgent answered(String base, HttpRequest.Builder request)
      throws IOException {
    var response = send(request);
    var set = response.headers().firstValue("Set-Cookie").orElseThrow();
    JsonNode said = JSON.readTree(response.body());
    return new SignedInAgent(base, set.substring(0, set.indexOf(';')), said.path("csrf").asText());
  }

  private static HttpRequest.Builder request(String base, String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Content-Type", "application/json");
  }

  private static HttpRequest.BodyPublisher body(Map<String, String> fields) throws IOException {
    return BodyPublishers.ofString(JSON.writeValueAsString(fields));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try (var http = HttpClient.newHttpClient()) {
      var response = http.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IOException(response.statusCode() + " " + response.body());
      }
      return response;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
