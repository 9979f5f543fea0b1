package org.city311.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL of our own, for a city that has none: its binaries come with us, its data stays in
/// our data folder, it listens on loopback only and asks for a password. It is watched, and started
/// again when it dies.
final class EmbeddedDatabase implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration CHECK_PERIOD = Duration.ofSeconds(2);

  private final Path folder;
  private final Path data;
  private final String password;
  private final int port;
  private final Thread keeper;
  private @Nullable EmbeddedPostgres postgres;
  private volatile boolean closed;

  /// @param folder holds the binaries and the data
  EmbeddedDatabase(Path folder, String password) {
    this.folder = folder;
    this.data = folder.resolve("data");
    this.password = password;
    this.port = freePort();
    this.keeper = Thread.ofVirtual().name("postgres-keeper").unstarted(this::keep);
  }

  /// Begins to start it; whoever needs it tries until it is there.
  void start() {
    keeper.start();
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  String user() {
    return "postgres";
  }

  @Override
  public void close() {
    closed = true;
    keeper.interrupt();
    try {
      keeper.join(Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep() {
    while (!closed) {
      try {
        if (postgres == null) {
          startOnce();
        } else if (postmaster().isEmpty()) {
          log.error("the embedded PostgreSQL has died; starting it again");
          stop();
          // Its other processes hold its memory for a moment longer; a start meanwhile fails.
          Thread.sleep(CHECK_PERIOD);
          continue;
        }
        Thread.sleep(CHECK_PERIOD);
      } catch (InterruptedException e) {
        break;
      } catch (IOException | SQLException | RuntimeException e) {
        if (closed) {
          break;
        }
        log.error("the embedded PostgreSQL can't be started; trying again: folder={}", folder, e);
        stop();
        if (!pause()) {
          break;
        }
      }
    }
    // We were interrupted to end; the end itself takes the time it needs.
    boolean _ = Thread.interrupted();
    stop();
  }

  private void startOnce() throws IOException, SQLException, InterruptedException {
    stopOrphan();
    postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
            .setPort(port)
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "50")
            .setConnectConfig("password", password)
            .setPGStartupWait(START_PATIENCE)
            .start();
    requirePassword(postgres);
    log.info("embedded PostgreSQL is up: {}", url());
  }

  /// The library's `initdb` trusts everyone on this machine; we do not.
  private void requirePassword(EmbeddedPostgres started) throws SQLException, IOException {
    String wanted =
        """
        # Written by City311: a password for everyone, also on this machine.
        local all all scram-sha-256
        host all all 127.0.0.1/32 scram-sha-256
        host all all ::1/128 scram-sha-256
        """;
    Path rules = data.resolve("pg_hba.conf");
    if (Files.readString(rules).equals(wanted)) {
      return;
    }
    try (Connection connection = started.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      // Our secrets are hexadecimal: nothing to quote.
      statement.execute("ALTER USER postgres PASSWORD '" + password + "'");
      Files.writeString(rules, wanted);
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  /// A PostgreSQL of ours that outlived a server killed the hard way.
  private void stopOrphan() throws InterruptedException {
    Optional<ProcessHandle> orphan = postmaster();
    if (orphan.isEmpty()) {
      return;
    }
    log.warn("ending the PostgreSQL of a server that died: pid={}", orphan.get().pid());
    orphan.get().destroy();
    try {
      orphan.get().onExit().get(20, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      log.warn("it does not end; killing it", e);
      orphan.get().destroyForcibly();
    }
  }

  /// The process that `postmaster.pid` names, if it is alive and a PostgreSQL.
  private Optional<ProcessHandle> postmaster() {
    try {
      long pid =
          Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().trim());
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(EmbeddedDatabase::isPostgres);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().map(command -> command.endsWith("postgres")).orElse(false);
  }

  private void stop() {
    EmbeddedPostgres running = postgres;
    postgres = null;
    if (running != null) {
      try {
        running.close();
      } catch (IOException e) {
        log.warn("the embedded PostgreSQL did not end well", e);
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(CHECK_PERIOD);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port for PostgreSQL on loopback", e);
    }
  }
}
