package org.city311.metrics.http;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A reader of Server-Sent Events, as a browser's `EventSource` would be.
final class LiveStreamClient implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;

  LiveStreamClient(URI uri) throws IOException, InterruptedException {
    // As browsers do. Packed, an event would wait for the next ones.
    HttpRequest request = HttpRequest.newBuilder(uri).header("Accept-Encoding", "gzip").build();
    response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  HttpResponse<InputStream> response() {
    return response;
  }

  /// The next event's data; fails when the stream ends or the event is not named `live`.
  JsonObject next() {
    try {
      List<String> event = new ArrayList<>();
      for (String line = lines.readLine(); !"".equals(line); line = lines.readLine()) {
        if (line == null) {
          throw new IllegalStateException("the stream ended");
        }
        event.add(line);
      }
      if (event.size() != 2
          || !event.getFirst().equals("event: live")
          || !event.getLast().startsWith("data: ")) {
        throw new IllegalStateException("not a live event: " + event);
      }
      return new JsonObject(event.getLast().substring("data: ".length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean ended() throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      // Reads what was still on the way.
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    response.body().close();
    http.shutdownNow();
  }
}
