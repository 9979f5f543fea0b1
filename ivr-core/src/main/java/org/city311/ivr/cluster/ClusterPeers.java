package org.city311.ivr.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.topic.ITopic;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.city311.ivr.centre.Peers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The other nodes, over the connections that the Hazelcast members have anyway: questions go to one
/// member, decisions to a topic that all hear in the order in which they were told.
public final class ClusterPeers implements Peers, AutoCloseable {
  /// Decisions that may wait to be sent; beyond it they are lost, and asked for again by who misses
  /// them.
  static final int MAX_UNSENT = 10_000;

  private static final Logger log = LoggerFactory.getLogger(ClusterPeers.class);
  private static final String FORWARD = "forward";
  private static final String WHOLE = "whole";

  private final CentreCodec json = new CentreCodec();
  private final ThreadPoolExecutor sender =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_UNSENT),
          Thread.ofPlatform().name("peers").daemon().factory());
  private final ClusterMember member;
  private final ITopic<String> decisions;

  public ClusterPeers(ClusterMember member) {
    this.member = member;
    this.decisions = member.hazelcast().getTopic("decisions");
  }

  @Override
  public int self() {
    return member.settings().number();
  }

  @Override
  public CompletableFuture<Taken> forward(int leader, Forwarded events) {
    return ask(leader, FORWARD, json.write(events)).thenApply(text -> json.read(text, Taken.class));
  }

  @Override
  public CompletableFuture<Whole> whole(int leader) {
    return ask(leader, WHOLE, "").thenApply(text -> json.read(text, Whole.class));
  }

  private CompletableFuture<String> ask(int node, String kind, String text) {
    Member to = member.member(node).orElse(null);
    return to == null
        ? CompletableFuture.failedFuture(
            new IllegalStateException("node " + node + " is not in touch with this one"))
        : member.ask(to, kind, text);
  }

  @Override
  public void tell(Told told) {
    if (member.nodes().size() < 2) {
      return;
    }
    try {
      sender.execute(
          () -> {
            try {
              decisions.publish(json.write(told));
            } catch (HazelcastInstanceNotActiveException e) {
              log.debug("not told: this node stops");
            } catch (RuntimeException e) {
              log.warn("a decision was not told; the others will ask: {}", e.toString());
            }
          });
    } catch (RejectedExecutionException e) {
      log.debug("not told: {} wait", MAX_UNSENT);
    }
  }

  @Override
  public void listen(Listener listener) {
    member.answer(
        FORWARD,
        text -> listener.forwarded(json.read(text, Forwarded.class)).thenApply(json::write));
    member.answer(WHOLE, _ -> listener.whole().thenApply(json::write));
    decisions.addMessageListener(
        message -> {
          if (!message.getPublishingMember().localMember()) {
            listener.told(json.read(message.getMessageObject(), Told.class));
          }
        });
  }

  @Override
  public void close() {
    sender.shutdownNow();
  }
}
