package org.city311.server;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.asterisk.AsteriskSwitchboard;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.CentreFeed;
import org.city311.ivr.routing.Routing;
import org.city311.server.config.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings along what a changed routing needs beside the ACD: each phone's account in an Asterisk of
/// ours, and the prompts that name the skill groups. Calls go on meanwhile; until a new group's whisper
/// is spoken, its agents hear none.
final class RoutingFollower implements CentreFeed.Subscriber, AutoCloseable {
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Logger log = LoggerFactory.getLogger(RoutingFollower.class);

  private final Configuration configuration;
  private final AsteriskSwitchboard switchboard;
  private final PromptKeeper prompts;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("routing-follower").daemon().factory());
  private final AtomicReference<@Nullable Routing> wanted = new AtomicReference<>();

  /// The accounts of which somebody knows.
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  /// The worker's own: whether Asterisk may not have read its files yet.
  private boolean unread;

  RoutingFollower(
      Configuration configuration, AsteriskSwitchboard switchboard, PromptKeeper prompts) {
    this.configuration = configuration;
    this.switchboard = switchboard;
    this.prompts = prompts;
    this.wanted.set(configuration.routing());
    told.addAll(phones(configuration.routing()));
  }

  @Override
  public void on(CentreEvent event) {
    if (event instanceof CentreEvent.Snapshot snapshot) {
      follow(snapshot.routing());
    } else if (event instanceof CentreEvent.RoutingChanged changed) {
      follow(changed.routing());
    }
  }

  private void follow(Routing routing) {
    if (routing.equals(wanted.getAndSet(routing)) || !configuration.preparesAsterisk()) {
      return;
    }
    var _ = prompts.groups(routing.groups());
    try {
      worker.execute(() -> catchUp(routing));
    } catch (RejectedExecutionException e) {
      log.debug("a routing after the end is left to the next start");
    }
  }

  private void catchUp(Routing routing) {
    if (configuration.asterisk().managed()) {
      unread = true;
    }
    while (isWanted(routing)) {
      // Nodes that share a data folder take turns.
      try (FileChannel channel = FileChannel.open(lockFile(), CREATE, WRITE);
          FileLock _ = channel.lock()) {
        bringPhones(routing);
        return;
      } catch (IOException | StartException | RuntimeException e) {
        log.warn("phones can't be brought up to date, trying again: {}", e.toString());
      } catch (InterruptedException e) {
        return;
      }
      if (!pause()) {
        return;
      }
    }
  }

  private Path lockFile() {
    return configuration.data().resolve("state/routing.lock");
  }

  private void bringPhones(Routing routing)
      throws IOException, InterruptedException, StartException {
    Path data = configuration.data();
    Secrets secrets =
        Secrets.loadOrMake(data, PhoneAccounts.of(configuration, routing.agents()).desk());
    AsteriskPreparation.run(configuration, routing.agents(), secrets, Home.find());
    while (unread && isWanted(routing)) {
      if (switchboard.reloadPhones()) {
        unread = false;
        log.info("Asterisk knows the phones anew: agents={}", routing.agents().size());
      } else if (!pause()) {
        return;
      }
    }
  }

  private static List<String> phones(Routing routing) {
    return routing.agents().stream().map(AgentProfile::phone).toList();
  }

  /// What a person has yet to do by hand so that agents who came with this routing can be rung; each is
  /// told once.
  List<String> leftToDo(Routing routing) {
    if (configuration.asterisk().managed()) {
      return List.of();
    }
    String how =
        configuration.preparesAsterisk()
            ? "add it to your Asterisk: its section is in asterisk/etc/pjsip.conf of the data folder"
            : "its password is at node 1: ./city311 phones there shows it";
    return phones(routing).stream()
        .filter(told::add)
        .map(phone -> "phone account '" + phone + "': " + how)
        .toList();
  }

  private boolean isWanted(Routing routing) {
    return !closed && routing.equals(wanted.get());
  }

  private static boolean pause() {
    try {
      Thread.sleep(RETRY);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    worker.shutdownNow();
  }
}
