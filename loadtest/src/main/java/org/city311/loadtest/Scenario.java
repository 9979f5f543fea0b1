package org.city311.loadtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/// A SIPp scenario's text, made of a resource `sipp/NAME.xml` whose `{{parameters}}` are filled in.
///
/// SIPp substitutes its own keywords in messages but not in `milliseconds` and the like; a process's
/// fixed numbers therefore come in here, and what differs from call to call by the plan's fields.
record Scenario(String name, String text) {
  private static final Pattern PARAMETER = Pattern.compile("\\{\\{([a-z_]+)}}");

  /// Fills a scenario in.
  ///
  /// @throws IllegalArgumentException when a parameter is missing or a value would break the XML
  static Scenario of(String name, Map<String, String> parameters) {
    var text =
        PARAMETER
            .matcher(resource(name))
            .replaceAll(
                match -> {
                  var value = parameters.get(match.group(1));
                  if (value == null || value.matches(".*[<>&\"\\n\\]].*")) {
                    throw new IllegalArgumentException(
                        "scenario " + name + ": " + match.group(1) + "=" + value);
                  }
                  return java.util.regex.Matcher.quoteReplacement(value);
                });
    return new Scenario(name, text);
  }

  /// The same without a voice: nothing is played.
  Scenario silent() {
    return new Scenario(name, text.replaceAll("<exec rtp_stream=\"[^\"]*\"/>", ""));
  }

  private static String resource(String name) {
    try (var in = Scenario.class.getResourceAsStream("sipp/" + name + ".xml")) {
      if (in == null) {
        throw new IllegalArgumentException("no scenario sipp/" + name + ".xml");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
