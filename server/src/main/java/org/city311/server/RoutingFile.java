package org.city311.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.city311.gateway.routing.RoutingJson;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.routing.Routing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which routing holds at the start: the one that was changed at run time goes on, unless the skill
/// groups or agents of `city311.yaml` are others than when this node last read them. Then the file wins.
final class RoutingFile {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final long PATIENCE_SECONDS = 10;
  private static final int TRIES = 3;
  private static final Logger log = LoggerFactory.getLogger(RoutingFile.class);

  private final Routing written;
  private final Path digestFile;

  /// @param written what `city311.yaml` says
  /// @param digestFile where its digest is kept from start to start
  RoutingFile(Routing written, Path digestFile) {
    this.written = written;
    this.digestFile = digestFile;
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

  private void settle(CallCentre centre) {
    String digest = RoutingJson.digest(written);
    try {
      if (!Files.exists(digestFile) || digest.equals(Files.readString(digestFile))) {
        if (!centre.routing().equals(written)) {
          log.info("skill groups and agents go on as they were changed at run time");
        }
      } else if (!centre.routing().equals(written)) {
        log.warn(
            "skill groups or agents in the configuration have changed: they win over what was"
                + " changed at run time");
        replace(centre);
      }
      Path fresh = digestFile.resolveSibling(digestFile.getFileName() + ".new");
      Files.writeString(fresh, digest);
      Files.move(fresh, digestFile, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | ExecutionException | TimeoutException e) {
      log.error(
          "skill groups and agents of the configuration are tried again at the next start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void replace(CallCentre centre)
      throws ExecutionException, InterruptedException, TimeoutException {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      if (centre.reroute(centre.routing(), written).get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    }
    throw new TimeoutException("it was changed by others all the time");
  }
}
