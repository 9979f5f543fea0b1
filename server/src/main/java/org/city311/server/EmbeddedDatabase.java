package org.city311.server;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.city311.server.config.Configuration;
import org.city311.server.config.Configuration.LocalNode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL of our own, for a city that has none: its binaries come with us, its data stays in
/// our data folder, it listens on loopback only and asks for a password. It is watched, and started
/// again when it dies. One that outlived its server is taken over as it runs.
final class EmbeddedDatabase implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration CHECK_PERIOD = Duration.ofSeconds(2);
  private static final Duration END_PATIENCE = Duration.ofSeconds(20);
  private static final String PORT_FILE = "port";

  /// The library's mark.
  private static final String UNPACKED = ".exists";

  /// Lines of `postmaster.pid`, from 0.
  private static final int PID_LINE = 0;

  private static final int PORT_LINE = 3;

  /// Beyond the highest number that Linux gives a process (2^22).
  private static final int NO_PROCESS = Integer.MAX_VALUE;

  /// What a server does for it.
  enum Role {
    /// Starts it, and ends it with itself.
    OWNER,
    /// Starts it for several servers: it goes on when this one ends.
    KEEPER,
    /// Uses the one that a keeper has started.
    GUEST
  }

  private final Path folder;
  private final Path data;
  private final Path binaries;
  private final Role role;
  private final String password;
  private final int port;
  private final Thread keeper;
  private @Nullable EmbeddedPostgres postgres;
  private boolean running;
  private volatile boolean closed;

  /// @param folder holds the binaries, the data, and a file with the port
  /// @throws StartException if a guest finds no trace of a keeper, or the folder can't be written
  EmbeddedDatabase(Path folder, String password, Role role) throws StartException {
    this(folder, folder.resolve("binaries"), password, role);
  }

  /// @param binaries where they are, or are to be unpacked
  EmbeddedDatabase(Path folder, Path binaries, String password, Role role) throws StartException {
    this.folder = folder;
    this.data = folder.resolve("data");
    this.binaries = binaries;
    this.password = password;
    this.role = role;
    this.port = role == Role.GUEST ? keptPort() : tellPort(choosePort());
    this.keeper = Thread.ofVirtual().name("postgres-keeper").unstarted(this::keep);
  }

  /// That of a server with this configuration.
  static EmbeddedDatabase of(Configuration configuration, String password) throws StartException {
    Role role =
        switch (configuration.localNode()) {
          case null -> Role.OWNER;
          case LocalNode local when local.number() == 1 -> Role.KEEPER;
          case LocalNode _ -> Role.GUEST;
        };
    return new EmbeddedDatabase(configuration.shared().resolve("postgres"), password, role);
  }

  /// Begins to start it; whoever needs it tries until it is there.
  void start() {
    if (role != Role.GUEST) {
      keeper.start();
    }
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
    if (keeper.getState() == Thread.State.NEW) {
      return;
    }
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
        if (!running) {
          startOrTakeOver();
          running = true;
        } else if (postmaster().isEmpty()) {
          log.error("the embedded PostgreSQL has died; starting it again");
          forget();
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
        forget();
        if (!pause()) {
          break;
        }
      }
    }
    // We were interrupted to end; the end itself takes the time it needs.
    boolean _ = Thread.interrupted();
    if (role == Role.OWNER) {
      forget();
      postmaster().ifPresent(EmbeddedDatabase::end);
    }
  }

  private void startOrTakeOver() throws IOException, SQLException {
    Optional<ProcessHandle> outlived = postmaster();
    if (outlived.isPresent()) {
      log.info("taking over the PostgreSQL that runs already: pid={}", outlived.get().pid());
    } else {
      disownStranger();
      startNew();
    }
    requirePassword();
    log.info("embedded PostgreSQL is up: {}", url());
  }

  private void startNew() throws IOException {
    removeHalfUnpacked(binaries);
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setOverrideWorkingDirectory(binaries.toFile())
            .setPgBinaryResolver(new Unpacked(binaries))
            .setPort(port)
            .setServerConfig("max_connections", "100")
            // Not through a pipe to us: it must not stand still when we do.
            .setServerConfig("logging_collector", "on")
            .setServerConfig("log_directory", folder.resolve("log").toString())
            .setServerConfig("log_filename", "postgres-%a.log")
            .setServerConfig("log_truncate_on_rotation", "on")
            .setConnectConfig("password", password)
            .setPGStartupWait(START_PATIENCE);
    PostgresSettings.ofThisMachine().forEach(builder::setServerConfig);
    postgres = builder.start();
  }

  /// The library's own, for one folder: it remembers by resolver where it has unpacked, and would else run
  /// what the first database of this process unpacked, wherever that was.
  private record Unpacked(Path into) implements PgBinaryResolver {
    @Override
    public InputStream getPgBinary(String system, String machine) throws IOException {
      return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
    }
  }

  /// The library marks a folder of binaries once it is whole. It stumbles over one that a server was
  /// unpacking when it was killed.
  static void removeHalfUnpacked(Path binaries) throws IOException {
    if (!Files.isDirectory(binaries)) {
      return;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(binaries, "PG-*")) {
      for (Path version : folders) {
        if (!Files.exists(version.resolve(UNPACKED))) {
          log.warn("unpacking PostgreSQL anew, as it was not finished: {}", version);
          delete(version);
        }
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /// The library's `initdb` trusts everyone on this machine; we do not.
  private void requirePassword() throws SQLException, IOException {
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
    try (Connection connection = DriverManager.getConnection(url(), connecting());
        Statement statement = connection.createStatement()) {
      // Our secrets are hexadecimal: nothing to quote.
      statement.execute("ALTER USER postgres PASSWORD '" + password + "'");
      Files.writeString(rules, wanted);
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  private Properties connecting() {
    Properties properties = new Properties();
    properties.setProperty("user", user());
    properties.setProperty("password", password);
    properties.setProperty("loginTimeout", "10");
    properties.setProperty("socketTimeout", "10");
    return properties;
  }

  /// Ends one that we took over, once its clients have gone.
  private static void end(ProcessHandle postmaster) {
    postmaster.destroy();
    try {
      postmaster.onExit().get(END_PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      log.warn("PostgreSQL does not end; killing it", e);
      postmaster.destroyForcibly();
    }
  }

  /// The process that `postmaster.pid` names, if it is alive and ours.
  private Optional<ProcessHandle> postmaster() {
    try {
      return ProcessHandle.of(postmasterFile(PID_LINE))
          .filter(ProcessHandle::isAlive)
          .filter(this::isOurs);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /// Whether it works in our data directory, as PostgreSQL does in its own. After a power cut the file may
  /// name any process, another's PostgreSQL too.
  private boolean isOurs(ProcessHandle process) {
    try {
      return Files.isSameFile(Path.of("/proc", "" + process.pid(), "cwd"), data);
    } catch (IOException e) {
      return false;
    }
  }

  /// PostgreSQL would refuse to start as long as a stranger has the number in its file. The rest of the file
  /// stays: by it PostgreSQL sees whether its memory is still in use.
  private void disownStranger() throws IOException {
    Path file = data.resolve("postmaster.pid");
    if (Files.exists(file) && ProcessHandle.of(postmasterFile(PID_LINE)).isPresent()) {
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      log.info(
          "the number of our last PostgreSQL is another process's now: {}", lines.get(PID_LINE));
      lines.set(PID_LINE, "" + NO_PROCESS);
      Files.write(file, lines);
    }
  }

  private int postmasterFile(int line) throws IOException {
    return Integer.parseInt(Files.readAllLines(data.resolve("postmaster.pid")).get(line).trim());
  }

  /// Ends it if we have started it ourselves; it is to be started or taken over anew.
  private void forget() {
    EmbeddedPostgres started = postgres;
    postgres = null;
    running = false;
    if (started != null) {
      try {
        started.close();
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

  /// That of one that runs already; else the last one, so that other nodes find it again; else a free
  /// one.
  private int choosePort() {
    try {
      if (postmaster().isPresent()) {
        return postmasterFile(PORT_LINE);
      }
      return freePort(keptPort());
    } catch (IOException | RuntimeException | StartException e) {
      return freePort(0);
    }
  }

  private int tellPort(int chosen) throws StartException {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(PORT_FILE), chosen + "\n");
      return chosen;
    } catch (IOException e) {
      throw new StartException(
          StartException.MACHINE,
          "PostgreSQL's folder can't be written (" + e + "): give this user the right to");
    }
  }

  private int keptPort() throws StartException {
    Path file = folder.resolve(PORT_FILE);
    try {
      return Integer.parseInt(Files.readString(file).trim());
    } catch (IOException | NumberFormatException e) {
      throw new StartException(
          StartException.MACHINE,
          "node 1 has not yet started the PostgreSQL that all nodes share (no port in "
              + file
              + "): start node 1 first");
    }
  }

  private static int freePort(int wanted) {
    try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port for PostgreSQL on loopback", e);
    }
  }
}
