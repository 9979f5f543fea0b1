package org.city311.ivr.routing;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What residents who wait for a skill group are told in between the music.
///
/// @param first how long after asking for a person the first announcement comes
/// @param every how long after one announcement the next one comes; zero for none at all
/// @param place whether they are told how many are before them
/// @param time whether they are told how long it will take, where that is known well
/// @param callback whether a key asks to be called back instead of waiting
/// @param messages what is useful to know of the service, in turn: each language tag to a text
public record Announcements(
    Duration first,
    Duration every,
    boolean place,
    boolean time,
    boolean callback,
    List<Map<String, String>> messages) {
  /// Who is told something more often hears no music.
  public static final Duration LEAST_EVERY = Duration.ofSeconds(20);

  public static final Duration MOST_EVERY = Duration.ofMinutes(30);
  public static final int MOST_MESSAGES = 9;

  /// As long as a message of a group may be, in characters: some 20 s.
  public static final int MOST_CHARACTERS = 300;

  /// Place and wait, and nothing of the service.
  public static final Announcements USUAL =
      new Announcements(
          Duration.ofSeconds(30), Duration.ofMinutes(1), true, true, false, List.of());

  public Announcements {
    messages = messages.stream().map(Map::copyOf).toList();
    if (first.isNegative() || (!every.isZero() && every.compareTo(LEAST_EVERY) < 0)) {
      throw new IllegalArgumentException(
          "announcements come " + LEAST_EVERY + " after each other or later, not " + every);
    }
  }

  /// Whether there are any.
  public boolean areMade() {
    return !every.isZero();
  }
}
