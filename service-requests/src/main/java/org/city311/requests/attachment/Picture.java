package org.city311.requests.attachment;

/// A photo whose outline is known and which is not decoded yet.
///
/// @param format as the JDK's readers are named
/// @param width as it lies in the file, pixels
/// @param height as it lies in the file, pixels
/// @param orientation how it is to be turned: 1 to 8 (Exif 2.32, tag 0x0112); 1 for not at all
/// @param essence a file with what is needed to draw it, and nothing else
record Picture(String format, int width, int height, int orientation, Essence essence) {
  /// The most pixels of a photo; telephones make 12 to 50 million.
  static final int MAX_PIXELS = 50_000_000;

  /// The most of one that is decoded as a whole before a row of it is drawn: 100 MB for three colours.
  static final int MAX_PIXELS_AT_ONCE = 16_000_000;

  private static final int MAX_SIDE = 30_000;

  Picture {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(width + " by " + height + " pixels");
    }
  }

  /// Of one that is drawn row by row.
  static void checkSize(long width, long height) throws NotTakenException {
    checkSize(width, height, MAX_PIXELS);
  }

  static void checkSize(long width, long height, int most) throws NotTakenException {
    if (width < 1 || height < 1) {
      throw new NotTakenException("the photo is damaged: it has no size");
    }
    if (width > MAX_SIDE || height > MAX_SIDE || width * height > most) {
      throw new NotTakenException(
          "a photo of %d by %d pixels: at most %d million pixels are taken, and %d on a side"
              .formatted(width, height, most / 1_000_000, MAX_SIDE));
    }
  }

  /// The bytes of a file.
  static final class Essence {
    private final byte[] bytes;

    Essence(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }
}
