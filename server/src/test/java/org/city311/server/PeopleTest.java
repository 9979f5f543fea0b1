package org.city311.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.city311.gateway.accounts.Account;
import org.city311.gateway.accounts.AccountId;
import org.city311.gateway.accounts.Role;
import org.city311.requests.access.Person;
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
