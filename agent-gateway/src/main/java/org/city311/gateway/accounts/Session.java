package org.city311.gateway.accounts;

import java.time.Instant;

/// Somebody's time at one browser, from sign-in on.
///
/// @param account as it was at the latest look, at most [Sessions#LOOK] ago
/// @param address where it was begun: an IP address
/// @param begun when they signed in
public record Session(SessionId id, Account account, String address, Instant begun) {
  Session of(Account now) {
    return new Session(id, now, address, begun);
  }
}
