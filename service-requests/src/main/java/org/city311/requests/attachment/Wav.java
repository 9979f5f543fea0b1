package org.city311.requests.attachment;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// Copies the sound of a WAV (RIFF) file and how it is coded; titles, places and notes stay behind.
final class Wav {
  /// PCM, floating point, A-law, µ-law, and the form that says which of them it is further on.
  private static final Set<Integer> CODINGS = Set.of(1, 3, 6, 7, 0xfffe);

  private static final int HEAD_BYTES = 12;
  private static final int MIN_FORMAT_BYTES = 16;
  private static final int MAX_FORMAT_BYTES = 40;

  private Wav() {}

  static byte[] soundOnly(byte[] file) throws NotTakenException {
    Bytes in = new Bytes(file, ByteOrder.LITTLE_ENDIAN, "recording");
    in.skip(HEAD_BYTES);
    byte[] format = new byte[0];
    while (in.remaining() > 0) {
      String name = in.nextLatin1(4);
      long length = in.next32();
      if (name.equals("data") && format.length > 0) {
        // Recorders that don't know the length beforehand write more than there is.
        byte[] sound = in.next(Math.min(length, in.remaining()));
        return written(format, sound);
      }
      byte[] content = in.next(length);
      if (name.equals("fmt ")) {
        format = checked(content);
      }
      if (length % 2 == 1 && in.remaining() > 0) {
        in.skip(1);
      }
    }
    throw new NotTakenException("the recording is damaged: there is no sound in it");
  }

  private static byte[] checked(byte[] format) throws NotTakenException {
    if (format.length < MIN_FORMAT_BYTES || format.length > MAX_FORMAT_BYTES) {
      throw new NotTakenException("the recording is damaged: how it is coded is not told");
    }
    Bytes in = new Bytes(format, ByteOrder.LITTLE_ENDIAN, "recording");
    int coding = in.next16();
    int channels = in.next16();
    long rateHz = in.next32();
    if (!CODINGS.contains(coding) || channels < 1 || channels > 2) {
      throw new NotTakenException("a WAV is taken in PCM, A-law or µ-law, of one or two channels");
    }
    if (rateHz < 4_000 || rateHz > 192_000) {
      throw new NotTakenException("a recording at " + rateHz + " Hz: 4,000 to 192,000 are taken");
    }
    return format;
  }

  private static byte[] written(byte[] format, byte[] sound) throws NotTakenException {
    if (sound.length == 0) {
      throw new NotTakenException("the recording is empty");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int padding = sound.length % 2;
    out.writeBytes("RIFF".getBytes(StandardCharsets.ISO_8859_1));
    Bytes.writeLittle(out, 4L + 8 + format.length + 8 + sound.length + padding, 4);
    out.writeBytes("WAVEfmt ".getBytes(StandardCharsets.ISO_8859_1));
    Bytes.writeLittle(out, format.length, 4);
    out.writeBytes(format);
    out.writeBytes("data".getBytes(StandardCharsets.ISO_8859_1));
    Bytes.writeLittle(out, sound.length, 4);
    out.writeBytes(sound);
    out.writeBytes(new byte[padding]);
    return out.toByteArray();
  }
}
