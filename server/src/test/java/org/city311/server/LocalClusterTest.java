package org.city311.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.city311.server.config.Configuration;
import org.city311.server.config.Configuration.HostPort;
import org.city311.server.config.ConfigurationReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `--node N` makes of a configuration.
class LocalClusterTest {
  @TempDir Path folder;

  @Test
  void nodes_haveThePortsOneAfterTheOther_andKnowEachOther() throws Exception {
    Configuration alone = read("data: data\n");
    Configuration first = LocalCluster.node(alone, 1);
    Configuration third = LocalCluster.node(alone, 3);

    assertEquals(alone.http(), first.http());
    assertEquals("127.0.0.1:8313", third.http().address().toString());
    assertEquals("127.0.0.1:5703", third.cluster().address().toString());
    assertEquals("127.0.0.1:4575", third.asterisk().agi().toString());
    List<String> members = List.of("127.0.0.1:5701", "127.0.0.1:5702", "127.0.0.1:5703");
    assertEquals(members, first.cluster().members());
    assertEquals(members, third.cluster().members());
    assertEquals(first.asterisk().nodes(), third.asterisk().nodes());
    assertEquals(new HostPort("127.0.0.1", 4574), first.asterisk().nodes().get(1));
    assertEquals(1, first.asterisk().nodeNumber());
    assertEquals(3, third.asterisk().nodeNumber());
    assertEquals("node-3", third.node());
  }

  @Test
  void nodes_shareOneFolder_andKeepTheirOwnFilesInFoldersOfTheirOwn() throws Exception {
    Configuration alone = read("data: data\n");

    assertEquals(alone.data(), LocalCluster.node(alone, 1).data());
    assertEquals(alone.data(), LocalCluster.node(alone, 1).shared());
    assertEquals(alone.data().resolve("node-2"), LocalCluster.node(alone, 2).data());
    assertEquals(alone.data(), LocalCluster.node(alone, 2).shared());
    assertEquals(alone.data(), alone.shared());
  }

  @Test
  void addressesOfOtherNodesThatAreWritten_stay() throws Exception {
    Configuration alone =
        read(
            """
            data: data
            cluster: {members: ["127.0.0.1:6001", "127.0.0.1:6002", "127.0.0.1:6003"]}
            asterisk: {nodes: ["127.0.0.1:4573", "127.0.0.1:4574"]}
            """);

    assertEquals(alone.cluster().members(), LocalCluster.node(alone, 2).cluster().members());
    assertEquals(alone.asterisk().nodes(), LocalCluster.node(alone, 2).asterisk().nodes());
  }

  @Test
  void portsThatRunIntoEachOther_areRefused_forEachNode() throws Exception {
    Configuration alone = read("data: data\nasterisk: {agi: {port: 5036}}\n");

    for (int number = 1; number <= LocalCluster.NODES; number++) {
      int node = number;
      StartException refused =
          assertThrows(StartException.class, () -> LocalCluster.node(alone, node));
      assertEquals(StartException.CONFIGURATION, refused.exitCode());
      assertTrue(String.valueOf(refused.getMessage()).contains("127.0.0.1:5038"));
    }
  }

  @Test
  void portBeyondTheLast_isRefused() throws Exception {
    Configuration alone = read("data: data\nhttp: {port: 65534}\n");

    StartException refused = assertThrows(StartException.class, () -> LocalCluster.node(alone, 1));
    assertTrue(String.valueOf(refused.getMessage()).contains("65536"));
  }

  private Configuration read(String text) throws Exception {
    return ConfigurationReader.read(Files.writeString(folder.resolve("c.yaml"), text));
  }
}
