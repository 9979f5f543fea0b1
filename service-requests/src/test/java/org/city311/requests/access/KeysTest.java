package org.city311.requests.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.city311.requests.store.PostgresServer;
import org.city311.requests.store.RequestsDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeysTest {
  private static final Instant NOW = Instant.parse("2026-11-16T15:00:00Z");
  private static final Optional<String> NONE = Optional.empty();

  private final PostgresServer server = PostgresServer.emptied();
  private final RequestsDatabase database = new RequestsDatabase(server.settings());
  private final Keys keys = new Keys(database);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void key_isFoundByWhatItsHolderSends_andStoredNowhere() throws Exception {
    Keys.Made made = keys.make("Fix-it app", Role.RESIDENT_FACING, NONE, "lead", NOW);

    ApiKey found = keys.find(made.key(), NOW).orElseThrow();

    assertEquals(made.kept(), found);
    assertTrue(made.key().startsWith(found.id() + "."));
    String secret = made.key().substring(made.key().indexOf('.') + 1);
    assertEquals(
        List.of("0"),
        server.query(
            "select count(*) from requests.api_key k where k::text like '%" + secret + "%'"));
  }

  @Test
  void dayOfItsLastUse_isKept() throws Exception {
    Keys.Made made = keys.make("Fix-it app", Role.AGENT, NONE, "lead", NOW);
    assertEquals(Optional.empty(), keys.all().getFirst().lastUsed());

    keys.find(made.key(), NOW);
    keys.find(made.key(), NOW.plusSeconds(86_400));

    assertEquals(Optional.of(LocalDate.of(2026, 11, 17)), keys.all().getFirst().lastUsed());
  }

  @Test
  void revokedKey_isNobodys_andStaysInTheList() throws Exception {
    Keys.Made made = keys.make("Streets", Role.DEPARTMENT, Optional.of("streets"), "lead", NOW);

    assertTrue(keys.revoke(made.kept().id(), NOW));

    assertEquals(Optional.empty(), keys.find(made.key(), NOW));
    assertFalse(keys.revoke(made.kept().id(), NOW));
    assertEquals(Optional.of(NOW), keys.all().getFirst().revoked());
    assertEquals(Optional.of("streets"), keys.all().getFirst().department());
  }

  @Test
  void whatIsNoKey_isNobodys() throws Exception {
    Keys.Made made = keys.make("Fix-it app", Role.ADMIN, NONE, "lead", NOW);

    assertEquals(Optional.empty(), keys.find("", NOW));
    assertEquals(Optional.empty(), keys.find(made.kept().id(), NOW));
    assertEquals(Optional.empty(), keys.find(made.key() + "0", NOW));
    assertEquals(Optional.empty(), keys.find("' or '1'='1", NOW));
    String other = made.key().endsWith("0") ? "1" : "0";
    assertEquals(
        Optional.empty(), keys.find(made.key().substring(0, made.key().length() - 1) + other, NOW));
  }

  @Test
  void departmentsKeyWithoutADepartment_orAnotherWithOne_isRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> keys.make("x", Role.DEPARTMENT, NONE, "lead", NOW));
    assertThrows(
        IllegalArgumentException.class,
        () -> keys.make("x", Role.AGENT, Optional.of("streets"), "lead", NOW));
    assertThrows(
        IllegalArgumentException.class, () -> keys.make(" ", Role.AGENT, NONE, "lead", NOW));
  }

  @Test
  void databaseAway_isSaid_andNobodyIsLetIn() throws Exception {
    Keys.Made made = keys.make("Fix-it app", Role.ADMIN, NONE, "lead", NOW);
    server.stop();
    try {
      assertThrows(SQLException.class, () -> keys.find(made.key(), NOW));
    } finally {
      server.start();
    }
  }
}
