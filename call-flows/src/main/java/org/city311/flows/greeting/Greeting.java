package org.city311.flows.greeting;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.city311.ivr.line.Spoken;

/// An emergency greeting, on or off.
///
/// @param key of its prompt; another text or recording has another key, so that a call under way never
///     hears half of each
/// @param words what is said in each language: by its tag, a text, or [#RECORDED]
/// @param by who set it
public record Greeting(
    boolean on, String key, SortedMap<String, String> words, String by, Instant since) {
  /// Instead of a text: a person has spoken it.
  public static final String RECORDED = "";

  /// The longest text that can be said, in characters: about a minute and a half.
  public static final int MOST_CHARACTERS = 1_500;

  /// None was ever set.
  public static final Greeting NONE =
      new Greeting(false, "greeting-none", new TreeMap<>(), "", Instant.EPOCH);

  public Greeting {
    words = Collections.unmodifiableSortedMap(new TreeMap<>(words));
    Spoken.of(key);
    if (on && words.isEmpty()) {
      throw new IllegalArgumentException("a greeting without words can't be on");
    }
    for (String text : words.values()) {
      if (text.length() > MOST_CHARACTERS) {
        throw new IllegalArgumentException(
            "a text has %d characters, allowed are %d".formatted(text.length(), MOST_CHARACTERS));
      }
    }
  }

  /// The same, turned on or off.
  public Greeting turned(boolean nowOn, String who, Instant now) {
    return new Greeting(nowOn, key, words, who, now);
  }

  /// Whether a person has spoken it in this language.
  public boolean isRecorded(String language) {
    return RECORDED.equals(words.get(language));
  }
}
