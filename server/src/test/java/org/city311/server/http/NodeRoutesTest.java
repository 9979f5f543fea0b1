package org.city311.server.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.city311.gateway.openapi.Described;
import org.city311.ivr.cluster.ClusterSettings;
import org.city311.ivr.cluster.ClusterStore;
import org.city311.ivr.leadership.Standing;
import org.city311.server.bus.NodeBus;
import org.city311.server.http.HealthRoutes.Health;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes with a real cluster and a real event bus.
class NodeRoutesTest {
  @TempDir private Path folder;

  @Test
  void eachNode_showsAllNodes_asTheySayOfThemselves() throws Exception {
    List<Integer> ports = List.of(freePort(), freePort());
    try (ClusterStore one = store(1, ports);
        ClusterStore two = store(2, ports)) {
      Vertx busOne = NodeBus.start(one.member(), "127.0.0.1");
      Vertx busTwo = NodeBus.start(two.member(), "127.0.0.1");
      NodeRoutes routes = new NodeRoutes(busOne, "node-1", () -> health(Standing.LEADER));
      var _ = new NodeRoutes(busTwo, "node-2", () -> health(Standing.STANDBY));
      try (WebServer server = new WebServer(routes::mount)) {
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> standings(server).equals(Set.of("node-1 leader", "node-2 standby")));
        JsonObject first = nodes(server).getJsonObject(0);
        assertEquals(true, first.getBoolean("ready"));
        assertTrue(first.containsKey("said_seconds_ago"));
      } finally {
        busTwo.close().await();
        busOne.close().await();
      }
    }
  }

  private static Set<String> standings(WebServer server) throws Exception {
    return nodes(server).stream()
        .map(JsonObject.class::cast)
        .map(node -> node.getString("node") + " " + node.getString("standing"))
        .collect(Collectors.toSet());
  }

  private static JsonArray nodes(WebServer server) throws Exception {
    return new JsonArray(Described.checked(server.get("/health/nodes")).body());
  }

  private static Health health(Standing standing) {
    return new Health(true, true, true, false, 2, standing, 1);
  }

  private ClusterStore store(int node, List<Integer> ports) {
    return new ClusterStore(
        new ClusterSettings(
            "node-" + node,
            node,
            "127.0.0.1",
            ports.get(node - 1),
            ports.stream().map(port -> "127.0.0.1:" + port).toList(),
            "secret",
            folder.resolve(node + ".journal")));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
