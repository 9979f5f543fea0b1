package org.city311.gateway.accounts.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.city311.gateway.accounts.Account;
import org.city311.gateway.accounts.AccountId;
import org.city311.gateway.accounts.Role;
import org.city311.ivr.agent.AgentId;
import org.jspecify.annotations.Nullable;

/// Accounts in JSON. A password is never among it.
public final class AccountJson {
  private static final int MOST_NAME = 100;
  private static final int MOST_DEPARTMENT = 60;
  private static final Set<String> FIELDS =
      Set.of("display_name", "roles", "agent", "department", "disabled");

  private AccountJson() {}

  /// As it is shown, and audited.
  public static JsonObject write(Account account) {
    return new JsonObject()
        .put("name", account.name())
        .put("display_name", account.displayName())
        .put("roles", new JsonArray(account.roles().stream().sorted().map(Role::word).toList()))
        .put("agent", account.agent().map(AgentId::value).orElse(null))
        .put("department", account.department().orElse(null))
        .put("disabled", account.disabled())
        .put("must_change_password", account.mustChange());
  }

  /// A new account.
  ///
  /// @param name as the path has it
  /// @param mistakes gets what is wrong; then what is returned is empty
  static Optional<Account> read(String name, JsonObject body, List<String> mistakes) {
    if (!Account.NAME.matcher(name).matches()) {
      mistakes.add("name: " + Account.NAME_ALLOWED);
      return Optional.empty();
    }
    return changed(null, name, body, mistakes);
  }

  /// An account as it is to be: what the body leaves out stays.
  static Optional<Account> changed(Account before, JsonObject body, List<String> mistakes) {
    return changed(before, before.name(), body, mistakes);
  }

  private static Optional<Account> changed(
      @Nullable Account before, String name, JsonObject body, List<String> mistakes) {
    body.fieldNames().stream()
        .filter(field -> !FIELDS.contains(field))
        .forEach(field -> mistakes.add(field + ": no such field; there are " + sorted(FIELDS)));
    String shown =
        text(body, "display_name", MOST_NAME, mistakes)
            .orElse(before == null ? name : before.displayName());
    Set<Role> roles =
        body.containsKey("roles")
            ? roles(body, mistakes)
            : before == null ? Set.of() : before.roles();
    Optional<AgentId> agent =
        body.containsKey("agent")
            ? agent(body, mistakes)
            : before == null ? Optional.empty() : before.agent();
    Optional<String> department =
        body.containsKey("department")
            ? text(body, "department", MOST_DEPARTMENT, mistakes)
            : before == null ? Optional.empty() : before.department();
    boolean disabled = before != null && before.disabled();
    if (body.containsKey("disabled")) {
      if (body.getValue("disabled") instanceof Boolean wish) {
        disabled = wish;
      } else {
        mistakes.add("disabled: true or false");
      }
    }
    if (mistakes.isEmpty() && roles.isEmpty()) {
      mistakes.add("roles: at least one of " + words());
    }
    if (mistakes.isEmpty() && roles.contains(Role.DEPARTMENT) != department.isPresent()) {
      mistakes.add("department: its id with the role department, and null without");
    }
    return mistakes.isEmpty()
        ? Optional.of(
            new Account(
                before == null ? new AccountId(UUID.randomUUID()) : before.id(),
                name,
                shown,
                roles,
                agent,
                department,
                disabled,
                before == null || before.mustChange()))
        : Optional.empty();
  }

  private static Optional<String> text(
      JsonObject body, String field, int most, List<String> mistakes) {
    Object value = body.getValue(field);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text
        && !text.isBlank()
        && text.length() <= most
        && text.codePoints().noneMatch(Character::isISOControl)) {
      return Optional.of(text.strip());
    }
    mistakes.add(field + ": 1 to " + most + " characters in one line");
    return Optional.empty();
  }

  private static Optional<AgentId> agent(JsonObject body, List<String> mistakes) {
    Object value = body.getValue("agent");
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new AgentId(String.valueOf(value)));
    } catch (IllegalArgumentException e) {
      mistakes.add("agent: the id of an agent; GET /api/agents lists them");
      return Optional.empty();
    }
  }

  private static Set<Role> roles(JsonObject body, List<String> mistakes) {
    Set<Role> roles = new HashSet<>();
    if (!(body.getValue("roles") instanceof JsonArray words)) {
      mistakes.add("roles: a list of " + words());
      return roles;
    }
    for (Object word : words) {
      Optional<Role> role = Role.of(String.valueOf(word));
      role.ifPresentOrElse(
          roles::add, () -> mistakes.add("roles: " + word + " is none of " + words()));
    }
    return roles;
  }

  private static List<String> words() {
    return List.of(Role.values()).stream().map(Role::word).toList();
  }

  private static List<String> sorted(Set<String> all) {
    return all.stream().sorted().toList();
  }
}
