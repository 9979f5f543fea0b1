package org.city311.gateway.accounts;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.city311.gateway.accounts.password.Hasher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The account `admin` of a centre that has none: made at its first start, with a password that whoever runs
/// the server can read there, and that is good only to choose another.
public final class FirstAdministrator {
  public static final String NAME = "admin";
  private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

  private final AccountDesk desk;
  private final String password;

  /// @param password made once for this centre
  public FirstAdministrator(AccountDesk desk, String password) {
    this.desk = desk;
    this.password = password;
  }

  /// Makes it if there is no account. To be repeated while it throws. Blocks.
  public void makeIfNobody() throws SQLException, IOException, Hasher.BusyException {
    if (!desk.all().isEmpty()) {
      return;
    }
    Account first =
        new Account(
            new AccountId(UUID.randomUUID()),
            NAME,
            "Administrator",
            Set.of(Role.ADMINISTRATOR),
            Optional.empty(),
            Optional.empty(),
            false,
            true);
    // Another node may be faster; then there is one.
    if (desk.add(first, password, new Actor(Actor.SERVER, "")) instanceof AccountDesk.Given) {
      log.info("nobody could sign in: the account {} was made; ./city311 accounts shows how", NAME);
    }
  }
}
