package org.city311.gateway.accounts.http;

import java.util.Set;
import org.city311.gateway.accounts.Role;

/// Who may ask for something.
public sealed interface Access {
  /// Anybody, on purpose.
  ///
  /// @param why they may
  record Anybody(String why) implements Access {}

  /// Whoever is signed in and has one of these roles, and programs with the API token.
  record Staff(Set<Role> roles) implements Access {}

  /// The same, and the agent whom the path names by `:id`, signed in themselves.
  record StaffOrSelf(Set<Role> roles) implements Access {}

  /// Whoever is signed in and has one of these roles, and programs with a key, which the route itself checks.
  record StaffOrKey(Set<Role> roles) implements Access {}
}
