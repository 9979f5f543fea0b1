package org.city311.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.city311.ivr.cluster.ClusterSettings;
import org.city311.ivr.cluster.ClusterStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// What a real cluster member logs of what lets a node join: its cluster's name.
class ClusterLogTest {
  @TempDir Path folder;

  /// But for the one line of its banner, which our log's level leaves out.
  private static final String BANNER = "com.hazelcast.system";

  @Test
  void memberThatStartsAndStops_logsNoNameOfItsCluster() throws Exception {
    Logger hazelcast = (Logger) LoggerFactory.getLogger("com.hazelcast");
    Level before = hazelcast.getLevel();
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    hazelcast.addAppender(log);
    hazelcast.setLevel(Level.INFO);
    try {
      startAndStop();
    } finally {
      hazelcast.detachAppender(log);
      hazelcast.setLevel(before);
    }

    List<ILoggingEvent> all = List.copyOf(log.list);
    assertFalse(all.isEmpty());
    assertEquals(
        List.of(),
        all.stream()
            .filter(event -> !event.getLoggerName().equals(BANNER))
            .filter(event -> event.getFormattedMessage().matches("(?s).*city311-[0-9a-f]{16}.*"))
            .map(event -> event.getLoggerName() + ": " + event.getFormattedMessage())
            .toList());
  }

  private void startAndStop() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    new ClusterStore(
            new ClusterSettings(
                "node-1", 1, "127.0.0.1", port, List.of(), "secret", folder.resolve("journal")))
        .close();
  }
}
