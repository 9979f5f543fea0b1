package org.city311.gateway.accounts.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
  private static final List<String> OWN = List.of("maria.lopez", "María López");

  private final PasswordRules rules = new PasswordRules();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery staple",
        "lamp river onion quarter",
        "k7wd-n3xp-9tqf-vm2c",
        "farolas rotas en la esquina",
        "ПогодаСегодняЯсная"
      })
  void goodPassword_mayBeChosen_whateverItIsMadeOf(String password) {
    assertEquals(Optional.empty(), rules.problem(password, OWN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short-Aa1!",
        "passwordpassword",
        "Password1234!",
        "qwertyuiop123",
        "aaaaaaaaaaaaaaaa",
        "abcdefghijklmnop",
        "123456789012",
        "maria.lopez2026",
        "city311city311",
        "tab\there or there and there"
      })
  void passwordThatIsGuessedFirst_mayNotBeChosen(String password) {
    assertTrue(rules.problem(password, OWN).isPresent());
  }

  @Test
  void madePassword_mayBeChosen_andNoTwoAreTheSame() {
    String made = MadePassword.next();

    assertEquals(Optional.empty(), rules.problem(made, OWN));
    assertTrue(made.matches("([2-9b-z]{4}-){3}[2-9b-z]{4}"), made);
    assertTrue(!made.equals(MadePassword.next()));
  }

  @Test
  void longestPassword_isJudgedSoon_andLongerOnesAreRefused() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> rules.problem("lamp river onion ".repeat(7), OWN));
    assertTrue(rules.problem("lamp river onion quarter ".repeat(6), OWN).isPresent());
  }
}
