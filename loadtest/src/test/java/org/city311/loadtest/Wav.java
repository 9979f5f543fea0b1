package org.city311.loadtest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A WAV file as a city would record one: mono, 16 bits, 8,000 samples a second.
final class Wav {
  private static final int RATE = 8_000;
  private static final double AMPLITUDE = 8_000;

  private Wav() {}

  static byte[] tone(int hertz, Duration length) {
    int samples = (int) (RATE * length.toMillis() / 1_000);
    var wav = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
    wav.putShort((short) 2).putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
    for (int i = 0; i < samples; i++) {
      wav.putShort((short) (AMPLITUDE * Math.sin(2 * Math.PI * hertz * i / RATE)));
    }
    return wav.array();
  }
}
