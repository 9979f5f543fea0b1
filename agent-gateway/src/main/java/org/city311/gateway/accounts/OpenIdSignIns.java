package org.city311.gateway.accounts;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
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
    Optional<Account> known = linked(identity);
    Optional<Account> account =
        known.isPresent()
            ? Optional.of(renewed(known.get(), identity, given, address))
            : added(identity, given, address);
    if (account.isEmpty()) {
      return refused(Actor.NOBODY, address, "the name is no account's name, or another's");
    }
    if (account.get().disabled()) {
      return refused(account.get().name(), address, "the account is disabled");
    }
    journal.happened(new Actor(account.get().name(), address), WHAT, "signed in");
    return Optional.of(sessions.begin(account.get(), address));
  }

  /// Says that a sign-in came to nothing before it was known whose.
  public void failed(String why, String address) throws IOException {
    var _ = refused(Actor.NOBODY, address, why);
  }

  private Optional<Sessions.Begun> refused(String who, String address, String why)
      throws IOException {
    journal.happened(new Actor(who, address), WHAT, "refused: " + why);
    return Optional.empty();
  }

  private Optional<Account> linked(Identity identity) throws SQLException {
    try (Connection connection = database.connection()) {
      return AccountTable.findLinked(connection, identity.issuer(), identity.subject());
    }
  }

  private Account renewed(Account before, Identity identity, Set<Role> given, String address)
      throws SQLException, IOException {
    Account now =
        new Account(
            before.id(),
            before.name(),
            identity.displayName(),
            given,
            agent(identity, before.id()).or(before::agent),
            department(identity, given),
            before.disabled(),
            before.mustChange());
    if (now.equals(before)) {
      return before;
    }
    try (Connection connection = database.connection()) {
      journal.change(
          new Actor(Actor.SERVER, address),
          "PUT account " + before.name(),
          written.apply(before),
          written.apply(now));
      AccountTable.update(connection, now);
      connection.commit();
    }
    sessions.changed(now);
    return now;
  }

  /// Never an account that is there already: whoever can choose a name at the provider must not become it.
  private Optional<Account> added(Identity identity, Set<Role> given, String address)
      throws SQLException, IOException {
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
            agent(identity, id),
            department(identity, given),
            false,
            false);
    try (Connection connection = database.connection()) {
      if (!AccountTable.insert(connection, account, null)) {
        return Optional.empty();
      }
      AccountTable.link(connection, id, identity.issuer(), identity.subject());
      journal.change(
          new Actor(Actor.SERVER, address),
          "POST account " + account.name(),
          null,
          written.apply(account));
      connection.commit();
      return Optional.of(account);
    }
  }

  private static Optional<String> department(Identity identity, Set<Role> given) {
    return given.contains(Role.DEPARTMENT) ? identity.department() : Optional.empty();
  }

  /// The agent that the provider names, unless that is somebody else.
  private Optional<AgentId> agent(Identity identity, AccountId self) throws SQLException {
    Optional<AgentId> wish =
        identity.agent().filter(id -> Naming.ID.matcher(id).matches()).map(AgentId::new);
    if (wish.isEmpty()) {
      return wish;
    }
    try (Connection connection = database.connection()) {
      boolean taken =
          AccountTable.all(connection, AccountDesk.MOST).stream()
              .anyMatch(other -> !other.id().equals(self) && other.agent().equals(wish));
      return taken ? Optional.empty() : wish;
    }
  }
}
