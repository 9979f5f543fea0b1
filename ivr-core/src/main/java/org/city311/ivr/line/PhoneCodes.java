package org.city311.ivr.line;

/// What the feature codes of the agents' phones do.
@FunctionalInterface
public interface PhoneCodes {

  /// Does what a code says.
  ///
  /// @param phone the SIP account that dialled
  /// @param code as dialled, such as `*11`
  /// @return the prompt that tells the agent what happened
  String dialled(String phone, String code);
}
