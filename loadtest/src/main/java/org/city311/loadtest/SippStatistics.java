package org.city311.loadtest;

import java.util.List;

/// What one SIPp process counted, from the last line of its statistics file (`-trace_stat`).
///
/// @param created calls begun or received; for an agent that includes OPTIONS asked of it
/// @param successful calls that went through the scenario to its end
/// @param failed calls that did not
record SippStatistics(int created, int successful, int failed) {
  /// Nothing counted yet.
  static final SippStatistics NONE = new SippStatistics(0, 0, 0);

  /// Parses the file's lines: a header of names, then one line of cumulated (C) figures a period.
  static SippStatistics parse(List<String> lines) {
    if (lines.size() < 2) {
      return NONE;
    }
    var names = List.of(lines.getFirst().split(";", -1));
    var values = lines.getLast().split(";", -1);
    return new SippStatistics(
        figure(names, values, "TotalCallCreated"),
        figure(names, values, "SuccessfulCall(C)"),
        figure(names, values, "FailedCall(C)"));
  }

  private static int figure(List<String> names, String[] values, String name) {
    int column = names.indexOf(name);
    if (column < 0 || column >= values.length) {
      throw new IllegalArgumentException("SIPp's statistics have no " + name + ": " + names);
    }
    return Integer.parseInt(values[column]);
  }
}
