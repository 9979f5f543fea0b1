package org.city311.loadtest;

import java.util.List;
import java.util.stream.Stream;

/// One step of a resident's call, from the scenario's log: `answered`, `key` (pressed and ended),
/// `left` (hung up by the resident) or `hung_up` (by the system).
///
/// @param callId the SIP Call-ID
/// @param name which step
/// @param micros microseconds since 1970
record Step(String callId, String name, long micros) {
  /// Parses a log of lines `call-id step date TAB time TAB epoch.micros`; cut-off lines are left out.
  static List<Step> parse(Stream<String> lines) {
    return lines.flatMap(Step::parseLine).toList();
  }

  private static Stream<Step> parseLine(String line) {
    var parts = line.strip().split("[ \t]+", -1);
    if (parts.length != 5 || !parts[4].matches("\\d+\\.\\d{6}")) {
      return Stream.empty();
    }
    return Stream.of(new Step(parts[0], parts[1], EpochMicros.parse(parts[4])));
  }
}
