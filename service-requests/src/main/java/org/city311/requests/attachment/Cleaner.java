package org.city311.requests.attachment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Makes a file that a stranger sent safe to keep and to show. What it is stands in its first bytes; a
/// name or a header is not believed. Photos are drawn anew, recordings are copied sound by sound: where they
/// were made, by whom and with what is left behind, and so is whatever else is hidden in them.
///
/// Bounded in memory (about 200 MB for the largest photo, half of it outside the heap) and time, whatever is
/// sent: let only a few threads do it at once, and no virtual ones, as it never waits.
public final class Cleaner {
  /// The largest file taken, bytes.
  public static final int MAX_BYTES = 15 * 1024 * 1024;

  private static final String TAKEN =
      "a photo is taken as JPEG or PNG, a recording as WAV, Ogg with Opus, or MP3";

  private Cleaner() {}

  /// @param sent the whole file
  public static Cleaned clean(byte[] sent) {
    if (sent.length > MAX_BYTES) {
      return new Cleaned.Refused(
          "%d bytes: at most %d are taken".formatted(sent.length, MAX_BYTES));
    }
    try {
      if (begins(sent, 0, "\u00ff\u00d8\u00ff")) {
        return clean(Kind.PHOTO, Photo.redrawn(Jpeg.read(sent)));
      }
      if (begins(sent, 0, "\u0089PNG\r\n\u001a\n")) {
        return clean(Kind.PHOTO, Photo.redrawn(Png.read(sent)));
      }
      if (begins(sent, 0, "RIFF") && begins(sent, 8, "WAVE")) {
        return clean(Kind.WAV, Wav.soundOnly(sent));
      }
      if (begins(sent, 0, "OggS")) {
        return clean(Kind.OGG, OggOpus.soundOnly(sent));
      }
      if (begins(sent, 0, "ID3") || Mp3.isFrame(sent, 0)) {
        return clean(Kind.MP3, Mp3.soundOnly(sent));
      }
      return new Cleaned.Refused("this is none that is known: " + TAKEN);
    } catch (NotTakenException e) {
      return new Cleaned.Refused(String.valueOf(e.getMessage()));
    }
  }

  private static Cleaned clean(Kind kind, byte[] bytes) {
    return new Cleaned.Clean(kind, ByteBuffer.wrap(bytes));
  }

  static boolean begins(byte[] file, int from, String latin1) {
    byte[] wanted = latin1.getBytes(StandardCharsets.ISO_8859_1);
    if (file.length < from + wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (file[from + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
