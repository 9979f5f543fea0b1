package org.city311.gateway.accounts;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What an account may do. None includes another: who does two things has two roles.
public enum Role {
  /// Takes calls, and changes nobody's state but their own.
  AGENT,
  /// Leads agents: sees and sets their states, listens, moves calls.
  SUPERVISOR,
  /// Does the work of one department on its requests.
  DEPARTMENT,
  /// Reads figures and reports; changes nothing and hears nobody.
  ANALYST,
  /// Changes how the centre works, and who may sign in.
  ADMINISTRATOR;

  /// As HTTP and the configuration write it, such as `agent`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The role of such a [#word]; empty if it is none.
  public static Optional<Role> of(String word) {
    return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
  }
}
