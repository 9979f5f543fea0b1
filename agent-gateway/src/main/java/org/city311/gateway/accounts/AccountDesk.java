package org.city311.gateway.accounts;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.city311.gateway.accounts.password.Hasher;
import org.city311.gateway.accounts.password.MadePassword;
import org.city311.gateway.audit.AuditLog;

/// Administers accounts: each change is audited before it is made, and made whole or not at all, one after another.
/// Safe for any thread; blocks.
///
/// Methods throw [SQLException] while the database is away and [IOException] if the audit can't be kept.
public final class AccountDesk {
  /// More accounts than a city's call centre has people.
  static final int MOST = 5_000;

  static final Set<String> TAKEN = Set.of(Actor.PROGRAM, Actor.SERVER, Actor.NOBODY);

  private final AccountsDatabase database;
  private final Sessions sessions;
  private final Journal journal;
  private final Hasher hasher;
  private final Function<Account, String> written;

  /// @param written an account as the audit shows it, in JSON
  public AccountDesk(
      AccountsDatabase database,
      Sessions sessions,
      AuditLog audit,
      Hasher hasher,
      Function<Account, String> written) {
    this.database = database;
    this.sessions = sessions;
    this.journal = new Journal(audit, InstantSource.system());
    this.hasher = hasher;
    this.written = written;
  }

  /// What becomes of a change.
  public sealed interface Outcome {}

  /// It was made.
  public record Done(Account account) implements Outcome {}

  /// It was made, and this is the password to sign in with. It is kept nowhere, and good only to choose
  /// another.
  public record Given(Account account, String password) implements Outcome {
    /// Leaves the password out.
    @Override
    public String toString() {
      return account.name();
    }
  }

  /// There is no such account.
  public record Missing() implements Outcome {}

  /// It can't be made as things are.
  ///
  /// @param why as a person reads it
  public record Refused(String why) implements Outcome {}

  /// All, by name.
  public List<Account> all() throws SQLException {
    try (Connection connection = database.connection()) {
      return AccountTable.all(connection, MOST);
    }
  }

  public Optional<Account> find(String name) throws SQLException {
    try (Connection connection = database.connection()) {
      return AccountTable.find(connection, name).map(AccountTable.Kept::account);
    }
  }

  /// Adds one, with a password made for it.
  public Outcome add(Account wish, Actor actor)
      throws SQLException, IOException, Hasher.BusyException {
    return add(wish, MadePassword.next(), actor);
  }

  /// Adds one with a password that is good only to choose another.
  Outcome add(Account wish, String password, Actor actor)
      throws SQLException, IOException, Hasher.BusyException {
    if (TAKEN.contains(wish.name())) {
      return new Refused("the audit means something else by the name " + wish.name());
    }
    String hash = hasher.of(password);
    try (Connection connection = database.connection()) {
      AccountTable.lock(connection);
      List<Account> all = AccountTable.all(connection, MOST);
      Optional<String> clash = clash(all, wish);
      if (clash.isPresent() || all.size() >= MOST) {
        return new Refused(clash.orElse("there are " + MOST + " accounts already"));
      }
      if (!AccountTable.insert(connection, wish, hash)) {
        return new Refused("there is an account " + wish.name() + " already");
      }
      journal.commit(connection, actor, "POST account " + wish.name(), null, written.apply(wish));
      return new Given(wish, password);
    }
  }

  /// Changes what is shown of one, what it may do, and whether it may sign in.
  ///
  /// @param change of the account as it is; empty: it can't be made
  public Outcome change(String name, Function<Account, Optional<Account>> change, Actor actor)
      throws SQLException, IOException {
    Account after;
    try (Connection connection = database.connection()) {
      AccountTable.lock(connection);
      List<Account> all = AccountTable.all(connection, MOST);
      Optional<Account> before = all.stream().filter(a -> a.name().equals(name)).findFirst();
      if (before.isEmpty()) {
        return new Missing();
      }
      Optional<Account> wish = change.apply(before.get());
      if (wish.isEmpty()) {
        return new Refused("the change can't be made");
      }
      after = wish.get();
      Optional<String> clash = clash(all, after).or(() -> leavesNobody(all, after, before.get()));
      if (clash.isPresent()) {
        return new Refused(clash.get());
      }
      AccountTable.update(connection, after);
      if (after.disabled()) {
        SessionTable.endAll(connection, after.id(), SessionEnd.DISABLED, now());
      }
      journal.commit(
          connection,
          actor,
          "PUT account " + name,
          written.apply(before.get()),
          written.apply(after));
    }
    sessions.changed(after);
    if (after.disabled()) {
      sessions.ended(session -> session.account().id().equals(after.id()), SessionEnd.DISABLED);
    }
    return new Done(after);
  }

  /// Gives one a password made for it; all its sessions end.
  public Outcome resetPassword(String name, Actor actor)
      throws SQLException, IOException, Hasher.BusyException {
    String password = MadePassword.next();
    String hash = hasher.of(password);
    AccountId id;
    Account account;
    try (Connection connection = database.connection()) {
      Optional<AccountTable.Kept> kept = AccountTable.find(connection, name);
      if (kept.isEmpty()) {
        return new Missing();
      }
      id = kept.get().account().id();
      AccountTable.setPassword(connection, id, hash);
      account = AccountTable.find(connection, id).orElseThrow().account();
      SessionTable.endAll(connection, id, SessionEnd.PASSWORD_CHANGED, now());
      LockOut.forgive(connection, name);
      journal.commit(connection, actor, "POST password of account " + name, null, null);
    }
    sessions.ended(session -> session.account().id().equals(id), SessionEnd.PASSWORD_CHANGED);
    return new Given(account, password);
  }

  /// Ends all sessions of one.
  public Outcome endSessions(String name, Actor actor) throws SQLException, IOException {
    Optional<Account> account = find(name);
    if (account.isEmpty()) {
      return new Missing();
    }
    journal.change(actor, "DELETE sessions of account " + name, null, null);
    sessions.endAll(account.get().id(), SessionEnd.BY_ADMINISTRATOR);
    return new Done(account.get());
  }

  private Instant now() {
    return InstantSource.system().instant();
  }

  /// An agent is one person.
  private static Optional<String> clash(List<Account> all, Account wish) {
    return all.stream()
        .filter(other -> !other.id().equals(wish.id()) && wish.agent().isPresent())
        .filter(other -> other.agent().equals(wish.agent()))
        .findFirst()
        .map(other -> "the account " + other.name() + " is the agent " + wish.agent().get());
  }

  /// Nobody could let anybody in again.
  private static Optional<String> leavesNobody(List<Account> all, Account after, Account before) {
    boolean was = administers(before);
    boolean others =
        all.stream().anyMatch(other -> !other.id().equals(after.id()) && administers(other));
    return was && !administers(after) && !others
        ? Optional.of("then nobody could administer accounts; make another administrator first")
        : Optional.empty();
  }

  private static boolean administers(Account account) {
    return !account.disabled() && account.roles().contains(Role.ADMINISTRATOR);
  }
}
