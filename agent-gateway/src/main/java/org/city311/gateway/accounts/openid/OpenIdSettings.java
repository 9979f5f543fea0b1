package org.city311.gateway.accounts.openid;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// An OpenID provider, and how this centre is known there.
///
/// @param name what the button on the page says, such as `Springfield`
/// @param issuer its address, under which `/.well-known/openid-configuration` is
/// @param redirect where it sends people back to: an address of ours, registered there
/// @param scopes asked for beside `openid`
public record OpenIdSettings(
    String name, URI issuer, Client client, URI redirect, List<String> scopes, ClaimNames claims) {
  public OpenIdSettings {
    scopes = List.copyOf(scopes);
  }

  /// How this centre is known there.
  public record Client(String id, String secret) {
    /// Leaves the secret out.
    @Override
    public String toString() {
      return id;
    }
  }

  /// What the claims of an ID token are called.
  ///
  /// @param name of what becomes the account's name
  /// @param groups of what roles are given by: a text or a list of texts
  /// @param agent of the agent that the person works as; empty: administrators say so here
  /// @param department of the department that the person works for
  public record ClaimNames(
      String name, String groups, Optional<String> agent, Optional<String> department) {
    public static final ClaimNames DEFAULT =
        new ClaimNames("preferred_username", "groups", Optional.empty(), Optional.empty());
  }
}
