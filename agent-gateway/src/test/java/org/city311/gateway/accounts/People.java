package org.city311.gateway.accounts;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.city311.gateway.accounts.password.PasswordHash;
import org.city311.ivr.agent.AgentId;
import org.jspecify.annotations.Nullable;

/// Accounts for tests.
public final class People {
  /// Passwords that cost nothing to guess, so that tests are soon over.
  public static final PasswordHash.Cost CHEAP = new PasswordHash.Cost(64, 1, 1);

  private People() {}

  /// One that may sign in. The agent `ana` is the account `ana`; whoever has the role of a department works for
  /// `water`.
  public static Account person(String name, Role... roles) {
    Set<Role> all = Set.of(roles);
    return new Account(
        new AccountId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))),
        name,
        "The one called " + name,
        all,
        all.contains(Role.AGENT) ? Optional.of(new AgentId(name)) : Optional.empty(),
        all.contains(Role.DEPARTMENT) ? Optional.of("water") : Optional.empty(),
        false,
        false);
  }

  /// The same, who has to choose another password first.
  public static Account mustChange(Account account) {
    return new Account(
        account.id(),
        account.name(),
        account.displayName(),
        account.roles(),
        account.agent(),
        account.department(),
        account.disabled(),
        true);
  }

  /// Puts one into the table.
  public static Account add(AccountsDatabase database, Account account, @Nullable String password)
      throws SQLException {
    try (Connection connection = database.connection()) {
      AccountTable.insert(connection, account, password);
      connection.commit();
    }
    return account;
  }
}
