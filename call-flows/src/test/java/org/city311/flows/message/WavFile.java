package org.city311.flows.message;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A recording as Asterisk would write it: a tone for speech, and then a second of a quiet line.
public final class WavFile {
  private static final int RATE = 8_000;

  private WavFile() {}

  /// @param seconds of speech; the file is a second longer
  public static void write(Path file, double seconds) {
    int speech = (int) (seconds * RATE);
    int samples = speech + RATE;
    ByteBuffer wav = ByteBuffer.allocate(44 + samples * 2).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples * 2);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(RATE * 2);
    wav.putShort((short) 2).putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples * 2);
    for (int i = 0; i < samples; i++) {
      double loudness = i < speech ? 4_000 : 60;
      wav.putShort((short) (loudness * Math.sin(2 * Math.PI * 400 * i / RATE)));
    }
    try {
      Files.write(file, wav.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
