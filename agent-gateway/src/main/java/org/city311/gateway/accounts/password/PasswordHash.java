package org.city311.gateway.accounts.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/// What is kept of a password: Argon2id (RFC 9106), in PHC string format
/// `$argon2id$v=19$m=19456,t=2,p=1$SALT$HASH`. To make or compare one takes a twentieth of a second or so of a
/// processor, and as much memory as it says: [Hasher] keeps it from being much at once.
public final class PasswordHash {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private static final Pattern WRITTEN =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]{11,88})\\$([A-Za-z0-9+/]{22,88})");

  private static final SecureRandom RANDOM = new SecureRandom();

  private PasswordHash() {}

  /// How much it costs to guess.
  ///
  /// @param kibibytes of memory
  /// @param passes over it
  /// @param lanes of it
  public record Cost(int kibibytes, int passes, int lanes) {
    /// OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane.
    public static final Cost STANDARD = new Cost(19_456, 2, 1);
  }

  /// What is to be kept of a password.
  public static String of(String password, Cost cost) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return written(cost, salt, hash(cost, salt, password, HASH_BYTES));
  }

  /// Whether something is the password of which this was kept. Takes the same time if nothing was, so that
  /// nobody learns which accounts there are.
  ///
  /// @param kept null if there is no such account, or it has no password
  /// @param usual what those cost that there are
  public static boolean matches(String password, @Nullable String kept, Cost usual) {
    Matcher parts = WRITTEN.matcher(kept == null ? "" : kept);
    if (!parts.matches()) {
      byte[] _ = hash(usual, new byte[SALT_BYTES], password, HASH_BYTES);
      return false;
    }
    Cost cost =
        new Cost(
            Integer.parseInt(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)));
    byte[] expected = Base64.getDecoder().decode(parts.group(5));
    byte[] found =
        hash(cost, Base64.getDecoder().decode(parts.group(4)), password, expected.length);
    return MessageDigest.isEqual(expected, found);
  }

  private static String written(Cost cost, byte[] salt, byte[] hash) {
    Base64.Encoder text = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            cost.kibibytes(),
            cost.passes(),
            cost.lanes(),
            text.encodeToString(salt),
            text.encodeToString(hash));
  }

  /// The same letters can be typed in several ways (NIST SP 800-63B-4, section 3.1.1.2): one is hashed.
  static byte[] hash(Cost cost, byte[] salt, String password, int length) {
    byte[] typed =
        Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.kibibytes())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt)
            .build());
    byte[] hash = new byte[length];
    generator.generateBytes(typed, hash);
    Arrays.fill(typed, (byte) 0);
    return hash;
  }
}
