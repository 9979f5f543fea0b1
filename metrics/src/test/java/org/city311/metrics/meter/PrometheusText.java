package org.city311.metrics.meter;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads Prometheus's text format 0.0.4 strictly: every line must be a comment, blank or a sample of
/// a family whose type was declared before.
public final class PrometheusText {
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\]|\\\\.)*\",?)*\\})?"
              + " (\\S+)");

  private PrometheusText() {}

  /// The samples' values, by name and labels as they stand.
  public static Map<String, Double> parse(String text) {
    Map<String, Double> samples = new HashMap<>();
    Map<String, String> types = new HashMap<>();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("# TYPE ")) {
        String[] words = line.split(" ", -1);
        types.put(words[2], words[3]);
      } else if (!line.isEmpty() && !line.startsWith("# HELP ")) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
          throw new IllegalArgumentException("not a sample: " + line);
        }
        String name = sample.group(1);
        String family = name.replaceFirst("_(bucket|sum|count)$", "");
        if (!types.containsKey(name) && !types.containsKey(family)) {
          throw new IllegalArgumentException("no type was declared: " + line);
        }
        String labels = sample.group(2) == null ? "" : sample.group(2);
        if (samples.put(name + labels, value(sample.group(3))) != null) {
          throw new IllegalArgumentException("twice: " + line);
        }
      }
    }
    return samples;
  }

  private static double value(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
