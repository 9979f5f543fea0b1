package org.city311.gateway.recording;

/// A recording that is kept.
///
/// @param bytes how long it is as a WAV file: 8,000 samples of 16 bits a second, one channel
public record Recording(Leg leg, long bytes) {
  static final int HEADER_BYTES = 44;
  private static final double BYTES_A_SECOND = 16_000;

  public RecordingId id() {
    return leg.id();
  }

  /// How long it plays, to a tenth of a second.
  public double seconds() {
    return Math.round(10 * (bytes - HEADER_BYTES) / BYTES_A_SECOND) / 10.0;
  }
}
