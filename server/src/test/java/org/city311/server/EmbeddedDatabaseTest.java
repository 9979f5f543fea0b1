package org.city311.server;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.city311.server.EmbeddedDatabase.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The PostgreSQL of our own, real, in a folder of its own.
@Tag("stack")
@Execution(ExecutionMode.CONCURRENT)
class EmbeddedDatabaseTest {
  /// Unpacked once for all tests of this process: that takes seconds.
  private static final Path BINARIES = Path.of("target", "postgres-binaries").toAbsolutePath();

  private static final String PASSWORD = "00112233445566778899aabbccddeeff";

  /// The data of one that was started once: to make it anew takes seconds of a busy machine.
  @SuppressWarnings("NullAway.Init")
  private static Path made;

  @TempDir Path folder;

  /// A test that fails leaves no PostgreSQL behind either.
  @AfterEach
  void endWhatIsLeft() throws IOException {
    for (Path each : List.of(folder, folder.resolve("ours"), folder.resolve("theirs"))) {
      postmaster(each).ifPresent(ProcessHandle::destroy);
      await().atMost(Duration.ofSeconds(20)).until(() -> postmaster(each).isEmpty());
    }
  }

  /// Alone: one that starts removes what another has only half unpacked.
  @BeforeAll
  static void unpack(@TempDir Path first) throws Exception {
    try (EmbeddedDatabase database = new EmbeddedDatabase(first, BINARIES, PASSWORD, Role.OWNER)) {
      database.start();
      untilItAsksForThePassword(database);
    }
    made = first.resolve("data");
  }

  @Test
  void database_asksForThePassword_andListensOnLoopbackOnly() throws Exception {
    try (EmbeddedDatabase database = started()) {
      write(database, 1);

      assertEquals(Optional.of("28P01"), refusal(database, "wrong"));
      assertEquals(
          Optional.of("28P01"), refusal(database, PASSWORD.toUpperCase(java.util.Locale.ROOT)));
      assertTrue(refusal(database, "").isPresent());
      assertEquals("127.0.0.1", query(database, "show listen_addresses"));
      assertEquals("1", query(database, "select max(n) from kept"));
    }
    assertTrue(postmaster().isEmpty(), "it ends with its owner");
  }

  @Test
  void memoryForPages_isAnEighthOfTheMachines_withinBounds() {
    assertEquals("128MB", PostgresSettings.sharedBuffers(512L << 20));
    assertEquals("512MB", PostgresSettings.sharedBuffers(4L << 30));
    assertEquals("1024MB", PostgresSettings.sharedBuffers(64L << 30));
  }

  @Test
  void database_keepsItsData_andItsPassword_overARestart() throws Exception {
    makeIn(folder);
    String firstUrl;
    try (EmbeddedDatabase first = started()) {
      firstUrl = first.url();
      write(first, 42);
      for (String safeguard : List.of("fsync", "full_page_writes", "synchronous_commit")) {
        assertEquals("on", query(first, "show " + safeguard), safeguard);
      }
    }
    try (EmbeddedDatabase second = started()) {
      patiently().until(() -> isUp(second));
      assertEquals("42", query(second, "select max(n) from kept"));
      assertTrue(refusal(second, null).isPresent());
      assertEquals(firstUrl, second.url(), "who knew it finds it again");
    }
  }

  /// As when the server is killed while they are unpacked.
  @Test
  void binariesThatAreNotWhole_areRemoved_soThatTheyAreUnpackedAnew() throws Exception {
    Path whole = Files.createDirectories(folder.resolve("PG-1/lib"));
    Files.createFile(folder.resolve("PG-1/.exists"));
    Path half = Files.createDirectories(folder.resolve("PG-2/lib"));
    Files.createSymbolicLink(half.resolve("libicuuc.so"), Path.of("libicuuc.so.60"));

    EmbeddedDatabase.removeHalfUnpacked(folder);
    EmbeddedDatabase.removeHalfUnpacked(folder.resolve("not-there-yet"));

    assertTrue(Files.exists(whole));
    assertFalse(Files.exists(folder.resolve("PG-2")));
  }

  @Test
  void databaseWhosePortWasTakenMeanwhile_isStartedAtAnother() throws Exception {
    makeIn(folder);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(folder.resolve("port"), taken.getLocalPort() + "\n");

      try (EmbeddedDatabase database = started()) {
        patiently().until(() -> isUp(database));
        assertNotEquals(taken.getLocalPort(), URI.create(database.url().substring(5)).getPort());
      }
    }
  }

  @Test
  void databaseOfAKeeper_goesOnWithoutIt_andGuestsUseIt() throws Exception {
    StartException none =
        assertThrows(
            StartException.class, () -> new EmbeddedDatabase(folder, PASSWORD, Role.GUEST));
    assertTrue(String.valueOf(none.getMessage()).contains("start node 1 first"));
    makeIn(folder);
    String url;
    try (EmbeddedDatabase keeper = started(folder, Role.KEEPER)) {
      url = keeper.url();
      write(keeper, 5);
    }
    ProcessHandle kept = postmaster().orElseThrow();

    try (EmbeddedDatabase guest = started(folder, Role.GUEST)) {
      assertEquals(url, guest.url());
      assertEquals("5", query(guest, "select max(n) from kept"));
    }
    try (EmbeddedDatabase again = started(folder, Role.KEEPER)) {
      patiently().until(() -> isUp(again));
      assertEquals(url, again.url());
    }
    assertEquals(kept.pid(), postmaster().orElseThrow().pid());
  }

  @Test
  void databaseThatIsClosedWhileItStarts_leavesNoPostgresBehind() throws Exception {
    try (EmbeddedDatabase _ = started()) {
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> postmaster().isPresent());
    }

    assertTrue(postmaster().isEmpty());
  }

  @Test
  void postmasterThatIsKilled_isStartedAgain_withTheDataAtTheSameAddress() throws Exception {
    makeIn(folder);
    try (EmbeddedDatabase database = started()) {
      write(database, 7);
      ProcessHandle killed = postmaster().orElseThrow();
      assertTrue(killed.destroyForcibly());
      patiently().until(() -> !killed.isAlive());

      patiently().until(() -> isUp(database));
      assertEquals("7", query(database, "select max(n) from kept"));
      assertNotEquals(killed.pid(), postmaster().orElseThrow().pid());
      assertTrue(refusal(database, null).isPresent());
    }
    assertTrue(postmaster().isEmpty());
  }

  @Test
  void databaseOfAServerThatWasKilled_isTakenOver_andEndsWithItsNewOwner() throws Exception {
    makeIn(folder);
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedDatabaseProcess.class.getName(),
                folder.toString(),
                BINARIES.toString(),
                PASSWORD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String url = url(server);
      patiently().until(() -> isUp(url));
      execute(url, "create table kept (n int)");
      execute(url, "insert into kept values (13)");
    } finally {
      server.destroyForcibly().waitFor();
    }
    ProcessHandle orphan = postmaster().orElseThrow();
    assertTrue(orphan.isAlive(), "a PostgreSQL outlives a server that is killed");

    try (EmbeddedDatabase next = started()) {
      patiently().until(() -> isUp(next));
      assertEquals("13", query(next, "select max(n) from kept"));
      assertEquals(orphan.pid(), postmaster().orElseThrow().pid());
    }
    assertFalse(orphan.isAlive());
  }

  /// After a power cut, the number that the dead PostgreSQL had may be that of another's.
  @Test
  void postgresOfSomebodyElse_withTheNumberOfOurs_isNotTakenOver_norInTheWay_norEnded()
      throws Exception {
    Path ours = folder.resolve("ours");
    Path theirs = folder.resolve("theirs");
    makeIn(ours);
    makeIn(theirs);
    try (EmbeddedDatabase stranger = started(theirs, Role.OWNER)) {
      patiently().until(() -> isUp(stranger));
      List<String> left;
      try (EmbeddedDatabase before = started(ours, Role.OWNER)) {
        write(before, 11);
        left = Files.readAllLines(ours.resolve("data/postmaster.pid"));
      }
      ProcessHandle other = postmaster(theirs).orElseThrow();
      left.set(0, "" + other.pid());
      Files.write(ours.resolve("data/postmaster.pid"), left);

      try (EmbeddedDatabase database = started(ours, Role.OWNER)) {
        patiently().until(() -> isUp(database));
        assertEquals("11", query(database, "select max(n) from kept"));
        assertNotEquals(other.pid(), postmaster(ours).orElseThrow().pid());
      }
      assertTrue(other.isAlive());
      assertTrue(postmaster(ours).isEmpty());
    }
  }

  /// The program's log goes to standard output too: the URL is the line that looks like one.
  private static String url(Process server) throws IOException {
    var lines = server.inputReader();
    while (true) {
      String line = Objects.requireNonNull(lines.readLine(), "it ended");
      if (line.startsWith("jdbc:")) {
        return line;
      }
    }
  }

  private EmbeddedDatabase started() throws StartException {
    return started(folder, Role.OWNER);
  }

  private static EmbeddedDatabase started(Path folder, Role role) throws StartException {
    EmbeddedDatabase database = new EmbeddedDatabase(folder, BINARIES, PASSWORD, role);
    database.start();
    return database;
  }

  /// As if one had been started in this folder before.
  private static void makeIn(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> all = Files.walk(made)) {
      for (Path each : all.toList()) {
        Files.copy(
            each,
            folder.resolve("data").resolve(made.relativize(each)),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
  }

  private static void write(EmbeddedDatabase database, int n) throws SQLException {
    patiently().until(() -> isUp(database));
    execute(database.url(), "create table kept (n int)");
    execute(database.url(), "insert into kept values (" + n + ")");
    untilItAsksForThePassword(database);
  }

  /// The rules that ask for it are written after the very first start.
  private static void untilItAsksForThePassword(EmbeddedDatabase database) throws SQLException {
    patiently().until(() -> isUp(database));
    patiently().until(() -> refusal(database, null).isPresent());
  }

  private static boolean isUp(EmbeddedDatabase database) {
    return isUp(database.url());
  }

  private static boolean isUp(String url) {
    try (Connection _ = connect(url, PASSWORD)) {
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /// The SQL state of the refusal; empty if one gets in. A server that is not there is no refusal.
  private static Optional<String> refusal(EmbeddedDatabase database, @Nullable String password)
      throws SQLException {
    try (Connection _ = connect(database.url(), password)) {
      return Optional.empty();
    } catch (SQLException e) {
      // 28P01 wrong password; 08004 none where one is asked for; 28000 no rule lets one in.
      if (java.util.List.of("28P01", "08004", "28000").contains(e.getSQLState())) {
        return Optional.of(e.getSQLState());
      }
      throw e;
    }
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = connect(url, PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = connect(database.url(), PASSWORD);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertTrue(rows.next());
      return rows.getString(1);
    }
  }

  private static Connection connect(String url, @Nullable String password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "postgres");
    properties.setProperty("connectTimeout", "5");
    if (password != null) {
      properties.setProperty("password", password);
    }
    return DriverManager.getConnection(url, properties);
  }

  /// The process that PostgreSQL's own file names, if it is alive; the file may be half written.
  private Optional<ProcessHandle> postmaster() throws IOException {
    return postmaster(folder);
  }

  private static Optional<ProcessHandle> postmaster(Path folder) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(folder.resolve("data/postmaster.pid"));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    return lines.stream()
        .limit(1)
        .filter(line -> line.matches("\\d+"))
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
        .filter(ProcessHandle::isAlive)
        .findFirst();
  }
}
