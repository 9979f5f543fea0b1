package org.city311.gateway.accounts.openid;

import java.util.Optional;
import java.util.Set;

/// Whom an OpenID provider has vouched for.
///
/// @param subject what the provider calls them, for good
/// @param name what they are to be called here
/// @param groups what roles are given by
/// @param agent the agent that they work as, if the provider says so
/// @param department the department that they work for, if the provider says so
public record Identity(
    String issuer,
    String subject,
    String name,
    String displayName,
    Set<String> groups,
    Optional<String> agent,
    Optional<String> department) {
  public Identity {
    groups = Set.copyOf(groups);
  }
}
