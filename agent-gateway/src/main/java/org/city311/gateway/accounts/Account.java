package org.city311.gateway.accounts;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.city311.ivr.agent.AgentId;

/// Somebody who may sign in. What they sign in with is not in here.
///
/// @param name what they type, and what the audit calls them; never changed
/// @param displayName as pages show it
/// @param roles at least one
/// @param agent the agent that they work as; empty for none
/// @param department whose requests they work on; of the role [Role#DEPARTMENT] only
/// @param disabled whether they may not sign in
/// @param mustChange whether they have to choose another password before anything else
public record Account(
    AccountId id,
    String name,
    String displayName,
    Set<Role> roles,
    Optional<AgentId> agent,
    Optional<String> department,
    boolean disabled,
    boolean mustChange) {
  /// How accounts may be called: it stands in paths and in logs.
  public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,59}");

  public static final String NAME_ALLOWED =
      "lower-case letters, digits and . _ @ -, at most 60, with a letter or digit first";

  public Account {
    roles = Set.copyOf(roles);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("an account's name: " + NAME_ALLOWED);
    }
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("an account has at least one role");
    }
    if (roles.contains(Role.DEPARTMENT) != department.isPresent()) {
      throw new IllegalArgumentException("a department goes with the role department only");
    }
  }

  /// Whether it has one of them.
  public boolean hasAny(Set<Role> some) {
    return roles.stream().anyMatch(some::contains);
  }

  /// Whether this person works as that agent.
  public boolean isAgent(AgentId id) {
    return roles.contains(Role.AGENT) && agent.filter(id::equals).isPresent();
  }
}
