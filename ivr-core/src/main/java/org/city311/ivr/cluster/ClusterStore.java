package org.city311.ivr.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.city311.ivr.acd.Decision;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.centre.CentreStore;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.routing.Routing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls and agents in Hazelcast maps with one synchronous backup, and in this node's journal.
///
/// The maps answer when another member is alive; else, when the whole cluster starts anew, the
/// journal does. Used by the single writer.
public final class ClusterStore implements CentreStore, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ClusterStore.class);
  private static final String CALL = "call/";
  private static final String AGENT = "agent/";
  private static final String ROUTING = "routing";

  private final CentreCodec codec = new CentreCodec();
  private final HazelcastInstance hazelcast;
  private final Journal journal;
  private final IMap<String, String> calls;
  private final IMap<String, String> agents;
  private final IMap<String, String> settings;

  /// Starts a member, which takes a second or two.
  ///
  /// @throws java.io.UncheckedIOException if the journal can't be written
  /// @throws IllegalStateException if the member can't be started, for example for want of its port
  public ClusterStore(ClusterSettings settings) {
    this.journal = new Journal(settings.journal());
    this.hazelcast = start(settings);
    this.calls = hazelcast.getMap("calls");
    this.agents = hazelcast.getMap("agents");
    this.settings = hazelcast.getMap("settings");
  }

  @Override
  public Saved load() {
    if (calls.isEmpty() && agents.isEmpty() && settings.isEmpty()) {
      journal.entries().forEach(this::putBack);
    }
    List<Routing> routing = readable(settings, Routing.class);
    return new Saved(
        routing.isEmpty() ? null : routing.getFirst(),
        readable(calls, Call.class),
        readable(agents, Agent.class));
  }

  /// What can't be read is left out, and said: one damaged entry must not keep a city from its calls.
  private <T> List<T> readable(IMap<String, String> map, Class<T> type) {
    List<T> read = new ArrayList<>();
    map.forEach(
        (key, value) -> {
          try {
            read.add(codec.read(value, type));
          } catch (RuntimeException e) {
            log.error("a saved entry can't be read and is left out: key={}", key, e);
            map.delete(key);
          }
        });
    return read;
  }

  @Override
  public void save(Decision decision) {
    save(
        decision.routing(),
        decision.calls(),
        decision.agents(),
        decision.forgotten(),
        decision.gone());
  }

  @Override
  public void saveAll(CentreEvent.Snapshot everything) {
    save(null, everything.calls(), everything.agents(), Set.of(), Set.of());
  }

  private void save(
      @Nullable Routing routing,
      List<Call> changedCalls,
      List<Agent> changedAgents,
      Set<CallId> forgotten,
      Set<AgentId> gone) {
    Map<String, String> entries = new LinkedHashMap<>();
    List<CompletionStage<?>> underWay = new ArrayList<>();
    if (routing != null) {
      String value = codec.write(routing);
      underWay.add(settings.setAsync(ROUTING, value));
      entries.put(ROUTING, value);
    }
    for (AgentId id : gone) {
      underWay.add(agents.deleteAsync(id.value()));
      entries.put(AGENT + id, "");
    }
    for (Call call : changedCalls) {
      String value = codec.write(call);
      underWay.add(calls.setAsync(call.id().value(), value));
      entries.put(CALL + call.id(), value);
    }
    for (Agent agent : changedAgents) {
      String value = codec.write(agent);
      underWay.add(agents.setAsync(agent.id().value(), value));
      entries.put(AGENT + agent.id(), value);
    }
    for (CallId id : forgotten) {
      underWay.add(calls.deleteAsync(id.value()));
      entries.put(CALL + id, "");
    }
    journal.append(entries);
    underWay.forEach(save -> save.toCompletableFuture().join());
  }

  /// Members of the cluster that are alive, this one included.
  public int members() {
    return hazelcast.getCluster().getMembers().size();
  }

  @Override
  public void close() {
    hazelcast.shutdown();
    journal.close();
  }

  private void putBack(String key, String value) {
    if (key.startsWith(CALL)) {
      calls.set(key.substring(CALL.length()), value);
    } else if (key.equals(ROUTING)) {
      settings.set(key, value);
    } else if (key.startsWith(AGENT)) {
      agents.set(key.substring(AGENT.length()), value);
    }
  }

  private static HazelcastInstance start(ClusterSettings settings) {
    try {
      return Hazelcast.newHazelcastInstance(config(settings));
    } catch (HazelcastException e) {
      throw new IllegalStateException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Config config(ClusterSettings settings) {
    Config config = new Config();
    config.setClusterName("city311");
    config.setInstanceName(settings.node());
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    // A cut network is noticed only by missed heartbeats; the default is a minute.
    config.setProperty("hazelcast.max.no.heartbeat.seconds", "10");
    config.setProperty("hazelcast.heartbeat.interval.seconds", "2");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.getJetConfig().setEnabled(false);
    config.getNetworkConfig().setPort(settings.port()).setPortAutoIncrement(false);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface(settings.host());
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setMembers(settings.members());
    config.addMapConfig(new MapConfig("calls").setBackupCount(1));
    config.addMapConfig(new MapConfig("agents").setBackupCount(1));
    config.addMapConfig(new MapConfig("settings").setBackupCount(1));
    return config;
  }
}
