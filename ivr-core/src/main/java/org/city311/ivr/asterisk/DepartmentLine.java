package org.city311.ivr.asterisk;

/// A department's telephone that agents may call.
///
/// @param number as the configuration has it
/// @param trunk its name in the configuration
/// @param callerId what the telephone shows
public record DepartmentLine(String number, String trunk, String callerId) {
  /// Asterisk's name of a channel to it.
  String channel() {
    return "PJSIP/" + number + "@trunk_" + trunk;
  }
}
