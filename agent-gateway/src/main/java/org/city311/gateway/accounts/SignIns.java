package org.city311.gateway.accounts;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.city311.gateway.accounts.password.Hasher;
import org.city311.gateway.accounts.password.PasswordRules;
import org.city311.gateway.audit.AuditLog;

/// Lets people in who know their password, and lets them choose another. All of it is audited. Safe for any
/// thread; blocks.
public final class SignIns {
  private final AccountsDatabase database;
  private final Sessions sessions;
  private final Journal journal;
  private final InstantSource clock;
  private final Hasher hasher;
  private final PasswordRules rules = new PasswordRules();

  public SignIns(
      AccountsDatabase database,
      Sessions sessions,
      AuditLog audit,
      InstantSource clock,
      Hasher hasher) {
    this.database = database;
    this.sessions = sessions;
    this.journal = new Journal(audit, clock);
    this.clock = clock;
    this.hasher = hasher;
  }

  /// What becomes of it when somebody signs in or chooses a password.
  public sealed interface Outcome {}

  /// They are signed in.
  public record In(Sessions.Begun begun) implements Outcome {}

  /// Name and password are not those of an account that may sign in. Which of it is wrong nobody is told.
  public record Wrong() implements Outcome {}

  /// It was tried too often.
  ///
  /// @param pause before whose end no other attempt is looked at
  public record Slow(Duration pause) implements Outcome {}

  /// The new password may not be chosen.
  ///
  /// @param why as a person reads it
  public record Unfit(String why) implements Outcome {}

  /// Signs somebody in.
  ///
  /// @param name as it was typed, of at most [Account#NAME] length or not
  /// @throws SQLException while the database is away
  /// @throws IOException if the audit can't be kept; then nobody is signed in
  public Outcome signIn(String name, String password, String address)
      throws SQLException, IOException, Hasher.BusyException {
    Optional<Duration> wait = admit(name, address);
    Optional<AccountTable.Kept> kept = find(name);
    String known = kept.map(found -> found.account().name()).orElse(Actor.NOBODY);
    Actor actor = new Actor(known, address);
    if (wait.isPresent()) {
      journal.happened(actor, "sign-in", "tried too often: has to wait");
      return new Slow(wait.get());
    }
    boolean right =
        hasher.matches(password, kept.map(AccountTable.Kept::password).orElse(null))
            && kept.filter(found -> !found.account().disabled()).isPresent();
    if (!right) {
      journal.happened(actor, "sign-in", refusal(kept));
      return new Wrong();
    }
    return begin(kept.get().account(), actor, "sign-in");
  }

  /// Lets in somebody for whom another has vouched.
  ///
  /// @param what such as `sign-in by OpenID`
  public Outcome begin(Account account, Actor actor, String what) throws SQLException, IOException {
    journal.happened(actor, what, "signed in");
    Sessions.Begun begun = sessions.begin(account, actor.address());
    try (Connection connection = database.connection()) {
      LockOut.succeeded(connection, account.name(), actor.address());
      connection.commit();
    }
    return new In(begun);
  }

  /// Signs out.
  public void signOut(Session session, String address) throws SQLException, IOException {
    journal.happened(new Actor(session.account().name(), address), "sign-out", "signed out");
    sessions.end(session.id(), SessionEnd.SIGNED_OUT);
  }

  /// Sets another password for who knows the one before. All sessions end, and one begins anew.
  public Outcome changePassword(Session session, String before, String after, String address)
      throws SQLException, IOException, Hasher.BusyException {
    Account account = session.account();
    Optional<Duration> wait = admit(account.name(), address);
    Actor actor = new Actor(account.name(), address);
    if (wait.isPresent()) {
      journal.happened(actor, "change of password", "tried too often: has to wait");
      return new Slow(wait.get());
    }
    Optional<AccountTable.Kept> kept = find(account.name());
    if (!hasher.matches(before, kept.map(AccountTable.Kept::password).orElse(null))) {
      journal.happened(actor, "change of password", "refused: the one before is wrong");
      return new Wrong();
    }
    Optional<String> problem =
        before.equals(after)
            ? Optional.of("the new password is the one before")
            : rules.problem(after, List.of(account.name(), account.displayName()));
    if (problem.isPresent()) {
      succeeded(account.name(), address);
      return new Unfit(problem.get());
    }
    String hash = hasher.of(after);
    journal.change(actor, "change of password", null, null);
    Account now = set(account, hash);
    sessions.endAll(account.id(), SessionEnd.PASSWORD_CHANGED);
    succeeded(account.name(), address);
    return new In(sessions.begin(now, address));
  }

  private Account set(Account account, String hash) throws SQLException {
    try (Connection connection = database.connection()) {
      AccountTable.setPassword(connection, account.id(), hash, AccountTable.Change.NOT_NEEDED);
      Account now = AccountTable.find(connection, account.id()).orElseThrow().account();
      connection.commit();
      return now;
    }
  }

  private Optional<Duration> admit(String name, String address) throws SQLException {
    try (Connection connection = database.connection()) {
      return LockOut.admit(connection, name, address, clock.instant());
    }
  }

  private void succeeded(String name, String address) throws SQLException {
    try (Connection connection = database.connection()) {
      LockOut.succeeded(connection, name, address);
      connection.commit();
    }
  }

  private Optional<AccountTable.Kept> find(String name) throws SQLException {
    try (Connection connection = database.connection()) {
      return AccountTable.find(connection, name);
    }
  }

  private static String refusal(Optional<AccountTable.Kept> kept) {
    return kept.map(
            found ->
                found.account().disabled()
                    ? "refused: the account is disabled"
                    : "refused: wrong password")
        .orElse("refused: no such account");
  }
}
