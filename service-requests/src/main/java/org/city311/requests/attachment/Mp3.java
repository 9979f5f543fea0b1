package org.city311.requests.attachment;

import java.io.ByteArrayOutputStream;

/// Copies the sound of an MP3 frame by frame (ISO 11172-3, section 2.4.1); the tags before and after stay behind.
final class Mp3 {
  private static final int[] KBITS_MPEG1 = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0
  };
  private static final int[] KBITS_MPEG2 = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0
  };
  private static final int[] HZ_MPEG1 = {44_100, 48_000, 32_000, 0};
  private static final int MPEG1 = 3;
  private static final int MPEG2 = 2;
  private static final int LAYER_3 = 1;
  private static final int ID3_HEAD_BYTES = 10;

  /// So many in a row are no accident.
  private static final int MIN_FRAMES = 3;

  private Mp3() {}

  static byte[] soundOnly(byte[] file) throws NotTakenException {
    int at = afterTags(file);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int frames = 0;
    while (isFrame(file, at)) {
      int length = frameBytes(file, at);
      if (at + length > file.length) {
        break;
      }
      out.write(file, at, length);
      at += length;
      frames++;
    }
    if (frames < MIN_FRAMES) {
      throw new NotTakenException("the recording is damaged: there is no sound in it");
    }
    return out.toByteArray();
  }

  /// Where the first frame may begin: behind any number of ID3v2 tags (ID3v2.4, section 3.1).
  private static int afterTags(byte[] file) {
    int at = 0;
    while (Cleaner.begins(file, at, "ID3") && at + ID3_HEAD_BYTES <= file.length) {
      int length = 0;
      for (int i = 6; i < ID3_HEAD_BYTES; i++) {
        length = (length << 7) | (file[at + i] & 0x7f);
      }
      at = (int) Math.min(file.length, (long) at + ID3_HEAD_BYTES + length);
    }
    return at;
  }

  static boolean isFrame(byte[] file, int at) {
    return at + 4 <= file.length
        && (file[at] & 0xff) == 0xff
        && (file[at + 1] & 0xe0) == 0xe0
        && frameBytes(file, at) > 0;
  }

  /// 0 where it is no frame of layer III.
  private static int frameBytes(byte[] file, int at) {
    int version = (file[at + 1] >> 3) & 3;
    int layer = (file[at + 1] >> 1) & 3;
    boolean first = version == MPEG1;
    int kbits = (first ? KBITS_MPEG1 : KBITS_MPEG2)[(file[at + 2] >> 4) & 15];
    int hz = HZ_MPEG1[(file[at + 2] >> 2) & 3] / (first ? 1 : version == MPEG2 ? 2 : 4);
    int padding = (file[at + 2] >> 1) & 1;
    if (version == 1 || layer != LAYER_3 || kbits == 0 || hz == 0) {
      return 0;
    }
    return (first ? 144 : 72) * kbits * 1_000 / hz + padding;
  }
}
