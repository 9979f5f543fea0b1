package org.city311.gateway.accounts;

/// Who does something, as the audit has them.
///
/// @param who an account's name, or [#PROGRAM]
/// @param address where from: an IP address
public record Actor(String who, String address) {
  /// Whoever has the API token.
  public static final String PROGRAM = "api.token";

  /// The server itself.
  public static final String SERVER = "city311";

  /// Who it is that signs in is not known yet.
  public static final String NOBODY = "nobody";
}
