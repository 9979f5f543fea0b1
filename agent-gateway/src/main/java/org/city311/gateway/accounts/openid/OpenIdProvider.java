package org.city311.gateway.accounts.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCScopeValue;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Asks an OpenID provider who somebody is: authorization code with PKCE (OpenID Connect Core 1.0, section 3.1;
/// RFC 9700). Safe for any thread; blocks.
public final class OpenIdProvider {
  private static final int CONNECT_MS = 3_000;
  private static final int READ_MS = 5_000;
  private static final int MOST_BYTES = 200_000;

  /// How long its addresses and keys are believed before they are asked for anew.
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  /// By a key of the provider's own: none by a secret that others have, and never `none`.
  private static final Set<JWSAlgorithm> SIGNATURES =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

  private final OpenIdSettings settings;
  private volatile Found found = new Found(null, 0);

  /// What it says of itself.
  ///
  /// @param atNs when, by [System#nanoTime]
  private record Found(@Nullable OIDCProviderMetadata metadata, long atNs) {}

  public OpenIdProvider(OpenIdSettings settings) {
    this.settings = settings;
  }

  /// Somebody who is about to go there.
  ///
  /// @param to where
  public record Leaving(URI to, Trip trip) {}

  /// What the button says.
  public String name() {
    return settings.name();
  }

  /// Sends somebody there.
  ///
  /// @throws OpenIdException if it can't be reached
  public Leaving leave() throws OpenIdException {
    Trip trip = Trip.made();
    Scope scope = new Scope(OIDCScopeValue.OPENID);
    settings.scopes().forEach(scope::add);
    URI to =
        new AuthenticationRequest.Builder(
                ResponseType.CODE, scope, new ClientID(settings.client().id()), settings.redirect())
            .endpointURI(metadata().getAuthorizationEndpointURI())
            .state(new State(trip.state()))
            .nonce(new Nonce(trip.nonce()))
            .codeChallenge(new CodeVerifier(trip.verifier()), CodeChallengeMethod.S256)
            .build()
            .toURI();
    return new Leaving(to, trip);
  }

  /// Finds out who came back.
  ///
  /// @param address with all that the provider has added to it
  /// @throws OpenIdException if it is nobody for sure
  public Identity comeBack(Trip trip, URI address) throws OpenIdException {
    try {
      AuthorizationCode code = code(trip, AuthenticationResponseParser.parse(address));
      JWT token = token(code, new CodeVerifier(trip.verifier()));
      if (!(token.getHeader().getAlgorithm() instanceof JWSAlgorithm algorithm)
          || !SIGNATURES.contains(algorithm)) {
        throw new OpenIdException("its ID token is not signed by a key of its own");
      }
      IDTokenValidator validator =
          new IDTokenValidator(
              new Issuer(settings.issuer()),
              new ClientID(settings.client().id()),
              algorithm,
              metadata().getJWKSetURI().toURL(),
              new DefaultResourceRetriever(CONNECT_MS, READ_MS, MOST_BYTES));
      IDTokenClaimsSet claims = validator.validate(token, new Nonce(trip.nonce()));
      return new Claims(claims, settings.claims()).identity();
    } catch (GeneralException | BadJOSEException | JOSEException | IOException e) {
      throw new OpenIdException("it did not vouch for anybody", e);
    }
  }

  private AuthorizationCode code(Trip trip, AuthenticationResponse response)
      throws OpenIdException {
    State state = response.getState();
    if (state == null || !trip.isState(state.getValue())) {
      throw new OpenIdException("what came back belongs to another sign-in");
    }
    if (response.getIssuer() != null
        && !response.getIssuer().equals(new Issuer(settings.issuer()))) {
      throw new OpenIdException("another provider answered (RFC 9207)");
    }
    if (!response.indicatesSuccess()) {
      throw new OpenIdException(
          "it refused: " + response.toErrorResponse().getErrorObject().getCode());
    }
    AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
    if (code == null) {
      throw new OpenIdException("no code came back");
    }
    return code;
  }

  private JWT token(AuthorizationCode code, CodeVerifier verifier)
      throws OpenIdException, IOException, GeneralException {
    HTTPRequest request =
        new TokenRequest.Builder(
                metadata().getTokenEndpointURI(),
                new ClientSecretBasic(
                    new ClientID(settings.client().id()), new Secret(settings.client().secret())),
                new AuthorizationCodeGrant(code, settings.redirect(), verifier))
            .build()
            .toHTTPRequest();
    request.setConnectTimeout(CONNECT_MS);
    request.setReadTimeout(READ_MS);
    request.setFollowRedirects(false);
    TokenResponse response = OIDCTokenResponseParser.parse(request.send());
    if (!(response instanceof OIDCTokenResponse tokens)
        || tokens.getOIDCTokens().getIDToken() == null) {
      throw new OpenIdException(
          response.indicatesSuccess()
              ? "it gave no ID token"
              : "it did not take the code: " + response.toErrorResponse().getErrorObject());
    }
    return tokens.getOIDCTokens().getIDToken();
  }

  private OIDCProviderMetadata metadata() throws OpenIdException {
    Found known = found;
    if (known.metadata() != null && System.nanoTime() - known.atNs() < REMEMBERED.toNanos()) {
      return known.metadata();
    }
    try {
      OIDCProviderMetadata metadata =
          OIDCProviderMetadata.resolve(new Issuer(settings.issuer()), CONNECT_MS, READ_MS);
      found = new Found(metadata, System.nanoTime());
      return metadata;
    } catch (GeneralException | IOException e) {
      throw new OpenIdException("it can't be reached", e);
    }
  }
}
