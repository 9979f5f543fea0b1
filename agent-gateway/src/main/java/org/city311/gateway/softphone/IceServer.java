package org.city311.gateway.softphone;

import org.jspecify.annotations.Nullable;

/// A server by which browsers find a way for their sound (RFC 8445).
///
/// @param url such as `stun:stun.city.example:3478` or `turns:turn.city.example`
/// @param user for TURN; null where none is asked for
/// @param password for TURN; pages are told it
public record IceServer(String url, @Nullable String user, @Nullable String password) {
  @Override
  public String toString() {
    return "IceServer[" + url + "]";
  }
}
