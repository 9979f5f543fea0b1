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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets people in who know their password, and lets them choose another. All of it is audited. Safe for any
/// thread; blocks.
public final class SignIns {
  private static final String SIGN_IN = "sign-in";
  private static final String CHANGE = "change of password";
  private static final Logger log = LoggerFactory.getLogger(SignIns.class);

  private final AccountsDatabase database;
  private final Sessions sessions;
  private final Journal journal;
  private final InstantSource clock;
  private final Hasher hasher;
  private final SignInTally tally = new SignInTally();
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

  /// The session in which it was asked for is over, or the password was changed meanwhile.
  public record Ended() implements Outcome {}

  /// What is done about an attempt that is looked at.
  @FunctionalInterface
  private interface Attempt {
    Outcome look() throws SQLException, IOException, Hasher.BusyException;
  }

  /// Signs somebody in.
  ///
  /// @param name as it was typed, of at most [Account#NAME] length or not
  /// @throws SQLException while the database is away
  /// @throws IOException if the audit can't be kept; then nobody is signed in
  public Outcome signIn(String name, String password, String address)
      throws SQLException, IOException, Hasher.BusyException {
    Outcome outcome = counted(SIGN_IN, name, address, () -> look(name, password, address));
    switch (outcome) {
      case In _ -> tally.count(SignInTally.Result.SIGNED_IN);
      case Slow _ -> tally.count(SignInTally.Result.TOO_OFTEN);
      case Wrong _, Unfit _, Ended _ -> tally.count(SignInTally.Result.REFUSED);
    }
    return outcome;
  }

  /// The tries by name and password at this node.
  public SignInTally tally() {
    return tally;
  }

  private Outcome look(String name, String password, String address)
      throws SQLException, IOException, Hasher.BusyException {
    Optional<AccountTable.Kept> kept = find(name);
    Actor actor = new Actor(known(kept), address);
    String hash = kept.map(AccountTable.Kept::password).orElse(null);
    boolean right =
        hasher.matches(password, hash)
            && kept.filter(found -> !found.account().disabled()).isPresent();
    Optional<Sessions.Begun> begun =
        right
            ? sessions.begin(
                address, connection -> admitted(connection, kept.get().account(), hash, actor))
            : Optional.empty();
    if (begun.isEmpty()) {
      journal.happened(actor, SIGN_IN, right ? "refused: changed meanwhile" : refusal(kept));
      return new Wrong();
    }
    return new In(begun.get());
  }

  /// The password that was right may have been changed since.
  private Optional<Account> admitted(
      Connection connection, Account account, @Nullable String hash, Actor actor)
      throws SQLException, IOException {
    Optional<Account> still = AccountTable.mayBegin(connection, account.id(), hash);
    if (still.isPresent()) {
      LockOut.succeeded(connection, account.name(), actor.address());
      journal.happened(actor, SIGN_IN, "signed in");
    }
    return still;
  }

  /// Signs out, whatever is away.
  ///
  /// @throws IOException if the audit can't be kept; the session is over all the same
  public void signOut(Session session, String address) throws IOException {
    sessions.end(session.id(), SessionEnd.SIGNED_OUT);
    journal.happened(new Actor(session.account().name(), address), "sign-out", "signed out");
  }

  /// Sets another password for who knows the one before. All sessions end, and one begins anew.
  public Outcome changePassword(Session session, String before, String after, String address)
      throws SQLException, IOException, Hasher.BusyException {
    return counted(
        CHANGE,
        session.account().name(),
        address,
        () -> change(session, before, after, new Actor(session.account().name(), address)));
  }

  private Outcome change(Session session, String before, String after, Actor actor)
      throws SQLException, IOException, Hasher.BusyException {
    Account account = session.account();
    String known = find(account.name()).map(AccountTable.Kept::password).orElse(null);
    if (!hasher.matches(before, known) || known == null) {
      journal.happened(actor, CHANGE, "refused: the one before is wrong");
      return new Wrong();
    }
    Optional<String> problem =
        before.equals(after)
            ? Optional.of("the new password is the one before")
            : rules.problem(after, List.of(account.name(), account.displayName()));
    if (problem.isPresent()) {
      return new Unfit(problem.get());
    }
    String hash = hasher.of(after);
    Optional<Sessions.Begun> begun =
        sessions.begin(actor.address(), connection -> set(connection, session, known, hash, actor));
    if (begun.isEmpty()) {
      return new Ended();
    }
    sessions.ended(
        other ->
            other.account().id().equals(account.id())
                && !other.id().equals(begun.get().session().id()),
        SessionEnd.PASSWORD_CHANGED);
    return new In(begun.get());
  }

  /// All of it, or nothing.
  private Optional<Account> set(
      Connection connection, Session session, String before, String after, Actor actor)
      throws SQLException, IOException {
    AccountId id = session.account().id();
    if (!AccountTable.changePassword(connection, id, before, after)
        || !SessionTable.goesOn(connection, session.id())) {
      return Optional.empty();
    }
    SessionTable.endAll(connection, id, SessionEnd.PASSWORD_CHANGED, clock.instant());
    LockOut.succeeded(connection, session.account().name(), actor.address());
    journal.change(actor, CHANGE, null, null);
    return AccountTable.find(connection, id).map(AccountTable.Kept::account);
  }

  /// Looks at an attempt if it may be made. One that showed no wrong password counts for nothing.
  private Outcome counted(String what, String name, String address, Attempt attempt)
      throws SQLException, IOException, Hasher.BusyException {
    Optional<LockOut.Refusal> refusal = admit(name, address);
    if (refusal.isPresent()) {
      if (refusal.get().isFirst()) {
        tally.countLockOut();
        journal.happened(
            new Actor(known(find(name)), address), what, "tried too often: has to wait");
      }
      return new Slow(refusal.get().pause());
    }
    Outcome outcome = null;
    try {
      outcome = attempt.look();
      return outcome;
    } finally {
      if (outcome == null || outcome instanceof Unfit || outcome instanceof Ended) {
        takeBack(name, address);
      }
    }
  }

  private void takeBack(String name, String address) {
    try (Connection connection = database.connection()) {
      LockOut.takeBack(connection, name, address);
    } catch (SQLException e) {
      log.debug("an attempt that was none stays counted: {}", e.toString());
    }
  }

  private Optional<LockOut.Refusal> admit(String name, String address) throws SQLException {
    try (Connection connection = database.connection()) {
      return LockOut.admit(connection, name, address, clock.instant());
    }
  }

  /// Not everything that is typed may be asked for.
  private Optional<AccountTable.Kept> find(String name) throws SQLException {
    if (!Account.NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try (Connection connection = database.connection()) {
      return AccountTable.find(connection, name);
    }
  }

  private static String known(Optional<AccountTable.Kept> kept) {
    return kept.map(found -> found.account().name()).orElse(Actor.NOBODY);
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
