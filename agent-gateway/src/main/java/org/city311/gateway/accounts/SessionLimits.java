package org.city311.gateway.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long sessions last.
///
/// @param idle without being used
/// @param longest from sign-in on, however much it is used
public record SessionLimits(Duration idle, Duration longest) {
  /// One hour unused, and a shift of twelve (NIST SP 800-63B-4, section 2.2.3, allows 24).
  public static final SessionLimits DEFAULT =
      new SessionLimits(Duration.ofHours(1), Duration.ofHours(12));

  public SessionLimits {
    if (idle.isNegative() || idle.isZero() || longest.compareTo(idle) < 0) {
      throw new IllegalArgumentException("a session lasts at least as long as it may be idle");
    }
  }

  /// Why a session is over at an instant; empty if it is not.
  Optional<SessionEnd> over(Instant begun, Instant used, Instant now) {
    if (!now.isBefore(begun.plus(longest))) {
      return Optional.of(SessionEnd.TOO_OLD);
    }
    return now.isBefore(used.plus(idle)) ? Optional.empty() : Optional.of(SessionEnd.IDLE);
  }
}
