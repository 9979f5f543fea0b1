package org.city311.ivr.line;

import org.city311.ivr.agent.ConsultId;

/// What comes of an agent's phone that dials a colleague.
@FunctionalInterface
public interface ConsultDialling {

  /// Lets the consult begin, if it may. Asked again with the same id, the answer is the same.
  ///
  /// @param phone the SIP account that dialled
  /// @param extension as dialled; it may be nobody's
  Answer dialled(ConsultId consult, String phone, String extension);

  /// What the dialplan is to do.
  sealed interface Answer {

    /// Rings the colleague.
    ///
    /// @param phone the SIP account
    record Ring(String phone) implements Answer {}

    /// Tells the agent why not.
    ///
    /// @param prompt its name
    record Say(String prompt) implements Answer {}
  }
}
