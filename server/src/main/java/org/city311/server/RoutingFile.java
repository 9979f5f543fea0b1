package org.city311.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.city311.gateway.audit.AuditEntry;
import org.city311.gateway.audit.AuditLog;
import org.city311.gateway.routing.RoutingJson;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.disk.WholeFile;
import org.city311.ivr.routing.Routing;
import org.city311.server.bus.SharedNote;
import org.city311.server.config.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which routing holds at the start: the one that was changed at run time goes on, unless the skill
/// groups or agents of `city311.yaml` are news. Then the file wins, and the audit has it.
///
/// They are no news if this node read the same at its last start, or if they are what the centre last
/// took from any node's file: a node that starts again long after that takes nothing back.
final class RoutingFile {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final long PATIENCE_SECONDS = 10;
  private static final int TRIES = 3;
  private static final String WHO = "city311.yaml";
  private static final Logger log = LoggerFactory.getLogger(RoutingFile.class);

  private final Routing written;
  private final String digest;
  private final Path file;
  private final SharedNote taken;
  private final AuditLog audit;
  private final String node;

  /// @param configuration of this node
  /// @param taken the digest of what the centre last took from a file
  RoutingFile(Configuration configuration, SharedNote taken, AuditLog audit) {
    this.written = configuration.routing();
    this.digest = RoutingJson.digest(written);
    this.node = configuration.node();
    this.file = configuration.data().resolve("state/" + node + ".routing");
    this.taken = taken;
    this.audit = audit;
  }

  /// Lets the file win where it has changed, as soon as this node sees the centre as it is: that may take
  /// until a leader is found.
  ///
  /// @param centre started
  void start(CallCentre centre) {
    var _ =
        Thread.ofVirtual()
            .name("routing-file")
            .start(
                () -> {
                  while (centre.isAlive() && !centre.isSwitchUp()) {
                    LockSupport.parkNanos(LOOK.toNanos());
                  }
                  if (centre.isAlive()) {
                    settle(centre);
                  }
                });
  }

  void settle(CallCentre centre) {
    try {
      Known known = known();
      String last = taken.text().orElse(known.taken());
      boolean isNews =
          !known.read().isEmpty() && !digest.equals(known.read()) && !digest.equals(last);
      if (centre.routing().equals(written)) {
        log.debug("the routing is as the configuration has it");
      } else if (isNews) {
        log.warn(
            "skill groups or agents in the configuration have changed: they win over what was"
                + " changed at run time");
        replace(centre);
      } else {
        log.info("skill groups and agents go on as they were changed at run time");
      }
      String now = isNews || last.isEmpty() ? digest : last;
      keep(now);
      taken.onChange(this::keepOrSay);
      taken.write(now);
    } catch (IOException | ExecutionException | TimeoutException | RuntimeException e) {
      log.error(
          "skill groups and agents of the configuration are tried again at the next start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What this node's disk remembers, as digests; each empty for none.
  ///
  /// @param read what its own file said at its last start
  /// @param taken what the centre had last taken from any node's
  private record Known(String read, String taken) {}

  private Known known() throws IOException {
    if (!Files.exists(file)) {
      return new Known("", "");
    }
    List<String> lines = Files.readAllLines(file);
    return new Known(lines.isEmpty() ? "" : lines.getFirst(), lines.size() < 2 ? "" : lines.get(1));
  }

  private synchronized void keep(String nowTaken) throws IOException {
    WholeFile.write(file, digest + "\n" + nowTaken + "\n");
  }

  private void keepOrSay(String nowTaken) {
    try {
      keep(nowTaken);
    } catch (IOException e) {
      log.warn("what another node's configuration says can't be remembered: file={}", file, e);
    }
  }

  private void replace(CallCentre centre)
      throws IOException, ExecutionException, InterruptedException, TimeoutException {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Routing from = centre.routing();
      tell(from, null);
      try {
        if (centre.reroute(from, written).get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          return;
        }
      } catch (ExecutionException | TimeoutException e) {
        tell(from, "not known to be made: " + e);
        throw e;
      }
      tell(from, "not made: something else was changed meanwhile");
    }
    throw new TimeoutException("it was changed by others all the time");
  }

  private void tell(Routing from, @Nullable String outcome) throws IOException {
    audit.write(
        new AuditEntry(
            UUID.randomUUID().toString(),
            Instant.now(),
            WHO,
            node,
            "START skill-groups and agents",
            RoutingJson.write(from).encode(),
            RoutingJson.write(written).encode(),
            outcome));
  }
}
