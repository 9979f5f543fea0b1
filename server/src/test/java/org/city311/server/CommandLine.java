package org.city311.server;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What came of one command.
///
/// @param out what it said on standard output
/// @param err what it said on standard error
record CommandLine(int exitCode, String out, String err) {
  static CommandLine run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Main.run(
            List.of(arguments),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new CommandLine(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// The `key=value` lines that the launcher reads.
  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : out.lines().toList()) {
      String[] parts = line.split("=", 2);
      if (parts.length != 2 || values.put(parts[0], parts[1]) != null) {
        throw new AssertionError("not key=value, or there twice: " + line);
      }
    }
    return values;
  }
}
