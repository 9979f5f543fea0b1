package org.city311.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `serve` and `check` as processes of their own.
@Tag("stack")
class ServeTest {
  @TempDir Path folder;

  /// By then the cluster's member has threads that would keep the process alive, with nobody to serve.
  @Test
  void faultInALatePart_endsTheProcess_andIsTold() throws Exception {
    Path notAFolder = Files.writeString(folder.resolve("file"), "");
    Path told = folder.resolve("told");
    Process server = started(told, "serve", "-Dvertx.cacheDirBase=" + notAFolder.resolve("x"));
    try {
      assertTrue(server.waitFor(60, TimeUnit.SECONDS), () -> "it hangs: " + told);
      assertEquals(1, server.exitValue());
      assertTrue(Files.readString(told).contains("City311 has ended by a fault"));
    } finally {
      server.destroyForcibly();
    }
  }

  /// A catalogue and areas are read before all else, and whoever read them once had a logger: the log then
  /// was in `.city311` of the working directory.
  @Test
  void endedBeforeItIsReady_endsInOrder() throws Exception {
    Path told = folder.resolve("told");
    Process serve = started(told, "serve");
    try {
      Awaitility.await("it listens, though no Asterisk and no database is there")
          .atMost(Duration.ofMinutes(2))
          .until(() -> listens(folder.resolve("c.yaml")));
      serve.destroy();
      assertTrue(serve.waitFor(60, TimeUnit.SECONDS), () -> "it hangs: " + told);
      assertEquals(143, serve.exitValue());
      assertFalse(Files.readString(told).contains("fault"), Files.readString(told));
    } finally {
      serve.destroyForcibly();
    }
  }

  private static boolean listens(Path configuration) throws Exception {
    Matcher port = Pattern.compile("http: .port: (\\d+)").matcher(Files.readString(configuration));
    assertTrue(port.find());
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1)))) {
      return true;
    } catch (ConnectException e) {
      return false;
    }
  }

  @Test
  void log_isInTheDataFolder_alsoOfACityWithAreas() throws Exception {
    Path told = folder.resolve("told");
    Process server = started(told, "serve");
    try {
      Path log = folder.resolve("data/log/server.log");
      Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> Files.exists(log));
      assertFalse(Files.exists(folder.resolve(".city311")));
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void check_changesNothing() throws Exception {
    Path told = folder.resolve("told");
    Process check = started(told, "check");
    try {
      assertTrue(check.waitFor(60, TimeUnit.SECONDS), () -> "it hangs: " + told);
      assertEquals(0, check.exitValue(), Files.readString(told));
      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(
            Set.of("told", "c.yaml", "areas.geojson"),
            files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
      }
    } finally {
      check.destroyForcibly();
    }
  }

  /// @param options of the Java machine
  private Process started(Path told, String command, String... options) throws Exception {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The server's own, not the tests'.
    words.add("-Dlogback.configurationFile=logback.xml");
    words.addAll(List.of(options));
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    words.addAll(List.of(command, "--config", configuration().toString()));
    return new ProcessBuilder(words)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(told.toFile())
        .start();
  }

  private Path configuration() throws Exception {
    Files.writeString(
        folder.resolve("areas.geojson"), "{\"type\": \"FeatureCollection\", \"features\": []}");
    List<ServerSocket> sockets = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
    List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return Files.writeString(
        folder.resolve("c.yaml"),
        """
        data: data
        http: {port: %d}
        cluster: {port: %d}
        asterisk: {agi: {port: %d}}
        database: {url: "postgresql://127.0.0.1:1/city"}
        requests: {areas: areas.geojson}
        """
            .formatted(ports.toArray()));
  }
}
