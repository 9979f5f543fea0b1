package org.city311.asteriskconfig;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server node in miniature: notes each FastAGI request, and lets a script answer it.
final class AgiStub implements AutoCloseable {
  private final ServerSocket server;
  private final Script script;
  private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();

  /// What a node does with one request.
  @FunctionalInterface
  interface Script {
    void run(Map<String, String> environment, Commands commands) throws IOException;
  }

  /// Sends one AGI command and returns Asterisk's answer.
  @FunctionalInterface
  interface Commands {
    String send(String command) throws IOException;
  }

  AgiStub(Script script) {
    this.script = script;
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /// A node whose script ends with CITY311_NEXT set to `next`.
  static AgiStub thatSays(String next) {
    return new AgiStub(
        (environment, commands) -> commands.send("SET VARIABLE CITY311_NEXT " + next));
  }

  int port() {
    return server.getLocalPort();
  }

  List<String> requests() {
    return requests.stream().map(r -> r.getOrDefault("agi_request", "")).toList();
  }

  Map<String, String> lastEnvironment() {
    return requests.getLast();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        var reader =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      var environment = new HashMap<String, String>();
      for (var line = reader.readLine(); line != null && !line.isEmpty(); ) {
        var pair = line.split(": ", 2);
        environment.put(pair[0], pair.length > 1 ? pair[1] : "");
        line = reader.readLine();
      }
      requests.add(Map.copyOf(environment));
      script.run(
          environment,
          command -> {
            socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            return String.valueOf(reader.readLine());
          });
    } catch (IOException e) {
      // The caller hung up, or the test is over: a node has nothing more to do here.
      return;
    }
  }
}
