package org.city311.gateway.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.city311.gateway.accounts.password.Hasher;
import org.city311.gateway.accounts.password.PasswordHash;
import org.city311.gateway.http.MemoryAudit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a password was good for when it was looked at, and is not when it counts.
class PasswordRaceTest {
  private static final String OLD = "lamp river onion quarter";
  private static final String OLD_HASH = PasswordHash.of(OLD, People.CHEAP);
  private static final String NEW_HASH =
      PasswordHash.of("window sparrow ladder seven", People.CHEAP);
  private static final String THIEFS = "thimble orchard granite moon";

  private final MovingClock clock = new MovingClock();
  private PostgresServer postgres;
  private AccountsDatabase database;
  private Sessions sessions;
  private SignIns signIns;
  private AccountDesk desk;

  @BeforeEach
  void open() throws Exception {
    postgres = PostgresServer.emptied();
    database = postgres.database();
    MemoryAudit audit = new MemoryAudit();
    sessions = new Sessions(database, SessionLimits.DEFAULT, clock);
    signIns = new SignIns(database, sessions, audit, clock, new Hasher(People.CHEAP));
    desk = new AccountDesk(database, sessions, audit, new Hasher(People.CHEAP), Account::name);
    People.add(database, People.person("ana", Role.AGENT), OLD_HASH);
  }

  @AfterEach
  void close() {
    sessions.close();
    database.close();
  }

  /// It is another at the instant when the session is to begin.
  @Test
  void signInWithAPasswordThatIsChangedMeanwhile_isNone() throws Exception {
    Optional<Sessions.Begun> begun =
        sessions.begin(
            "192.0.2.7",
            connection -> {
              postgres.execute("update gateway.account set password = '" + NEW_HASH + "'");
              return AccountTable.mayBegin(
                  connection, People.person("ana", Role.AGENT).id(), OLD_HASH);
            });

    assertEquals(Optional.empty(), begun);
    assertEquals(List.of("0"), postgres.query("select count(*) from gateway.session"));
    assertInstanceOf(SignIns.Wrong.class, signIn(OLD));
  }

  @Test
  void changeFromAPasswordThatIsAnotherByNow_changesNothing() throws Exception {
    AccountId ana = People.person("ana", Role.AGENT).id();
    postgres.execute("update gateway.account set password = '" + NEW_HASH + "'");
    try (Connection connection = database.connection()) {
      assertEquals(false, AccountTable.changePassword(connection, ana, OLD_HASH, OLD_HASH));
      connection.commit();
    }

    assertEquals(List.of(NEW_HASH), postgres.query("select password from gateway.account"));
  }

  /// A thief's browser that an administrator has signed out, at another node, keeps nothing by it.
  @Test
  void changeInASessionThatIsOver_changesNothing() throws Exception {
    Session thief = in(signIn(OLD)).session();
    postgres.execute("update gateway.session set ended_at = now(), ended_why = 'BY_ADMINISTRATOR'");

    assertEquals(new SignIns.Ended(), signIns.changePassword(thief, OLD, THIEFS, "192.0.2.7"));

    assertEquals(List.of(OLD_HASH), postgres.query("select password from gateway.account"));
  }

  /// The database dies where the other sessions are to end.
  @Test
  void changeThatCantEndTheOtherSessions_isNone() throws Exception {
    Session mine = in(signIn(OLD)).session();
    in(signIn(OLD));
    refuseEnds();

    assertThrows(SQLException.class, () -> signIns.changePassword(mine, OLD, THIEFS, "192.0.2.7"));
    assertThrows(
        SQLException.class, () -> desk.resetPassword("ana", new Actor("adam", "192.0.2.1")));
    assertThrows(
        SQLException.class,
        () ->
            desk.change(
                "ana", account -> Optional.of(disabled(account)), new Actor("adam", "192.0.2.1")));

    assertEquals(
        List.of(OLD_HASH),
        postgres.query("select password from gateway.account where not disabled"));
  }

  private void refuseEnds() throws SQLException {
    postgres.execute(
        "alter table gateway.session add check (ended_why is null or ended_why <> 'PASSWORD_CHANGED'"
            + " and ended_why <> 'DISABLED')");
  }

  private static Account disabled(Account account) {
    return new Account(
        account.id(),
        account.name(),
        account.displayName(),
        account.roles(),
        account.agent(),
        account.department(),
        true,
        account.mustChange());
  }

  private SignIns.Outcome signIn(String password) throws Exception {
    return signIns.signIn("ana", password, "192.0.2.7");
  }

  private static Sessions.Begun in(SignIns.Outcome outcome) {
    return assertInstanceOf(SignIns.In.class, outcome).begun();
  }
}
