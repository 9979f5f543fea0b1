package org.city311.asteriskconfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The Asterisk of this machine, and settings for it on ports that are free.
final class RealAsterisk {
  static final Path BIN = Path.of("bin").toAbsolutePath();
  static final Path RUN = BIN.resolve("asterisk-run");
  static final String SECRET = "a-secret-for-tests";
  static final String PASSWORD = "a-password-for-tests";

  private RealAsterisk() {}

  static AsteriskSettings.Installation installation() {
    var found = find();
    return new AsteriskSettings.Installation(
        Path.of(found.get("moduledir")), Path.of(found.get("datadir")));
  }

  private static Map<String, String> find() {
    try {
      var process =
          new ProcessBuilder(BIN.resolve("asterisk-find").toString(), "--env")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      var values = new HashMap<String, String>();
      try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
        lines.lines().map(line -> line.split("=", 2)).forEach(pair -> values.put(pair[0], pair[1]));
      }
      if (process.waitFor() != 0) {
        throw new IllegalStateException("no Asterisk: run asterisk-config/bin/asterisk-provision");
      }
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Settings with two server nodes, two phones (`ana`, `last`) and a fallback.
  static AsteriskSettings settings(Path sounds, int... nodePorts) {
    var nodes =
        java.util.Arrays.stream(nodePorts)
            .mapToObj(port -> new AsteriskSettings.HostPort("127.0.0.1", port))
            .toList();
    var rtp = freePorts(1).getFirst() / 1000 * 1000;
    return new AsteriskSettings(
        "test",
        installation(),
        sounds,
        List.of("en", "es"),
        new AsteriskSettings.HostPort("127.0.0.1", freeUdpPort()),
        new AsteriskSettings.PortRange(rtp, rtp + 199),
        AsteriskSettings.Ami.local(
            new AsteriskSettings.HostPort("127.0.0.1", freePorts(1).getFirst()), SECRET),
        nodes,
        List.of(new AsteriskSettings.Trunk("local", List.of("127.0.0.1"), null)),
        List.of("311"),
        List.of(),
        new AsteriskSettings.Fallback("last", Duration.ofSeconds(3)),
        List.of(
            new AsteriskSettings.Phone("ana", PASSWORD),
            new AsteriskSettings.Phone("last", PASSWORD)),
        new AsteriskSettings.BrowserPhones(
            new AsteriskSettings.HostPort("127.0.0.1", freePorts(1).getFirst()), List.of("bea")),
        Duration.ofSeconds(3),
        4,
        0,
        AsteriskSettings.Limits.DEFAULT);
  }

  static List<Integer> freePorts(int count) {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      if (count > 1) {
        var more = new java.util.ArrayList<>(freePorts(count - 1));
        more.add(socket.getLocalPort());
        return List.copyOf(more);
      }
      return List.of(socket.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freeUdpPort() {
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every line of Asterisk's log that is a warning or worse.
  static List<String> complaints(Path instance) throws IOException {
    try (var lines = Files.lines(instance.resolve("log").resolve("messages.log"))) {
      return lines.filter(line -> line.contains("WARNING[") || line.contains("ERROR[")).toList();
    }
  }
}
