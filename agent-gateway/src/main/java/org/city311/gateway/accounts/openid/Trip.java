package org.city311.gateway.accounts.openid;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a browser keeps, in a cookie of its own, while its person is at the OpenID provider: three random texts by
/// which what comes back is known to belong to this browser and this sign-in (OpenID Connect Core 1.0, section
/// 3.1.2.1; RFC 7636). So whichever node it comes back to can go on.
///
/// @param state comes back in the address
/// @param nonce comes back in the ID token
/// @param verifier only its hash was sent; whoever has the code alone can't use it
public record Trip(String state, String nonce, String verifier) {
  private static final Pattern WRITTEN = Pattern.compile("[A-Za-z0-9_-]{20,128}");

  /// One that nobody else has.
  static Trip made() {
    return new Trip(
        new State(32).getValue(), new Nonce(32).getValue(), new CodeVerifier().getValue());
  }

  /// For the cookie.
  public String written() {
    return state + "." + nonce + "." + verifier;
  }

  /// What the cookie says; empty if it is none.
  public static Optional<Trip> of(String written) {
    String[] parts = written.split("\\.", 4);
    if (parts.length != 3) {
      return Optional.empty();
    }
    for (String part : parts) {
      if (!WRITTEN.matcher(part).matches()) {
        return Optional.empty();
      }
    }
    return Optional.of(new Trip(parts[0], parts[1], parts[2]));
  }

  boolean isState(String sent) {
    return MessageDigest.isEqual(
        state.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
  }

  /// Says nothing: it must not be logged.
  @Override
  public String toString() {
    return "Trip[…]";
  }
}
