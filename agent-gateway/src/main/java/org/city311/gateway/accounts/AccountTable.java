package org.city311.gateway.accounts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.city311.ivr.agent.AgentId;
import org.jspecify.annotations.Nullable;

/// The table `gateway.account`. Methods work in the caller's transaction.
final class AccountTable {
  /// Of the table under the name `a`, as [#read] wants them.
  static final String COLUMNS =
      "a.id, a.name, a.display_name, a.roles, a.agent, a.department, a.disabled, a.must_change";

  private static final String FIND =
      "select " + COLUMNS + ", a.password from gateway.account a where ";

  private static final String ALL =
      "select " + COLUMNS + " from gateway.account a order by a.name limit ?";

  private static final String INSERT =
      """
      insert into gateway.account
        (id, name, display_name, roles, agent, department, disabled, must_change, password)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (name) do nothing
      """;

  private static final String UPDATE =
      """
      update gateway.account
      set display_name = ?, roles = ?, agent = ?, department = ?, disabled = ?
      where id = ?
      """;

  private static final String SET_PASSWORD =
      "update gateway.account set password = ?, must_change = true where id = ?";

  private static final String CHANGE_PASSWORD =
      """
      update gateway.account set password = ?, must_change = false
      where id = ? and password = ? and not disabled
      """;

  private static final String MAY_BEGIN =
      "select "
          + COLUMNS
          + " from gateway.account a where a.id = ? and not a.disabled and "
          + "a.password is not distinct from coalesce(?, a.password) for share";

  private static final String LOCK = "lock table gateway.account in share row exclusive mode";

  private static final String FIND_LINKED =
      "select " + COLUMNS + " from gateway.account a where a.issuer = ? and a.subject = ?";

  private static final String LINK =
      "update gateway.account set issuer = ?, subject = ? where id = ?";

  private AccountTable() {}

  /// An account with what it signs in by.
  ///
  /// @param password in PHC string format; null: it has none
  record Kept(Account account, @Nullable String password) {
    /// Leaves the password out.
    @Override
    public String toString() {
      return account.name();
    }
  }

  static Optional<Kept> find(Connection connection, String name) throws SQLException {
    // A name that is none is not asked for: PostgreSQL takes not every text.
    return Account.NAME.matcher(name).matches()
        ? find(connection, "a.name = ?", name)
        : Optional.empty();
  }

  static Optional<Kept> find(Connection connection, AccountId id) throws SQLException {
    return find(connection, "a.id = ?", id.value());
  }

  private static Optional<Kept> find(Connection connection, String where, Object key)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FIND + where)) {
      select.setObject(1, key);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new Kept(read(row), row.getString("password")))
            : Optional.empty();
      }
    }
  }

  /// The account of whom an OpenID provider vouches for.
  static Optional<Account> findLinked(Connection connection, String issuer, String subject)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FIND_LINKED)) {
      select.setString(1, issuer);
      select.setString(2, subject);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(read(row)) : Optional.empty();
      }
    }
  }

  /// From now on the account is whom an OpenID provider calls so.
  static void link(Connection connection, AccountId id, String issuer, String subject)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(LINK)) {
      update.setString(1, issuer);
      update.setString(2, subject);
      update.setObject(3, id.value());
      update.executeUpdate();
    }
  }

  /// By name.
  static List<Account> all(Connection connection, int limit) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ALL)) {
      select.setInt(1, limit);
      List<Account> all = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          all.add(read(row));
        }
      }
      return all;
    }
  }

  /// Whether it was added: not if there is one of that name.
  static boolean insert(Connection connection, Account account, @Nullable String password)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setObject(1, account.id().value());
      insert.setString(2, account.name());
      insert.setString(3, account.displayName());
      insert.setArray(4, roles(connection, account));
      insert.setString(5, account.agent().map(AgentId::value).orElse(null));
      insert.setString(6, account.department().orElse(null));
      insert.setBoolean(7, account.disabled());
      insert.setBoolean(8, account.mustChange());
      insert.setString(9, password);
      return insert.executeUpdate() == 1;
    }
  }

  /// All but its name and its password.
  static void update(Connection connection, Account account) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      update.setString(1, account.displayName());
      update.setArray(2, roles(connection, account));
      update.setString(3, account.agent().map(AgentId::value).orElse(null));
      update.setString(4, account.department().orElse(null));
      update.setBoolean(5, account.disabled());
      update.setObject(6, account.id().value());
      update.executeUpdate();
    }
  }

  /// One that is good for nothing but to choose another.
  static void setPassword(Connection connection, AccountId id, String password)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(SET_PASSWORD)) {
      update.setString(1, password);
      update.setObject(2, id.value());
      update.executeUpdate();
    }
  }

  /// Sets a password instead of another.
  ///
  /// @return false if that is the account's no more, or the account is disabled
  static boolean changePassword(Connection connection, AccountId id, String before, String after)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(CHANGE_PASSWORD)) {
      update.setString(1, after);
      update.setObject(2, id.value());
      update.setString(3, before);
      return update.executeUpdate() == 1;
    }
  }

  /// The account, if it may sign in; it stays as it is until the transaction is over.
  ///
  /// @param password that was shown to be right and has to be so still; null: none was asked for
  static Optional<Account> mayBegin(Connection connection, AccountId id, @Nullable String password)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(MAY_BEGIN)) {
      select.setObject(1, id.value());
      select.setString(2, password);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(read(row)) : Optional.empty();
      }
    }
  }

  /// Nobody else changes any until the transaction is over; they may be read.
  static void lock(Connection connection) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      lock.execute();
    }
  }

  private static java.sql.Array roles(Connection connection, Account account) throws SQLException {
    return connection.createArrayOf(
        "text", account.roles().stream().sorted().map(Role::name).toArray());
  }

  static Account read(ResultSet row) throws SQLException {
    String[] roles = (String[]) row.getArray("roles").getArray();
    return new Account(
        new AccountId(row.getObject("id", UUID.class)),
        row.getString("name"),
        row.getString("display_name"),
        roles(roles),
        Optional.ofNullable(row.getString("agent")).map(AgentId::new),
        Optional.ofNullable(row.getString("department")),
        row.getBoolean("disabled"),
        row.getBoolean("must_change"));
  }

  private static Set<Role> roles(String[] names) {
    return Arrays.stream(names).map(Role::valueOf).collect(Collectors.toSet());
  }
}
