package org.city311.server.bus;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.city311.ivr.cluster.ClusterMember;

/// Starts Vert.x with an event bus that reaches all nodes. For what browsers are shown; calls do not
/// depend on it.
public final class NodeBus {
  private static final long START_SECONDS = 30;

  private NodeBus() {}

  /// @param host the address at which other nodes reach this one's event bus; the port is any free one
  /// @throws IllegalStateException if it can't be started
  public static Vertx start(ClusterMember member, String host) {
    try {
      return Vertx.builder()
          .with(new VertxOptions().setEventBusOptions(new EventBusOptions().setHost(host)))
          .withClusterManager(new HazelcastClusterManager(member.hazelcast()))
          .buildClustered()
          .toCompletionStage()
          .toCompletableFuture()
          .get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the event bus can't be started at " + host + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while starting the event bus", e);
    }
  }
}
