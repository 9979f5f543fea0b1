package org.city311.ivr.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.Config;
import com.hazelcast.config.ExecutorConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// This node's member of the Hazelcast cluster, by which the nodes of a centre find each other. Members are
/// found by their addresses alone, and join only those whose name carries the same secret's digest.
/// Thread-safe.
public final class ClusterMember implements AutoCloseable {
  static final String CALLS = "calls";
  static final String AGENTS = "agents";
  static final String CENTRE = "centre";

  /// The term of the state in a member's journal when it started.
  private static final String JOURNAL_TERM = "journal-term";

  private static final String NUDGE = "nudge";
  private static final String NUMBER = "number";

  /// What vertx-hazelcast wants each member to have.
  private static final String VERTX_NODE = "__vertx.nodeId";

  private final HazelcastInstance hazelcast;
  private final ClusterSettings settings;

  /// Starts a member, which takes a second or two.
  ///
  /// @param journalTerm the term of the state in this node's journal
  /// @throws IllegalStateException if it can't be started, for example for want of its port
  ClusterMember(ClusterSettings settings, long journalTerm) {
    this.settings = settings;
    try {
      this.hazelcast = Hazelcast.newHazelcastInstance(config(settings, journalTerm));
    } catch (HazelcastException e) {
      throw new IllegalStateException(String.valueOf(e.getMessage()), e);
    }
  }

  /// For the event bus, which runs on the same cluster.
  public HazelcastInstance hazelcast() {
    return hazelcast;
  }

  ClusterSettings settings() {
    return settings;
  }

  /// The numbers of the nodes that this one is in touch with, itself included, oldest first.
  public List<Integer> nodes() {
    return hazelcast.getCluster().getMembers().stream().map(ClusterMember::number).toList();
  }

  /// The member that runs the node of this number.
  Optional<Member> member(int node) {
    return hazelcast.getCluster().getMembers().stream()
        .filter(member -> number(member) == node)
        .findFirst();
  }

  /// The member whose journal was the newest when it started.
  Member newestJournal() {
    Member newest = hazelcast.getCluster().getLocalMember();
    for (Member member : hazelcast.getCluster().getMembers()) {
      if (journalTerm(member) > journalTerm(newest)) {
        newest = member;
      }
    }
    return newest;
  }

  static long journalTerm(Member member) {
    return Long.parseLong(Optional.ofNullable(member.getAttribute(JOURNAL_TERM)).orElse("0"));
  }

  private static int number(Member member) {
    return Integer.parseInt(Optional.ofNullable(member.getAttribute(NUMBER)).orElse("0"));
  }

  /// @param then runs when a member has joined or left, or two halves of the cluster have come together
  public void onChange(Runnable then) {
    hazelcast
        .getCluster()
        .addMembershipListener(
            new MembershipListener() {
              @Override
              public void memberAdded(MembershipEvent event) {
                then.run();
              }

              @Override
              public void memberRemoved(MembershipEvent event) {
                then.run();
              }
            });
    hazelcast
        .getLifecycleService()
        .addLifecycleListener(
            event -> {
              if (event.getState() == LifecycleState.MERGED) {
                then.run();
              }
            });
  }

  /// Has the other nodes look at once who lives and who leads, as when this one has laid down its
  /// office. One that does not hear it looks a moment later by itself.
  public void nudge() {
    for (Member member : hazelcast.getCluster().getMembers()) {
      if (!member.localMember()) {
        var _ = ask(member, NUDGE, "");
      }
    }
  }

  /// @param then runs when another node nudges this one
  public void onNudge(Runnable then) {
    answer(
        NUDGE,
        _ -> {
          then.run();
          return CompletableFuture.completedFuture("");
        });
  }

  /// Answers other members' questions of one kind.
  void answer(String kind, Function<String, CompletableFuture<String>> answers) {
    hazelcast.getUserContext().put(Question.CONTEXT + kind, answers);
  }

  /// Asks a member. Fails if it leaves, or fails to answer.
  CompletableFuture<String> ask(Member member, String kind, String text) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    hazelcast
        .getExecutorService(CENTRE)
        .submitToMember(
            new Question(kind, text),
            member,
            new com.hazelcast.core.ExecutionCallback<String>() {
              @Override
              public void onResponse(String response) {
                answer.complete(response);
              }

              @Override
              public void onFailure(Throwable fault) {
                answer.completeExceptionally(fault);
              }
            });
    return answer;
  }

  @Override
  public void close() {
    hazelcast.shutdown();
  }

  private static Config config(ClusterSettings settings, long journalTerm) {
    Config config = new Config();
    config.setClusterName("city311-" + digest(settings.secret()));
    config.setInstanceName(settings.node() + "-" + UUID.randomUUID());
    config
        .getMemberAttributeConfig()
        .setAttribute(NUMBER, "" + settings.number())
        .setAttribute(JOURNAL_TERM, "" + journalTerm)
        .setAttribute(VERTX_NODE, UUID.randomUUID().toString());
    properties().forEach(config::setProperty);
    config.getJetConfig().setEnabled(false);
    config.getNetworkConfig().setPort(settings.port()).setPortAutoIncrement(false);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface(settings.host());
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setMembers(settings.members());
    for (String map : List.of(CALLS, AGENTS, CENTRE)) {
      // The entries of the smaller half of a divided cluster are dropped: its nodes decided
      // nothing.
      config.addMapConfig(
          new MapConfig(map)
              .setBackupCount(1)
              .setMergePolicyConfig(new MergePolicyConfig().setPolicy("DiscardMergePolicy")));
    }
    config.addExecutorConfig(new ExecutorConfig(CENTRE, 8));
    return config;
  }

  private static Map<String, String> properties() {
    return Map.ofEntries(
        Map.entry("hazelcast.logging.type", "slf4j"),
        // They would put the cluster's name into each line, which is what lets a node join.
        Map.entry("hazelcast.logging.details.enabled", "false"),
        Map.entry("hazelcast.phone.home.enabled", "false"),
        Map.entry("hazelcast.shutdownhook.enabled", "false"),
        Map.entry("hazelcast.socket.bind.any", "false"),
        // Some thousand calls and agents: to take over the 271 parts that are the default, one
        // message each,
        // kept the next leader waiting for seconds.
        Map.entry("hazelcast.partition.count", "31"),
        // A member that is frozen or cut off is noticed only by missed heartbeats; the default is a
        // minute.
        Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
        Map.entry("hazelcast.max.no.heartbeat.seconds", "5"),
        // Two halves look for each other after 5 min, and then every 2, by default.
        Map.entry("hazelcast.merge.first.run.delay.seconds", "5"),
        Map.entry("hazelcast.merge.next.run.delay.seconds", "5"),
        // How long the first member waits for more that want to join at the same time.
        Map.entry("hazelcast.wait.seconds.before.join", "1"),
        // Whoever stops hands its entries over, but not to one that is frozen.
        Map.entry("hazelcast.graceful.shutdown.max.wait", "10"));
  }

  private static String digest(String secret) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(("city311 cluster " + secret).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
