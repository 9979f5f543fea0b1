package org.city311.gateway.accounts.openid;

import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads who somebody is from an ID token whose signature, issuer, audience, time and nonce are right.
final class Claims {
  /// More groups than anybody is in.
  private static final int MOST_GROUPS = 1_000;

  private static final int MOST_NAME = 100;

  private final IDTokenClaimsSet claims;
  private final OpenIdSettings.ClaimNames names;

  Claims(IDTokenClaimsSet claims, OpenIdSettings.ClaimNames names) {
    this.claims = claims;
    this.names = names;
  }

  Identity identity() throws OpenIdException {
    String name =
        text(names.name())
            .map(written -> written.toLowerCase(Locale.ROOT))
            .orElseThrow(() -> new OpenIdException("its ID token has no " + names.name()));
    return new Identity(
        claims.getIssuer().getValue(),
        claims.getSubject().getValue(),
        name,
        text("name").filter(shown -> shown.length() <= MOST_NAME).orElse(name),
        groups(),
        names.agent().flatMap(this::text),
        names.department().flatMap(this::text));
  }

  private Set<String> groups() {
    Object value = claims.getClaim(names.groups());
    Stream<?> all = value instanceof Collection<?> many ? many.stream() : Stream.ofNullable(value);
    return all.limit(MOST_GROUPS).map(Objects::toString).collect(Collectors.toSet());
  }

  private Optional<String> text(String claim) {
    @Nullable Object value = claims.getClaim(claim);
    return value instanceof String text && !text.isBlank()
        ? Optional.of(text.strip())
        : Optional.empty();
  }
}
