package org.city311.loadtest.phone;

import java.time.Duration;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.city311.loadtest.Ulaw;

/// All that was heard in one call, in µ-law, and when it began. Thread-safe.
///
/// A prompt is played to a µ-law caller as it lies on the disk, byte by byte, so it can be told from all others by
/// looking for it.
final class Earshot {
  /// More is not remembered: ten minutes.
  private static final int MOST = 10 * 60 * Ulaw.SAMPLES_A_SECOND;

  /// How much of a prompt must have been heard for it to be that one: half a second, or all of it.
  private static final int TELLING = Ulaw.SAMPLES_A_SECOND / 2;

  private byte[] sound = new byte[Ulaw.SAMPLES_A_SECOND];
  private int length;

  /// When the sample came that has this place, for the first sample of each packet.
  private final NavigableMap<Integer, Long> arrivals = new TreeMap<>();

  private long firstSoundNanos;

  synchronized void hear(byte[] packet, int from, int to) {
    byte[] frame = Arrays.copyOfRange(packet, from, to);
    if (firstSoundNanos == 0 && Ulaw.loudness(frame) > 0) {
      firstSoundNanos = System.nanoTime();
    }
    if (length + frame.length > MOST) {
      return;
    }
    if (length + frame.length > sound.length) {
      sound = Arrays.copyOf(sound, 2 * sound.length);
    }
    System.arraycopy(frame, 0, sound, length, frame.length);
    arrivals.put(length, System.nanoTime());
    length += frame.length;
  }

  /// How long after a moment the first sound came that is not silence; empty if none has.
  synchronized Optional<Duration> firstSoundAfter(long nanos) {
    return firstSoundNanos == 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(firstSoundNanos - nanos));
  }

  /// When a prompt began to be heard, by [System#nanoTime()]; empty if it was not.
  synchronized Optional<Long> heardAt(byte[] prompt) {
    return find(prompt, 0).map(at -> Objects.requireNonNull(arrivals.floorEntry(at)).getValue());
  }

  /// Where a prompt that was heard began, in samples; empty if it was not.
  ///
  /// @param from where to begin to look, in samples
  synchronized Optional<Integer> find(byte[] prompt, int from) {
    int telling = Math.min(TELLING, prompt.length);
    for (int at = from; at + telling <= length; at++) {
      if (Arrays.equals(sound, at, at + telling, prompt, 0, telling)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }
}
