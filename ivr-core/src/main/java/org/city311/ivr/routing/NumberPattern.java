package org.city311.ivr.routing;

import java.util.List;
import java.util.regex.Pattern;

/// Telephone numbers that may be dialled: digits that must be so, `X` for any digit, `Z` for 1 to 9, `N` for
/// 2 to 9. A pattern has a fixed length, so that nobody can add digits to a number that is allowed.
///
/// @param value such as `410NXXXXXX` or `+1410NXXXXXX`
public record NumberPattern(String value) {
  /// As long as numbers are (ITU-T E.164), and no extension of an agent's.
  public static final String ALLOWED = "\\+?[0-9XZN]{7,15}";

  public NumberPattern {
    if (!value.matches(ALLOWED)) {
      throw new IllegalArgumentException(
          "a pattern of numbers has 7 to 15 of 0-9, X, Z and N: '" + value + "'");
    }
  }

  /// Whether any of these allows a number.
  public static boolean any(List<NumberPattern> patterns, String number) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(number));
  }

  /// Whether this allows a number.
  public boolean matches(String number) {
    return Pattern.matches(
        value.replace("+", "\\+").replace("X", "[0-9]").replace("Z", "[1-9]").replace("N", "[2-9]"),
        number);
  }
}
