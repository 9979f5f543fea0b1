package org.city311.flows.speech;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The words of a language's prompts, by key, as they are gathered. Used by one thread.
final class Words {
  private final SequencedMap<String, String> words = new LinkedHashMap<>();

  /// The prompt of a number from 0 to 99, or of hundreds.
  static String number(long number) {
    return "n-" + number;
  }

  Words with(String key, String text) {
    if (words.put(key, text) != null) {
      throw new IllegalStateException("said twice: " + key);
    }
    return this;
  }

  /// @param from the number of the first text; its key is the prefix and the number
  Words each(String prefix, int from, String... texts) {
    for (int i = 0; i < texts.length; i++) {
      with(prefix + (from + i), texts[i]);
    }
    return this;
  }

  SequencedMap<String, String> all() {
    return Collections.unmodifiableSequencedMap(words);
  }
}
