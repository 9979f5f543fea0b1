package org.city311.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.city311.flows.guard.Limits;
import org.city311.ivr.call.CallerNumber;

/// Reads how many calls are let in: `admission`.
final class AdmissionReader {
  private static final int MOST_EXEMPT = 1_000;
  private static final int MOST_CALLS = 10_000;

  private AdmissionReader() {}

  static Limits read(YamlSection section) {
    List<String> exempt = section.strings("exempt", List.of(), Shape.NUMBER);
    section.distinct("exempt", exempt);
    if (exempt.size() > MOST_EXEMPT) {
      section.mistake("exempt", exempt.size() + " numbers", "at most " + MOST_EXEMPT);
    }
    Limits limits =
        new Limits(
            section.integer("at-once", 10, 0, MOST_CALLS),
            section.integer("an-hour", 60, 0, MOST_CALLS),
            section.integer("strangers-a-minute", 600, 0, MOST_CALLS),
            exempt.stream()
                .map(CallerNumber::of)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet()),
            section.duration(
                "longest-ivr", Duration.ofMinutes(15), Duration.ZERO, Duration.ofHours(2)));
    section.end();
    return limits;
  }
}
