package org.city311.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.city311.server.config.Configuration;
import org.city311.server.config.ConfigurationReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortsTest {
  @TempDir Path folder;

  @Test
  void portsThatAreFree_areNoObstacle_andStayFree() throws Exception {
    Configuration configuration = configuration(freePorts(3));

    Ports.requireFree(configuration);
    Ports.requireFree(configuration);
  }

  @ParameterizedTest
  @CsvSource({"0, http", "1, asterisk.agi", "2, cluster"})
  void portThatSomebodyHas_isNamed_withTheKeyThatChangesIt(int which, String key) throws Exception {
    List<Integer> ports = freePorts(3);
    Configuration configuration = configuration(ports);
    int taken = ports.get(which);
    try (ServerSocket _ = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress())) {
      StartException e = assertThrows(StartException.class, () -> Ports.requireFree(configuration));

      assertEquals(4, e.exitCode());
      String told = String.valueOf(e.getMessage());
      assertTrue(told.contains("127.0.0.1:" + taken), told);
      assertTrue(told.contains("set " + key + ".host or .port"), told);
    }
    Ports.requireFree(configuration);
  }

  @Test
  void hostThatIsNotOurs_isNamed() throws Exception {
    Path file = folder.resolve("c.yaml");
    // RFC 5737: an address nobody has.
    Files.writeString(file, "http: {host: 192.0.2.1, port: " + freePorts(1).getFirst() + "}\n");
    Configuration configuration = ConfigurationReader.read(file);

    StartException e = assertThrows(StartException.class, () -> Ports.requireFree(configuration));
    assertTrue(String.valueOf(e.getMessage()).contains("192.0.2.1:"));
  }

  private Configuration configuration(List<Integer> ports) throws Exception {
    Path file = folder.resolve("c.yaml");
    Files.writeString(
        file,
        """
        http: {port: %d}
        asterisk: {agi: {port: %d}}
        cluster: {port: %d}
        """
            .formatted(ports.toArray()));
    return ConfigurationReader.read(file);
  }

  private static List<Integer> freePorts(int count) throws Exception {
    List<ServerSocket> sockets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
    List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }
}
