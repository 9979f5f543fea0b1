package org.city311.server.bus;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.city311.ivr.cluster.ClusterSettings;
import org.city311.ivr.cluster.ClusterStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A text on real members of a cluster, and on their disks.
class KeptTextTest {
  @TempDir Path folder;
  private final List<ClusterStore> nodes = new ArrayList<>();
  private int firstPort;

  @AfterEach
  void stop() {
    nodes.forEach(ClusterStore::close);
  }

  @Test
  void whatOneNodeWrites_allHave_andTellTheirListeners() throws Exception {
    KeptText one = text(node(1), 1);
    KeptText two = text(node(2), 2);
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    two.onChange(told::add);

    assertEquals("", two.text());
    assertTrue(one.replace("", "a"));
    await().untilAsserted(() -> assertEquals("a", two.text()));
    assertTrue(two.replace("a", "b\nc"));
    assertFalse(two.replace("a", "d"));
    await().untilAsserted(() -> assertEquals("b\nc", one.text()));
    await().untilAsserted(() -> assertEquals(List.of("a", "b\nc"), told));
  }

  @Test
  void text_isThereAgain_afterAllNodesWereStopped() throws Exception {
    KeptText one = text(node(1), 1);
    one.replace("", "a");
    one.replace("a", "b");
    stopAll();

    assertEquals("b", text(node(1), 1).text());
  }

  @Test
  void nodeThatWasAway_takesWhatTheOthersHaveWritten_andGivesWhatIsNewerHere() throws Exception {
    ClusterStore first = node(1);
    ClusterStore second = node(2);
    KeptText one = text(first, 1);
    KeptText two = text(second, 2);
    one.replace("", "a");
    await().untilAsserted(() -> assertEquals("a", two.text()));
    second.close();
    nodes.remove(second);
    one.replace("a", "b");
    stopAll();

    // Node 2 comes first, with what is old; then node 1.
    KeptText old = text(node(2), 2);
    assertEquals("a", old.text());
    KeptText newer = text(node(1), 1);
    await().untilAsserted(() -> assertEquals("b", old.text()));
    assertEquals("b", newer.text());
  }

  @Test
  void damagedFile_stopsTheStart() throws Exception {
    Files.writeString(folder.resolve("1.note"), "nonsense");
    ClusterStore node = node(1);

    assertThrows(IOException.class, () -> text(node, 1));
  }

  private KeptText text(ClusterStore node, int number) throws IOException {
    return new KeptText(node.member(), "greeting", folder.resolve(number + ".note"));
  }

  private void stopAll() {
    nodes.forEach(ClusterStore::close);
    nodes.clear();
  }

  private ClusterStore node(int number) throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    if (nodes.isEmpty()) {
      firstPort = port;
    }
    ClusterStore node =
        new ClusterStore(
            new ClusterSettings(
                "node-" + number,
                number,
                "127.0.0.1",
                port,
                List.of("127.0.0.1:" + firstPort, "127.0.0.1:" + port),
                "secret",
                folder.resolve(number + ".journal")));
    nodes.add(node);
    return node;
  }
}
