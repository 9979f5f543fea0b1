package org.city311.server;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.city311.gateway.audit.AuditEntry;
import org.city311.gateway.audit.AuditLog;
import org.city311.gateway.routing.RoutingJson;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.cluster.ClusterSettings;
import org.city311.ivr.cluster.ClusterStore;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.switchboard.Switchboard;
import org.city311.server.bus.SharedNote;
import org.city311.server.config.Configuration;
import org.city311.server.config.ConfigurationReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which routing holds after starts of several nodes, each with a file, on a real cluster member.
class RoutingFileTest {
  private static final String ONE = "agents: [{id: ana, groups: [streets]}]\n";
  private static final String OTHER = "agents: [{id: ana, groups: [water]}]\n";

  @TempDir Path folder;
  private ClusterStore store;
  private CallCentre centre;
  private final Audit audit = new Audit();
  private final Map<String, Integer> starts = new HashMap<>();

  @BeforeEach
  void start() throws Exception {
    begin();
    starts("node-1", ONE);
    starts("node-2", ONE);
  }

  private void begin() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    store =
        new ClusterStore(
            new ClusterSettings(
                "node-1",
                1,
                "127.0.0.1",
                port,
                List.of(),
                "secret",
                folder.resolve("node-1.journal")));
    Configuration configuration = configuration("node-1", ONE);
    centre =
        new CallCentre(
            configuration.acd(),
            configuration.routing(),
            store,
            new NoSwitch(),
            InstantSource.system());
    centre.start();
  }

  @AfterEach
  void end() {
    centre.close();
    store.close();
  }

  @Test
  void changedFile_winsAtItsNodesStart_andTheAuditHasIt() throws Exception {
    starts("node-1", OTHER);

    assertEquals(routing(OTHER), centre.routing());
    AuditEntry entry = audit.entries.getFirst();
    assertEquals("city311.yaml", entry.who());
    assertEquals("node-1", entry.address());
    assertTrue(String.valueOf(entry.before()).contains("{\"streets\":1}"), entry.before());
    assertTrue(String.valueOf(entry.after()).contains("{\"water\":1}"), entry.after());
    assertEquals(1, audit.entries.size());
  }

  @Test
  void fileThatTheCentreTookFromOneNode_isNoNewsAtAnother_andTakesNothingBack() throws Exception {
    starts("node-1", OTHER);
    Routing changed = changeAtRunTime();

    starts("node-2", OTHER);

    assertEquals(changed, centre.routing());
    assertEquals(1, audit.entries.size());
  }

  @Test
  void fileThatTheCentreTookFromOneNode_isNoNewsAtAnother_alsoWhenAllStartAnew() throws Exception {
    starts("node-1", OTHER);
    Path known = remembered("node-2");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> Files.readString(known).equals(digests(ONE, OTHER)));
    Routing changed = changeAtRunTime();
    end();
    begin();

    starts("node-2", OTHER);

    assertEquals(changed, centre.routing());
  }

  @Test
  void nodeWhoseFileIsAsItWas_takesNothingBack_thoughTheOthersHaveANewOne() throws Exception {
    starts("node-1", OTHER);

    starts("node-2", ONE);

    assertEquals(routing(OTHER), centre.routing());
  }

  @Test
  void fileThatIsTakenBack_winsAgain() throws Exception {
    starts("node-1", OTHER);
    starts("node-1", ONE);

    assertEquals(routing(ONE), centre.routing());
  }

  /// With what its last process has remembered, in a folder of its own: that process is dead in earnest, and
  /// must not write there any more.
  private void starts(String node, String text) throws Exception {
    Path before = remembered(node);
    starts.merge(node, 1, Integer::sum);
    Path now = remembered(node);
    Files.createDirectories(now.getParent());
    if (Files.exists(before)) {
      Files.copy(before, now);
    }
    new RoutingFile(
            configuration(node, text), new SharedNote(store.member(), "routing-file"), audit)
        .settle(centre);
  }

  private Path remembered(String node) {
    return folder.resolve(data(node)).resolve("state/" + node + ".routing");
  }

  private String data(String node) {
    return node + "-" + starts.getOrDefault(node, 0);
  }

  private Routing changeAtRunTime() throws Exception {
    Routing changed = routing("agents: [{id: zoe, groups: [water]}]\n");
    assertTrue(centre.reroute(centre.routing(), changed).get(10, TimeUnit.SECONDS));
    return changed;
  }

  private Routing routing(String text) throws Exception {
    return configuration("node-1", text).routing();
  }

  private String digests(String... texts) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (String text : texts) {
      lines.append(RoutingJson.digest(routing(text))).append('\n');
    }
    return lines.toString();
  }

  private Configuration configuration(String node, String text) throws Exception {
    Path file = folder.resolve(node + ".yaml");
    Files.writeString(file, text + "data: " + data(node) + "\nnode: {name: " + node + "}\n");
    return ConfigurationReader.read(file);
  }

  private static final class Audit implements AuditLog {
    private final List<AuditEntry> entries = new ArrayList<>();

    @Override
    public void write(AuditEntry entry) {
      entries.add(entry);
    }

    @Override
    public List<AuditEntry> latest(int limit) {
      return entries;
    }
  }

  private static final class NoSwitch implements Switchboard {
    @Override
    public void ring(OfferId offer, Call call, AgentProfile agent) {}

    @Override
    public void treat(Call call, Treatment treatment) {}

    @Override
    public void connect(AcdCommand.OfTalk order) {}

    @Override
    public void callResidentFirst(Call call) {}

    @Override
    public void callResident(Call call, OfferId offer) {}

    @Override
    public void hangUp(CallId callback) {}

    @Override
    public void hangUp(OfferId offer) {}

    @Override
    public void lookAgain() {}
  }
}
