package org.city311.server.audit;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
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
import org.city311.gateway.audit.AuditEntry;
import org.city311.metrics.record.DatabaseSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The audit, on a real disk and a real PostgreSQL: what was written is never lost, and is one row.
@Tag("stack")
class AuditTrailTest {
  private static final DatabaseSettings NOWHERE =
      new DatabaseSettings("jdbc:postgresql://127.0.0.1:1/postgres", "postgres", "");
  private static final Instant AT = Instant.parse("2026-03-02T14:00:00Z");

  @TempDir Path folder;

  @Test
  void entryWrittenWhileTheDatabaseIsAway_isARowOnceItIsThere() throws Exception {
    AuditEntry entry = entry(1);
    try (AuditTrail trail = new AuditTrail(file(), NOWHERE)) {
      trail.write(entry);
      assertThrows(IOException.class, () -> trail.latest(10));
    }
    assertTrue(Files.size(file()) > 0);

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        AuditTrail trail = new AuditTrail(file(), settings(postgres))) {
      await().atMost(Duration.ofSeconds(30)).until(() -> Files.size(file()) == 0);
      assertEquals(List.of(entry), trail.latest(10));
      assertWrittenOnce(postgres, entry);
    }
  }

  private static void assertWrittenOnce(EmbeddedPostgres postgres, AuditEntry entry)
      throws SQLException {
    for (String change :
        List.of(
            "update audit.change set who = 'nobody'",
            "delete from audit.change",
            "truncate audit.change")) {
      try (var connection =
              DriverManager.getConnection(settings(postgres).url(), "postgres", "postgres");
          var statement = connection.createStatement()) {
        assertThrows(SQLException.class, () -> statement.execute(change));
      }
    }
    AuditTable table = new AuditTable(settings(postgres));
    table.insert(List.of(entry, entry(2)));
    assertEquals(List.of(entry(2).what(), entry.what()), whats(table));
  }

  private static List<String> whats(AuditTable table) throws SQLException {
    return table.latest(10).stream().map(AuditEntry::what).toList();
  }

  @Test
  void lineThatAKilledProcessLeftUnfinished_isNoEntry_andThoseBeforeItAre() throws Exception {
    try (AuditTrail trail = new AuditTrail(file(), NOWHERE)) {
      trail.write(entry(1));
    }
    Files.writeString(file(), "{\"id\":\"half", StandardOpenOption.APPEND);

    try (AuditFile read = new AuditFile(file())) {
      assertEquals(List.of(entry(1).what()), read.read().stream().map(AuditEntry::what).toList());
      read.append(entry(2));
    }
    try (AuditFile read = new AuditFile(file())) {
      assertEquals(2, read.read().size());
    }
  }

  @Test
  void file_isForItsOwnerAlone() throws Exception {
    new AuditTrail(file(), NOWHERE).close();

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
  }

  private Path file() {
    return folder.resolve("audit/node-1.jsonl");
  }

  private static DatabaseSettings settings(EmbeddedPostgres postgres) {
    return new DatabaseSettings(
        "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres", "postgres", "postgres");
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
