package org.city311.server;

import java.util.List;
import java.util.stream.Stream;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.PhoneKind;
import org.city311.server.config.Configuration;

/// The SIP accounts of a centre's phones.
///
/// @param desk those with a password of their own, kept among the secrets
/// @param browser those whose password is made for each session
record PhoneAccounts(List<String> desk, List<String> browser) {
  /// The fallback's phone must ring when no server is there, whoever has been removed.
  static PhoneAccounts of(Configuration configuration, List<AgentProfile> agents) {
    List<AgentProfile> fallback =
        configuration.routing().agents().stream()
            .filter(agent -> agent.phone().equals(configuration.fallbackPhone()))
            .filter(agent -> agents.stream().noneMatch(a -> a.phone().equals(agent.phone())))
            .toList();
    return new PhoneAccounts(
        ofKind(PhoneKind.DESK, agents, fallback), ofKind(PhoneKind.BROWSER, agents, fallback));
  }

  private static List<String> ofKind(
      PhoneKind kind, List<AgentProfile> agents, List<AgentProfile> more) {
    return Stream.concat(agents.stream(), more.stream())
        .filter(agent -> agent.phoneKind() == kind)
        .map(AgentProfile::phone)
        .distinct()
        .toList();
  }
}
