package org.city311.server.audit;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.city311.gateway.audit.AuditEntry;
import org.city311.metrics.record.DatabaseSettings;
import org.city311.metrics.record.SetAside;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The audit, on a real disk and a real PostgreSQL: what was written is never lost, and is one row.
@Tag("stack")
@Execution(ExecutionMode.CONCURRENT)
class AuditTrailTest {
  private static final DatabaseSettings NOWHERE =
      new DatabaseSettings("jdbc:postgresql://127.0.0.1:1/postgres", "postgres", "");
  private static final Instant AT = Instant.parse("2026-03-02T14:00:00Z");

  /// One for all tests, each of which has a database of its own in it.
  @SuppressWarnings("NullAway.Init")
  private static EmbeddedPostgres postgres;

  @TempDir Path folder;

  @BeforeAll
  static void startPostgres() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void endPostgres() throws IOException {
    postgres.close();
  }

  @Test
  void entryWrittenWhileTheDatabaseIsAway_isARowOnceItIsThere() throws Exception {
    AuditEntry entry = entry(1);
    try (AuditTrail trail = new AuditTrail(folder.resolve("audit"), "node-1", NOWHERE)) {
      trail.write(entry);
      assertThrows(IOException.class, () -> trail.latest(10));
    }
    assertTrue(Files.size(file()) > 0);

    DatabaseSettings database = database("away_and_there");
    try (AuditTrail trail = new AuditTrail(folder.resolve("audit"), "node-1", database)) {
      await().atMost(Duration.ofMinutes(2)).until(() -> Files.size(file()) == 0);
      assertEquals(List.of(entry), trail.latest(10));
      assertWrittenOnce(database, entry);
    }
  }

  private static void assertWrittenOnce(DatabaseSettings database, AuditEntry entry)
      throws SQLException {
    for (String change :
        List.of(
            "update audit.change set who = 'nobody'",
            "delete from audit.change",
            "truncate audit.change")) {
      assertThrows(SQLException.class, () -> execute(database, change));
    }
    AuditTable table = new AuditTable(database);
    table.insert(List.of(entry, entry(2)));
    assertEquals(List.of(entry(2).what(), entry.what()), whats(table));
  }

  private static List<String> whats(AuditTable table) throws SQLException {
    return table.latest(10).stream().map(AuditEntry::what).toList();
  }

  @Test
  void lineThatAKilledProcessLeftUnfinished_isNoEntry_andThoseBeforeItAre() throws Exception {
    try (AuditTrail trail = new AuditTrail(folder.resolve("audit"), "node-1", NOWHERE)) {
      trail.write(entry(1));
    }
    Files.writeString(file(), "{\"id\":\"half", StandardOpenOption.APPEND);

    try (AuditFile read = auditFile()) {
      assertEquals(List.of(entry(1).what()), read.read().stream().map(AuditEntry::what).toList());
      read.append(entry(2));
    }
    try (AuditFile read = auditFile()) {
      assertEquals(2, read.read().size());
    }
  }

  @Test
  void damagedLine_asAPowerCutLeavesIt_isSetAside_andKeepsNoOtherFromTheDatabase()
      throws Exception {
    try (AuditTrail trail = new AuditTrail(folder.resolve("audit"), "node-1", NOWHERE)) {
      trail.write(entry(1));
    }
    Files.writeString(file(), "\0\0\0\n{}\n", StandardOpenOption.APPEND);
    try (AuditFile write = auditFile()) {
      assertEquals(List.of(entry(1)), write.read());
      write.append(entry(2));
    }
    Files.delete(setAside());

    try (AuditFile read = auditFile()) {
      assertEquals(List.of(entry(1), entry(2)), read.read());
    }
    assertEquals(List.of("\0\0\0", "{}"), Files.readAllLines(setAside()));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(setAside())));
  }

  @Test
  void fileOfDamagedLinesOnly_isEmptyAfterThem() throws Exception {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "no entry\n");

    new AuditTrail(folder.resolve("audit"), "node-1", NOWHERE).close();

    assertEquals(0, Files.size(file()));
    assertEquals(List.of("no entry"), Files.readAllLines(setAside()));
  }

  @Test
  void entryThatTheTableRefuses_isSetAside_andHoldsUpNoOther() throws Exception {
    AuditEntry refused = entry("x".repeat(201), null);
    AuditEntry cut = entry("PUT agent ana", "not known to be made: " + "x".repeat(2_000));
    try (AuditTrail trail = new AuditTrail(folder.resolve("audit"), "node-1", NOWHERE)) {
      trail.write(refused);
      trail.write(cut);
    }

    DatabaseSettings database = database("refuses");
    try (AuditTrail trail = new AuditTrail(folder.resolve("audit"), "node-1", database)) {
      await().atMost(Duration.ofMinutes(2)).until(() -> Files.size(file()) == 0);
      assertEquals(
          List.of(String.valueOf(cut.outcome()).substring(0, 1_000)),
          trail.latest(10).stream().map(AuditEntry::outcome).toList());
    }
    assertEquals(1, Files.readAllLines(setAside()).size());
    assertTrue(Files.readString(setAside()).contains(refused.id()));
  }

  @Test
  void entriesThatWait_haveABoundInBytes_beyondWhichNothingIsTaken() throws Exception {
    AuditEntry large = entry("PUT skill-group water", "x".repeat(1 << 20));
    try (AuditTrail trail = new AuditTrail(folder.resolve("audit"), "node-1", NOWHERE)) {
      for (int i = 0; i < 16; i++) {
        trail.write(large);
      }
      IOException full = assertThrows(IOException.class, () -> trail.write(large));
      assertTrue(String.valueOf(full.getMessage()).contains("16 entries wait"));
    }
  }

  /// It is found frozen by everyone who asks, at the same time: nobody waits for a lock that another holds.
  @Test
  @Timeout(30)
  void databaseThatTakesConnectionsAndNeverAnswers_isAway() throws Exception {
    try (ServerSocket frozen = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        AuditTrail trail =
            new AuditTrail(
                folder.resolve("audit"),
                "node-1",
                new AuditTable(
                    settings(frozen.getLocalPort(), "postgres"), Duration.ofSeconds(1)))) {
      List<CompletableFuture<Boolean>> asked =
          Stream.generate(
                  () ->
                      CompletableFuture.supplyAsync(
                          () -> isAway(trail), Thread::startVirtualThread))
              .limit(40)
              .toList();
      assertTrue(asked.stream().allMatch(CompletableFuture::join));
    }
  }

  private static boolean isAway(AuditTrail trail) {
    try {
      trail.latest(10);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void file_isForItsOwnerAlone() throws Exception {
    new AuditTrail(folder.resolve("audit"), "node-1", NOWHERE).close();

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
  }

  private Path file() {
    return folder.resolve("audit/node-1.jsonl");
  }

  private Path setAside() {
    return folder.resolve("audit/set-aside.jsonl");
  }

  private AuditFile auditFile() throws IOException {
    return new AuditFile(file(), new SetAside(folder.resolve("audit")));
  }

  private static DatabaseSettings database(String name) throws SQLException {
    execute(settings(postgres.getPort(), "postgres"), "create database " + name);
    return settings(postgres.getPort(), name);
  }

  private static DatabaseSettings settings(int port, String database) {
    return new DatabaseSettings(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, "postgres", "postgres");
  }

  private static void execute(DatabaseSettings database, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static AuditEntry entry(String what, @Nullable String outcome) {
    return new AuditEntry(
        UUID.randomUUID().toString(), AT, "api.token", "127.0.0.1", what, null, null, outcome);
  }

  private static AuditEntry entry(int number) {
    return new AuditEntry(
        new UUID(0, number).toString(),
        AT.plusSeconds(number),
        "api.token",
        "127.0.0.1",
        "PUT agent a" + number,
        null,
        "{\"name\": \"Ana Álvarez\"}",
        null);
  }
}
