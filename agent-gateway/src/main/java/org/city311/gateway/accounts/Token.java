package org.city311.gateway.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a browser shows in its cookie: 256 random bits. Only a hash of it is kept, so that whoever reads
/// the database can't sign in with what is there.
public final class Token {
  private static final int BYTES = 32;
  private static final Pattern WRITTEN = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String value;

  private Token(String value) {
    this.value = value;
  }

  /// One that nobody else has.
  static Token made() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /// What a cookie says; empty if it can't be a token.
  public static Optional<Token> of(String written) {
    return WRITTEN.matcher(written).matches() ? Optional.of(new Token(written)) : Optional.empty();
  }

  /// For the cookie alone.
  public String value() {
    return value;
  }

  /// What a page sends with each change to show that it may read the session, which a foreign site can't. It
  /// tells nothing about the token.
  public String csrf() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash("csrf " + value));
  }

  /// Whether this is what the page was given, in the same time whatever it is.
  public boolean isCsrf(String sent) {
    return MessageDigest.isEqual(
        csrf().getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
  }

  /// What is kept of it.
  byte[] hash() {
    return hash(value);
  }

  String hashHex() {
    return HexFormat.of().formatHex(hash());
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// Says nothing: it must not be logged.
  @Override
  public String toString() {
    return "Token[…]";
  }
}
