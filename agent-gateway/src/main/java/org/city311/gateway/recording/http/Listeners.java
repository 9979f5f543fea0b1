package org.city311.gateway.recording.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.city311.gateway.recording.RecordingId;

/// Tells one playing from the next: a page asks for one sound in many parts. Thread-safe.
final class Listeners {
  /// Whoever asks for another part so soon goes on listening.
  private static final Duration GOES_ON = Duration.ofMinutes(5);

  /// What is forgotten is a playing of its own the next time.
  private static final int MOST = 1_000;

  private final Map<Listener, Instant> latest =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Listener, Instant> eldest) {
          return size() > MOST;
        }
      };

  private final InstantSource clock;

  Listeners(InstantSource clock) {
    this.clock = clock;
  }

  private record Listener(String who, RecordingId recording) {}

  /// Whether this begins a playing: it asks for the beginning, or comes from somebody who does not listen yet.
  synchronized boolean begins(String who, RecordingId recording, boolean beginning) {
    Instant now = clock.instant();
    Listener listener = new Listener(who, recording);
    Instant before = latest.remove(listener);
    latest.put(listener, now);
    return beginning || before == null || before.plus(GOES_ON).isBefore(now);
  }

  /// It could not be noted: the next part begins anew.
  synchronized void forget(String who, RecordingId recording) {
    latest.remove(new Listener(who, recording));
  }
}
