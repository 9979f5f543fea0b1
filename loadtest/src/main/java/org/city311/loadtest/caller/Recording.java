package org.city311.loadtest.caller;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.city311.loadtest.Ulaw;

/// All that came in one call, in µ-law, with the time of each packet, and what the caller did meanwhile.
/// Times are of [System#nanoTime()]. Written by one thread; read when the call is over.
public final class Recording {
  /// More is not kept: five minutes.
  private static final int MOST = 5 * 60 * Ulaw.SAMPLES_A_SECOND;

  private byte[] sound = new byte[4 * Ulaw.SAMPLES_A_SECOND];
  private int length;
  private int[] begins = new int[200];
  private long[] arrivals = new long[200];
  private int packets;
  private final List<Deed> deeds = new ArrayList<>();
  private long invitedNanos;
  private long answeredNanos;
  private long endedNanos;

  /// What the caller did: pressed keys, spoke, or let some time pass.
  ///
  /// @param beganNanos the caller began to speak, or pressed the first key
  /// @param stopsNanos the first key was let go, which stops what is said
  /// @param endedNanos the last key was let go
  public record Deed(long beganNanos, long stopsNanos, long endedNanos) {
    /// Of one key.
    public Deed(long beganNanos, long endedNanos) {
      this(beganNanos, endedNanos, endedNanos);
    }
  }

  void hear(byte[] frame, long nanos) {
    if (length + frame.length > MOST) {
      return;
    }
    if (length + frame.length > sound.length) {
      sound = Arrays.copyOf(sound, 2 * sound.length);
    }
    if (packets == begins.length) {
      begins = Arrays.copyOf(begins, 2 * packets);
      arrivals = Arrays.copyOf(arrivals, 2 * packets);
    }
    System.arraycopy(frame, 0, sound, length, frame.length);
    begins[packets] = length;
    arrivals[packets++] = nanos;
    length += frame.length;
  }

  void invited(long nanos) {
    invitedNanos = nanos;
  }

  void answered(long nanos) {
    answeredNanos = nanos;
  }

  void did(Deed deed) {
    deeds.add(deed);
  }

  void ended(long nanos) {
    endedNanos = nanos;
  }

  /// When the INVITE was sent.
  public long invitedNanos() {
    return invitedNanos;
  }

  /// When the 200 of the INVITE came; 0 if it did not.
  public long answeredNanos() {
    return answeredNanos;
  }

  /// When the caller hung up, or was hung up.
  public long endedNanos() {
    return endedNanos;
  }

  /// What the caller did, in its order.
  public List<Deed> deeds() {
    return List.copyOf(deeds);
  }

  /// How many packets came.
  public int packets() {
    return packets;
  }

  /// Where a packet begins, in samples.
  int begin(int packet) {
    return begins[packet];
  }

  /// When a packet came.
  public long arrival(int packet) {
    return arrivals[packet];
  }

  /// Whether a packet is no silence.
  public boolean isLoud(int packet) {
    return Ulaw.loudness(Arrays.copyOfRange(sound, begins[packet], end(packet))) > 0;
  }

  /// When the last packet came that is no silence, before a time; the answer's if there was none.
  long lastLoudBefore(long nanos) {
    int found = Arrays.binarySearch(arrivals, 0, packets, nanos);
    for (int packet = (found >= 0 ? found : -found - 1) - 1; packet >= 0; packet--) {
      if (isLoud(packet)) {
        return arrivals[packet];
      }
    }
    return answeredNanos;
  }

  private int end(int packet) {
    return packet + 1 < packets ? begins[packet + 1] : length;
  }

  /// How many samples came.
  public int length() {
    return length;
  }

  /// When a sample came.
  public long arrivalOf(int sample) {
    int found = Arrays.binarySearch(begins, 0, packets, sample);
    return arrivals[found >= 0 ? found : -found - 2];
  }

  /// The first sample that came at this time or later; [#length()] if none did.
  public int sampleAt(long nanos) {
    int found = Arrays.binarySearch(arrivals, 0, packets, nanos);
    int packet = found >= 0 ? found : -found - 1;
    return packet < packets ? begins[packet] : length;
  }

  /// How many samples from a place on are the same as those of a prompt.
  public int same(int at, byte[] prompt, int from) {
    int most = Math.min(length - at, prompt.length - from);
    int differs = Arrays.mismatch(sound, at, at + most, prompt, from, from + most);
    return differs < 0 ? most : differs;
  }

  /// Whether some samples are no silence.
  public boolean isLoud(int from, int to) {
    return Ulaw.loudness(Arrays.copyOfRange(sound, from, to)) > 0;
  }
}
