package org.city311.gateway.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.city311.gateway.accounts.password.Hasher;
import org.city311.gateway.http.MemoryAudit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two administrators at once.
class AccountDeskTest {
  private static final int ROUNDS = 10;

  private PostgresServer postgres;
  private AccountsDatabase database;
  private Sessions sessions;
  private AccountDesk desk;

  @BeforeEach
  void open() throws Exception {
    postgres = PostgresServer.emptied();
    database = postgres.database();
    MemoryAudit audit = new MemoryAudit();
    sessions = new Sessions(database, SessionLimits.DEFAULT, new MovingClock());
    desk = new AccountDesk(database, sessions, audit, new Hasher(People.CHEAP), Account::name);
    People.add(database, People.person("adam", Role.ADMINISTRATOR), null);
    People.add(database, People.person("eve", Role.ADMINISTRATOR), null);
  }

  @AfterEach
  void close() {
    sessions.close();
    database.close();
  }

  @Test
  void administratorsWhoDemoteEachOther_leaveOne() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      postgres.execute("update gateway.account set roles = array['ADMINISTRATOR']");

      List<AccountDesk.Outcome> both = demoted("adam", "eve");

      assertEquals(1, both.stream().filter(AccountDesk.Done.class::isInstance).count());
      assertEquals(1, both.stream().filter(AccountDesk.Refused.class::isInstance).count());
    }
  }

  private List<AccountDesk.Outcome> demoted(String... names) throws Exception {
    try (ExecutorService two = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<AccountDesk.Outcome>> all =
          Stream.of(names).map(name -> two.submit(() -> demote(name))).toList();
      return List.of(all.getFirst().get(), all.getLast().get());
    }
  }

  private AccountDesk.Outcome demote(String name) throws Exception {
    return desk.change(name, AccountDeskTest::analyst, new Actor("nobody", "192.0.2.1"));
  }

  private static Optional<Account> analyst(Account account) {
    return Optional.of(
        new Account(
            account.id(),
            account.name(),
            account.displayName(),
            Set.of(Role.ANALYST),
            account.agent(),
            account.department(),
            account.disabled(),
            account.mustChange()));
  }
}
