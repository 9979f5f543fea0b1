package org.city311.asteriskconfig;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A connection to AMI that keeps every event it hears.
final class AmiLink implements AutoCloseable {
  private final Socket socket;
  private final List<Map<String, String>> events = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Map<String, String>> responses = new LinkedBlockingQueue<>();

  AmiLink(AsteriskSettings.HostPort address) throws IOException {
    this.socket = new Socket(address.host(), address.port());
    Thread.ofVirtual().start(this::read);
  }

  static AmiLink loggedIn(AsteriskSettings.HostPort address) throws Exception {
    var link = new AmiLink(address);
    var answer = link.send("Action: Login", "Username: city311", "Secret: " + RealAsterisk.SECRET);
    if (!"Success".equals(answer.get("Response"))) {
      throw new IllegalStateException("AMI login: " + answer);
    }
    return link;
  }

  Map<String, String> send(String... lines) throws IOException, InterruptedException {
    var text = String.join("\r\n", lines) + "\r\n\r\n";
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    var response = responses.poll(10, TimeUnit.SECONDS);
    if (response == null) {
      throw new IllegalStateException("no answer to " + String.join(", ", lines));
    }
    return response;
  }

  List<Map<String, String>> events(String name) {
    return events.stream().filter(event -> name.equals(event.get("Event"))).toList();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void read() {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      var packet = new LinkedHashMap<String, String>();
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isEmpty()) {
          var pair = line.split(": ", 2);
          packet.put(pair[0], pair.length > 1 ? pair[1] : "");
        } else {
          var whole = Map.copyOf(packet);
          packet.clear();
          if (whole.containsKey("Event")) {
            events.add(whole);
          } else {
            responses.add(whole);
          }
        }
      }
    } catch (IOException e) {
      // Closed by the test or by Asterisk's end.
      return;
    }
  }
}
