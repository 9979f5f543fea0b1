package org.city311.server.config;

import java.time.Duration;
import java.util.regex.Matcher;

/// How a length of time is written: `500ms`, `20s`, `5m`, `1h`.
final class Times {
  private static final String WRITTEN = "(\\d{1,7})(ms|s|m|h)";

  private Times() {}

  static Shape shape(Duration least, Duration most) {
    return Shape.of(
        WRITTEN, "a time such as 20s or 500ms, from " + show(least) + " to " + show(most));
  }

  /// @param text of the [#shape]
  static Duration parse(String text) {
    Matcher matcher = shape(Duration.ZERO, Duration.ZERO).pattern().matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private static String show(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }
}
