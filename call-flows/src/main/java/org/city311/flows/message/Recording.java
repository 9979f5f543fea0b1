package org.city311.flows.message;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// A recording as Asterisk writes it: WAV, mono, 16 bits, 8,000 samples a second.
public final class Recording {
  private static final int HEADER_BYTES = 44;
  private static final int SAMPLES_A_SECOND = 8_000;
  private static final int FRAME = SAMPLES_A_SECOND / 50;

  /// A frame whose samples are on average louder than this is speech, not a quiet line. Asterisk's own
  /// threshold of silence.
  private static final int QUIET = 256;

  private final short[] samples;

  private Recording(short[] samples) {
    this.samples = samples;
  }

  /// @return an empty recording for a file that is not there, or has no sound yet
  public static Recording of(Path wav) throws IOException {
    if (!Files.exists(wav) || Files.size(wav) <= HEADER_BYTES) {
      return new Recording(new short[0]);
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(wav)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(HEADER_BYTES);
    short[] samples = new short[bytes.remaining() / Short.BYTES];
    bytes.asShortBuffer().get(samples);
    return new Recording(samples);
  }

  /// A recording's length by its size, begun seconds counted in full; 0 for a file that is not there.
  static int seconds(Path wav) throws IOException {
    long bytes = Files.exists(wav) ? Math.max(0, Files.size(wav) - HEADER_BYTES) : 0;
    return (int) Math.ceilDiv(bytes, (long) SAMPLES_A_SECOND * Short.BYTES);
  }

  /// How much of it is not silence, in seconds.
  public double speechSeconds() {
    int loud = 0;
    for (int start = 0; start + FRAME <= samples.length; start += FRAME) {
      long sum = 0;
      for (int i = start; i < start + FRAME; i++) {
        sum += Math.abs(samples[i]);
      }
      loud += sum > (long) QUIET * FRAME ? 1 : 0;
    }
    return (double) loud * FRAME / SAMPLES_A_SECOND;
  }
}
