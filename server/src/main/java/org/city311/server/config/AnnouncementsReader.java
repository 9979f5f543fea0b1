package org.city311.server.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.city311.ivr.routing.Announcements;

/// Reads what residents who wait for a skill group are told: `waiting: {every: 60s, callback: true,
/// messages: […]}`.
final class AnnouncementsReader {
  private static final Duration MOST_FIRST = Duration.ofMinutes(10);
  private static final Shape TEXT =
      Shape.of(
          "[^\\s{}\\p{Cntrl}][^{}\\p{Cntrl}]{0," + (Announcements.MOST_CHARACTERS - 1) + "}",
          "a text of at most "
              + Announcements.MOST_CHARACTERS
              + " characters in one paragraph, without braces");

  private final List<String> languages;

  AnnouncementsReader(List<String> languages) {
    this.languages = languages;
  }

  Announcements read(YamlSection section) {
    Announcements usual = Announcements.USUAL;
    Duration every =
        section.duration("every", usual.every(), Duration.ZERO, Announcements.MOST_EVERY);
    if (!every.isZero() && every.compareTo(Announcements.LEAST_EVERY) < 0) {
      section.mistake(
          "every",
          every.toSeconds() + "s",
          "0s for never, or " + Announcements.LEAST_EVERY.toSeconds() + "s and more");
      every = usual.every();
    }
    List<Map<String, String>> messages = section.sections("messages", List.of(), this::message);
    if (messages.size() > Announcements.MOST_MESSAGES) {
      section.mistake(
          "messages", messages.size() + " messages", "at most " + Announcements.MOST_MESSAGES);
    }
    Announcements read =
        new Announcements(
            section.duration("first", usual.first(), Duration.ZERO, MOST_FIRST),
            every,
            section.bool("place", usual.place()),
            section.bool("time", usual.time()),
            section.bool("callback", usual.callback()),
            messages);
    section.end();
    return read;
  }

  /// A text in each language; others may be there for later.
  private Optional<Map<String, String>> message(YamlSection section) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String tag : section.keys(ConfigurationReader.LANGUAGE)) {
      section.optional(tag, TEXT).ifPresent(text -> texts.put(tag, text));
    }
    for (String language : languages) {
      if (!section.hasValue(language)) {
        section.mistake("", "no text in " + language, "a text in each of " + languages);
      }
    }
    return Optional.of(texts);
  }
}
