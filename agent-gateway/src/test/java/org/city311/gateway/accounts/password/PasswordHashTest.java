package org.city311.gateway.accounts.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.city311.gateway.accounts.password.PasswordHash.Cost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
  /// From the test vectors of the reference implementation (P-H-C/phc-winner-argon2, src/test.c).
  @Test
  void hash_isArgon2id() {
    byte[] salt = "somesalt".getBytes(StandardCharsets.UTF_8);

    assertEquals(
        "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe",
        HexFormat.of().formatHex(PasswordHash.hash(new Cost(256, 2, 1), salt, "password", 32)));
  }

  @Test
  void passwordMatchesWhatWasKeptOfIt_andNothingElseDoes() {
    String kept = PasswordHash.of("correct horse battery staple", Cost.STANDARD);

    assertTrue(kept.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), kept);
    assertTrue(PasswordHash.matches("correct horse battery staple", kept, Cost.STANDARD));
    assertFalse(PasswordHash.matches("correct horse battery stapl", kept, Cost.STANDARD));
    assertFalse(PasswordHash.matches("", kept, Cost.STANDARD));
    assertNotEquals(kept, PasswordHash.of("correct horse battery staple", Cost.STANDARD));
  }

  @Test
  void keptByOtherCosts_stillMatches() {
    String kept =
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ" + "$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

    assertTrue(PasswordHash.matches("password", kept, Cost.STANDARD));
    assertFalse(PasswordHash.matches("passwore", kept, Cost.STANDARD));
  }

  @Test
  void lettersThatAreTypedInAnotherWay_areTheSame() {
    assertTrue(
        PasswordHash.matches(
            "se\u0301curite\u0301 du ma\u00efs",
            PasswordHash.of("s\u00e9curit\u00e9 du mai\u0308s", Cost.STANDARD),
            Cost.STANDARD));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "password",
        "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$"
      })
  void whatIsNoHash_matchesNothing(String kept) {
    assertFalse(PasswordHash.matches("password", kept, Cost.STANDARD));
    assertFalse(PasswordHash.matches("", kept, Cost.STANDARD));
  }

  /// Else whoever measures learns which names have an account.
  @Test
  void accountThatIsNotThere_takesAsLongAsOneThatIs() {
    String kept = PasswordHash.of("correct horse battery staple", Cost.STANDARD);
    long there = fastest(kept);
    long notThere = fastest("");

    assertTrue(notThere * 3 > there && there * 3 > notThere, there + " ns and " + notThere + " ns");
  }

  private static long fastest(String kept) {
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long begun = System.nanoTime();
      assertFalse(PasswordHash.matches("another", kept, Cost.STANDARD));
      fastest = Math.min(fastest, System.nanoTime() - begun);
    }
    return fastest;
  }
}
