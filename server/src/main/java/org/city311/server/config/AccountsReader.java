package org.city311.server.config;

import java.time.Duration;
import org.city311.gateway.accounts.SessionLimits;

/// Reads `accounts`: how long people stay signed in.
final class AccountsReader {
  private static final Duration LONGEST = Duration.ofHours(24);

  private AccountsReader() {}

  static SessionLimits read(YamlSection section) {
    SessionLimits standard = SessionLimits.DEFAULT;
    Duration idle =
        section.duration("idle", standard.idle(), Duration.ofMinutes(1), standard.longest());
    Duration longest =
        section.duration("longest", standard.longest(), Duration.ofMinutes(1), LONGEST);
    if (idle.compareTo(longest) > 0) {
      section.mistake("idle", idle.toSeconds() + " s", "at most what longest says");
      idle = longest;
    }
    section.end();
    return new SessionLimits(idle, longest);
  }
}
