package org.city311.requests.attachment;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalInt;

/// The one thing that is read from a photo's Exif data: how the camera was held.
final class Exif {
  private static final String HEAD = "Exif\0\0";
  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;
  private static final int MAX_ENTRIES = 256;

  private Exif() {}

  /// @param segment the content of a JPEG's segment APP1
  /// @return 1 to 8; empty where it says nothing that could be understood
  static OptionalInt orientation(byte[] segment) {
    if (!Cleaner.begins(segment, 0, HEAD)) {
      return OptionalInt.empty();
    }
    byte[] tiff = Arrays.copyOfRange(segment, HEAD.length(), segment.length);
    try {
      return read(
          tiff, Cleaner.begins(tiff, 0, "II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    } catch (NotTakenException e) {
      return OptionalInt.empty();
    }
  }

  /// The first directory of a TIFF file (TIFF 6.0, section 2).
  private static OptionalInt read(byte[] tiff, ByteOrder order) throws NotTakenException {
    Bytes in = new Bytes(tiff, order, "Exif data");
    in.skip(4);
    in.skip(in.next32() - 8);
    int entries = Math.min(in.next16(), MAX_ENTRIES);
    for (int i = 0; i < entries; i++) {
      int tag = in.next16();
      int type = in.next16();
      in.skip(4);
      int value = in.next16();
      in.skip(2);
      if (tag == ORIENTATION && type == SHORT && value >= 1 && value <= 8) {
        return OptionalInt.of(value);
      }
    }
    return OptionalInt.empty();
  }
}
