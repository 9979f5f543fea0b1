package org.city311.ivr.asterisk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.city311.ivr.routing.NumberPattern;

/// How residents are called: by which trunk, and which of them at all.
///
/// @param trunk its name in the configuration
/// @param numbers what may be dialled, and nothing else
/// @param callerId what the resident's phone shows
/// @param ring how long the resident's phone rings
public record Callouts(String trunk, List<NumberPattern> numbers, String callerId, Duration ring) {
  public Callouts {
    numbers = List.copyOf(numbers);
  }

  /// Nobody is called.
  public static Callouts none() {
    return new Callouts("", List.of(), "", Duration.ofSeconds(1));
  }

  /// Asterisk's name of a channel to this number; empty if it may not be dialled.
  Optional<String> channelTo(String number) {
    return NumberPattern.any(numbers, number)
        ? Optional.of("PJSIP/" + number + "@trunk_" + trunk)
        : Optional.empty();
  }
}
