package org.city311.gateway.accounts.password;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which passwords may be chosen, by NIST SP 800-63B-4, section 3.1.1.2: long enough, and none of those that
/// are guessed first – common ones, words, names, rows of keys, and what stands in the account itself. It asks
/// for no capitals and no digits, and no password grows too old.
public final class PasswordRules {
  public static final int LEAST = 12;
  public static final int MOST = 128;

  /// Of 0 to 4, what zxcvbn says of more than a hundred million guesses.
  private static final int GOOD = 3;

  /// Longer ones are judged by their beginning: how long it takes grows faster than they do.
  private static final int JUDGED = 60;

  private final Zxcvbn judge = new Zxcvbn();

  /// Why a password may not be chosen, as a person reads it; empty if it may.
  ///
  /// @param own what others know of who chooses it, such as the name
  public Optional<String> problem(String password, List<String> own) {
    int length = password.codePointCount(0, password.length());
    if (length < LEAST || length > MOST) {
      return Optional.of("a password has " + LEAST + " to " + MOST + " characters");
    }
    if (password.codePoints().anyMatch(Character::isISOControl)) {
      return Optional.of("a password is one line");
    }
    String judged = password.substring(0, Math.min(password.length(), JUDGED));
    return judge.measure(judged, known(own)).getScore() < GOOD
        ? Optional.of(
            "this one is among the first that are guessed; take several words that have nothing to do with"
                + " each other")
        : Optional.empty();
  }

  private static List<String> known(List<String> own) {
    return Stream.concat(own.stream(), Stream.of("city311", "311")).toList();
  }
}
