package org.city311.gateway.recording.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import org.city311.gateway.accounts.Role;
import org.city311.gateway.accounts.Session;
import org.city311.gateway.accounts.http.Guarded;
import org.city311.gateway.accounts.http.SignedIn;
import org.city311.gateway.accounts.http.Who;
import org.city311.gateway.recording.Recording;
import org.city311.gateway.recording.RecordingTerms;

/// Who may hear which recordings: supervisors and administrators all, agents at most those of their own talks.
final class Hearing {
  private static final Set<Role> ALL = Set.of(Role.SUPERVISOR, Role.ADMINISTRATOR);

  private final RecordingTerms terms;

  Hearing(RecordingTerms terms) {
    this.terms = terms;
  }

  /// Lets through whoever may hear any.
  Guarded guard() {
    return Guarded.by(ALL)
        .orWhere(
            (_, session) -> terms.agentsHear() && session.account().roles().contains(Role.AGENT));
  }

  /// Whether whoever was let through may hear this one.
  boolean allows(RoutingContext context, Recording recording) {
    boolean program = Who.isProgram(context);
    Optional<Session> session = SignedIn.session(context);
    if (program || session.isEmpty()) {
      return program;
    }
    return session.get().account().hasAny(ALL)
        || (terms.agentsHear() && session.get().account().isAgent(recording.leg().agent()));
  }
}
