package org.city311.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.city311.gateway.accounts.Account;
import org.city311.gateway.accounts.AccountId;
import org.city311.gateway.accounts.Role;
import org.city311.gateway.accounts.Workplaces;
import org.city311.ivr.agent.AgentId;
import org.city311.requests.access.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleTest {
  /// What two roles are together, where one, the other or both may ask.
  @ParameterizedTest
  @CsvSource({
    "AGENT, AGENT SUPERVISOR DEPARTMENT, AGENT, false, true",
    "SUPERVISOR, AGENT SUPERVISOR DEPARTMENT, AGENT, false, true",
    "DEPARTMENT, AGENT SUPERVISOR DEPARTMENT, DEPARTMENT, true, false",
    "ANALYST, SUPERVISOR DEPARTMENT ANALYST, AGENT, false, false",
    "ADMINISTRATOR, ADMINISTRATOR, ADMIN, false, true",
    "ADMINISTRATOR AGENT, AGENT SUPERVISOR DEPARTMENT, AGENT, false, true",
    "ADMINISTRATOR AGENT, ADMINISTRATOR, ADMIN, false, true",
    "ADMINISTRATOR DEPARTMENT, AGENT SUPERVISOR DEPARTMENT, DEPARTMENT, true, false",
    "ADMINISTRATOR DEPARTMENT, DEPARTMENT, DEPARTMENT, true, false",
    "AGENT DEPARTMENT, AGENT SUPERVISOR DEPARTMENT, DEPARTMENT, true, true",
    "AGENT DEPARTMENT, DEPARTMENT, DEPARTMENT, true, false",
    "SUPERVISOR ANALYST, SUPERVISOR DEPARTMENT ANALYST, AGENT, false, true"
  })
  void person_isWhatTheRolesAreThatMayAsk(
      String roles, String admitted, String role, boolean ofDepartment, boolean takesCalls) {
    assertEquals(
        new Person(
            org.city311.requests.access.Role.valueOf(role),
            ofDepartment ? Optional.of("water") : Optional.empty(),
            takesCalls,
            "eve"),
        People.person(account(set(roles)), set(admitted)));
  }

  @Test
  void accountWhoseDepartmentIsGone_isToldOf_unlessItIsDisabled() {
    Account eve = account(Set.of(Role.DEPARTMENT));
    Account out =
        new Account(
            new AccountId(UUID.randomUUID()),
            "out",
            "Out",
            Set.of(Role.AGENT),
            Optional.of(new AgentId("gone")),
            Optional.empty(),
            true,
            false);

    assertEquals(
        List.of(
            "account=eve: there is no department water any more; change or disable the account at"
                + " /admin, or bring it back"),
        People.strays(List.of(eve, out), new Workplaces(_ -> false, _ -> false)));
    assertEquals(List.of(), People.strays(List.of(eve), new Workplaces(_ -> true, _ -> true)));
  }

  private static Set<Role> set(String written) {
    return Arrays.stream(written.split(" ")).map(Role::valueOf).collect(Collectors.toSet());
  }

  private static Account account(Set<Role> roles) {
    return new Account(
        new AccountId(UUID.randomUUID()),
        "eve",
        "Eve",
        roles,
        Optional.empty(),
        roles.contains(Role.DEPARTMENT) ? Optional.of("water") : Optional.empty(),
        false,
        false);
  }
}
