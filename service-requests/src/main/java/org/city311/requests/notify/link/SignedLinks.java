package org.city311.requests.notify.link;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.city311.requests.notify.link.SignedLink.Purpose;
import org.city311.requests.number.RequestNumber;

/// Makes and reads the tokens of links. A token is what it allows and a signature, in characters that a URL
/// takes as they are: nothing is stored, and nobody can make one without the key. It never expires by
/// itself. Safe for any thread.
public final class SignedLinks {
  private static final String ALGORITHM = "HmacSHA256";

  /// Of the signature, bytes: 128 bits.
  private static final int SIGNATURE_BYTES = 16;

  private static final int MAX_TOKEN_CHARS = 400;
  private static final int MIN_KEY_CHARS = 16;

  private final SecretKeySpec key;

  /// @param key at least 16 characters, the same at all nodes
  public SignedLinks(String key) {
    if (key.length() < MIN_KEY_CHARS) {
      throw new IllegalArgumentException(
          "the key of links has less than " + MIN_KEY_CHARS + " characters");
    }
    this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /// The token of a link, of letters, digits, hyphens and underscores.
  public String token(SignedLink link) {
    byte[] language = link.language().getBytes(StandardCharsets.US_ASCII);
    byte[] follower = link.follower().getBytes(StandardCharsets.UTF_8);
    ByteBuffer content =
        ByteBuffer.allocate(2 + language.length + 2 * Long.BYTES + follower.length);
    content
        .put(code(link.purpose()))
        .put((byte) language.length)
        .put(language)
        .putLong(link.number().value())
        .putLong(link.version())
        .put(follower);
    byte[] signature = sign(content.array());
    byte[] token =
        ByteBuffer.allocate(signature.length + content.capacity())
            .put(signature)
            .put(content.array())
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /// What a token allows; empty when we did not make it.
  public Optional<SignedLink> read(String token) {
    if (token.length() > MAX_TOKEN_CHARS) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(token);
      if (bytes.length <= SIGNATURE_BYTES) {
        return Optional.empty();
      }
      byte[] signature = Arrays.copyOf(bytes, SIGNATURE_BYTES);
      byte[] content = Arrays.copyOfRange(bytes, SIGNATURE_BYTES, bytes.length);
      return MessageDigest.isEqual(signature, sign(content))
          ? Optional.of(parse(ByteBuffer.wrap(content)))
          : Optional.empty();
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  private static SignedLink parse(ByteBuffer content) {
    Purpose purpose = purpose(content.get());
    byte[] language = new byte[content.get()];
    content.get(language);
    RequestNumber number = new RequestNumber(content.getLong());
    long version = content.getLong();
    byte[] follower = new byte[content.remaining()];
    content.get(follower);
    return new SignedLink(
        purpose,
        new String(language, StandardCharsets.US_ASCII),
        number,
        version,
        new String(follower, StandardCharsets.UTF_8));
  }

  /// As it stands in tokens that were sent: never changed.
  private static byte code(Purpose purpose) {
    return switch (purpose) {
      case STOP -> 0;
      case QUESTION -> 1;
    };
  }

  private static Purpose purpose(byte code) {
    return switch (code) {
      case 0 -> Purpose.STOP;
      case 1 -> Purpose.QUESTION;
      default -> throw new IllegalArgumentException(code + " is no purpose");
    };
  }

  /// A hash of an address, 64 hexadecimal digits, by which it is known again but not read. In a form of its own, so that no token
  /// can be made of it.
  public String hash(String address) {
    byte[] hash = mac("city311 address 1", address.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash);
  }

  private byte[] sign(byte[] content) {
    return Arrays.copyOf(mac("city311 link 1", content), SIGNATURE_BYTES);
  }

  private byte[] mac(String context, byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(context.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
