package org.city311.flows.speech;

import java.util.Objects;
import java.util.stream.Collectors;
import org.city311.ivr.line.Spoken;

/// What is heard of spoken prompts, as text; a pause is a bar.
final class Heard {
  private Heard() {}

  static String of(Say say, Spoken spoken) {
    return spoken.prompts().stream()
        .map(key -> key.equals(Say.PAUSE) ? "|" : word(say, key))
        .collect(Collectors.joining(" "));
  }

  private static String word(Say say, String key) {
    return Objects.requireNonNull(say.words().get(key), () -> "no words: " + key);
  }
}
