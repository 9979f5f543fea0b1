package org.city311.ivr.line;

import java.util.Optional;

/// What the feature codes of the agents' phones do.
@FunctionalInterface
public interface PhoneCodes {

  /// Does what a code says.
  ///
  /// @param phone the SIP account that dialled
  /// @param code as dialled, such as `*11`
  /// @return the prompt that tells the agent what happened
  String dialled(String phone, String code);

  /// The conversation that a code begins; empty for one that is done at once, by [#dialled].
  default Optional<PhoneTalk> talk(String phone, String code) {
    return Optional.empty();
  }
}
