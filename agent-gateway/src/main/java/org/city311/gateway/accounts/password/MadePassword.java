package org.city311.gateway.accounts.password;

import java.security.SecureRandom;

/// A password that nobody chose, such as `k7wd-n3xp-9tqf-vm2c`: 16 of 28 letters and digits, none of which looks
/// like another, so 76 bits.
public final class MadePassword {
  private static final String LETTERS = "23456789bcdfghjkmnpqrstvwxyz";
  private static final int GROUPS = 4;
  private static final int OF_A_GROUP = 4;
  private static final SecureRandom RANDOM = new SecureRandom();

  private MadePassword() {}

  public static String next() {
    StringBuilder made = new StringBuilder();
    for (int i = 0; i < GROUPS * OF_A_GROUP; i++) {
      if (i > 0 && i % OF_A_GROUP == 0) {
        made.append('-');
      }
      made.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return made.toString();
  }
}
