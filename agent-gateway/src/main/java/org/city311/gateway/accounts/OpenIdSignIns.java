package org.city311.gateway.accounts;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.city311.gateway.accounts.openid.Identity;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.routing.Naming;

/// Lets people in for whom the city's OpenID provider vouches. The account is made at the first time; name shown,
/// roles and department are the provider's each time, and changes of them are audited. Safe for any thread; blocks.
public final class OpenIdSignIns {
  private static final String WHAT = "sign-in by OpenID";

  private final AccountsDatabase database;
  private final Sessions sessions;
  private final Journal journal;
  private final Map<String, Role> roles;
  private final Function<Account, String> written;

  /// @param roles by what the provider calls the group that has them
  /// @param written an account as the audit shows it, in JSON
  public OpenIdSignIns(
      AccountsDatabase database,
      Sessions sessions,
      Journal journal,
      Map<String, Role> roles,
      Function<Account, String> written) {
    this.database = database;
    this.sessions = sessions;
    this.journal = journal;
    this.roles = Map.copyOf(roles);
    this.written = written;
  }

  /// Signs in whoever this is; empty if they may not, of which the audit knows more.
  public Optional<Sessions.Begun> signIn(Identity identity, String address)
      throws SQLException, IOException {
    Set<Role> given =
        identity.groups().stream()
            .flatMap(group -> Optional.ofNullable(roles.get(group)).stream())
            .filter(role -> role != Role.DEPARTMENT || identity.department().isPresent())
            .collect(Collectors.toSet());
    if (given.isEmpty()) {
      return refused(Actor.NOBODY, address, "none of the person's groups has a role");
    }
    Optional<Account> account = account(identity, given, address);
    if (account.isEmpty()) {
      return refused(Actor.NOBODY, address, "the name is no account's name, or another's");
    }
    Actor actor = new Actor(account.get().name(), address);
    Optional<Sessions.Begun> begun =
        sessions.begin(address, connection -> admitted(connection, account.get(), actor));
    return begun.isPresent() ? begun : refused(actor.who(), address, "the account is disabled");
  }

  private Optional<Account> admitted(Connection connection, Account account, Actor actor)
      throws SQLException, IOException {
    Optional<Account> still = AccountTable.mayBegin(connection, account.id(), null);
    if (still.isPresent()) {
      journal.happened(actor, WHAT, "signed in");
    }
    return still;
  }

  /// Says that a sign-in came to nothing before it was known whose.
  /// One address fills no audit with it.
  public void failed(String why, String address) throws SQLException, IOException {
    Optional<LockOut.Refusal> tooOften;
    try (Connection connection = database.connection()) {
      tooOften = LockOut.admit(connection, address, InstantSource.system().instant());
    }
    if (tooOften.isEmpty() || tooOften.get().isFirst()) {
      var _ = refused(Actor.NOBODY, address, why);
    }
  }

  private Optional<Sessions.Begun> refused(String who, String address, String why)
      throws IOException {
    journal.happened(new Actor(who, address), WHAT, "refused: " + why);
    return Optional.empty();
  }

  /// The account as it is to be now, made if there is none; empty if it can't be.
  private Optional<Account> account(Identity identity, Set<Role> given, String address)
      throws SQLException, IOException {
    Optional<Account> now;
    try (Connection connection = database.connection()) {
      AccountTable.lock(connection);
      Optional<Account> before =
          AccountTable.findLinked(connection, identity.issuer(), identity.subject());
      now =
          before.isPresent()
              ? Optional.of(renewed(connection, before.get(), identity, given))
              : added(connection, identity, given);
      if (now.isEmpty() || now.equals(before)) {
        return now;
      }
      journal.commit(
          connection,
          new Actor(Actor.SERVER, address),
          (before.isPresent() ? "PUT account " : "POST account ") + now.get().name(),
          before.map(written).orElse(null),
          written.apply(now.get()));
    }
    sessions.changed(now.get());
    return now;
  }

  private static Account renewed(
      Connection connection, Account before, Identity identity, Set<Role> given)
      throws SQLException {
    Account now =
        new Account(
            before.id(),
            before.name(),
            identity.displayName(),
            given,
            agent(connection, identity, before.id()).or(before::agent),
            department(identity, given),
            before.disabled(),
            before.mustChange());
    AccountTable.update(connection, now);
    return now;
  }

  /// Never an account that is there already: whoever can choose a name at the provider must not become it.
  private static Optional<Account> added(Connection connection, Identity identity, Set<Role> given)
      throws SQLException {
    if (!Account.NAME.matcher(identity.name()).matches()
        || AccountDesk.TAKEN.contains(identity.name())) {
      return Optional.empty();
    }
    AccountId id = new AccountId(UUID.randomUUID());
    Account account =
        new Account(
            id,
            identity.name(),
            identity.displayName(),
            given,
            agent(connection, identity, id),
            department(identity, given),
            false,
            false);
    if (!AccountTable.insert(connection, account, null)) {
      return Optional.empty();
    }
    AccountTable.link(connection, id, identity.issuer(), identity.subject());
    return Optional.of(account);
  }

  private static Optional<String> department(Identity identity, Set<Role> given) {
    return given.contains(Role.DEPARTMENT) ? identity.department() : Optional.empty();
  }

  /// The agent that the provider names, unless that is somebody else.
  private static Optional<AgentId> agent(Connection connection, Identity identity, AccountId self)
      throws SQLException {
    Optional<AgentId> wish =
        identity.agent().filter(id -> Naming.ID.matcher(id).matches()).map(AgentId::new);
    if (wish.isEmpty()) {
      return wish;
    }
    boolean taken =
        AccountTable.all(connection, AccountDesk.MOST).stream()
            .anyMatch(other -> !other.id().equals(self) && other.agent().equals(wish));
    return taken ? Optional.empty() : wish;
  }
}
