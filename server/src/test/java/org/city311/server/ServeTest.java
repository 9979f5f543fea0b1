package org.city311.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `serve` as a process of its own.
@Tag("stack")
class ServeTest {
  @TempDir Path folder;

  /// By then the cluster's member has threads that would keep the process alive, with nobody to serve.
  @Test
  void faultInALatePart_endsTheProcess_andIsTold() throws Exception {
    Path notAFolder = Files.writeString(folder.resolve("file"), "");
    Path told = folder.resolve("told");
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dvertx.cacheDirBase=" + notAFolder.resolve("x"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--config",
                configuration().toString())
            .redirectErrorStream(true)
            .redirectOutput(told.toFile())
            .start();
    try {
      assertTrue(server.waitFor(60, TimeUnit.SECONDS), () -> "it hangs: " + told);
      assertEquals(1, server.exitValue());
      assertTrue(Files.readString(told).contains("City311 has ended by a fault"));
    } finally {
      server.destroyForcibly();
    }
  }

  private Path configuration() throws Exception {
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
        """
            .formatted(ports.toArray()));
  }
}
