package org.city311.requests.attachment;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.city311.requests.attachment.Picture.Essence;

/// Walks through the segments of a JPEG (ITU-T T.81, annex B) before anything is decoded.
final class Jpeg {
  private static final String WHAT = "photo";

  /// Progressive pictures have about 10. One of thousands would be walked through as often.
  private static final int MAX_SCANS = 64;

  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int PROGRESSIVE = 0xc2;
  private static final int COMMENT = 0xfe;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;
  private static final int APP15 = 0xef;

  private final Bytes in;
  private final ByteArrayOutputStream essence = new ByteArrayOutputStream();
  private int width;
  private int height;
  private int colours;
  private boolean progressive;
  private int orientation = 1;
  private int scans;

  private Jpeg(byte[] file) {
    in = new Bytes(file, ByteOrder.BIG_ENDIAN, WHAT);
  }

  static Picture read(byte[] file) throws NotTakenException {
    Jpeg jpeg = new Jpeg(file);
    jpeg.walk();
    return new Picture(
        "jpeg", jpeg.width, jpeg.height, jpeg.orientation, new Essence(jpeg.essence.toByteArray()));
  }

  private void walk() throws NotTakenException {
    in.skip(2);
    marker(SOI);
    int marker = nextMarker(in.next8());
    while (marker != EOI) {
      marker = marker == SOS ? scan() : segment(marker);
    }
    if (scans == 0) {
      throw new NotTakenException("the photo is damaged: there is no picture in it");
    }
    marker(EOI);
  }

  /// @return the next marker
  private int segment(int marker) throws NotTakenException {
    byte[] content = in.next(in.next16() - 2L);
    if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xcc) {
      frame(marker, content);
      keep(marker, content);
    } else if (marker == APP0) {
      // How its colours are meant; the small picture that may be in it is left out.
      if (Cleaner.begins(content, 0, "JFIF\0")) {
        keep(APP0, "JFIF\0\1\1\0\0\1\0\1\0\0".getBytes(StandardCharsets.ISO_8859_1));
      }
    } else if (marker == APP1) {
      orientation = Exif.orientation(content).orElse(orientation);
    } else if (marker == APP14 || !mayTell(marker)) {
      keep(marker, content);
    }
    return nextMarker(in.next8());
  }

  /// What programs and cameras write beside the picture.
  private static boolean mayTell(int marker) {
    return marker == COMMENT || (marker >= APP0 && marker <= APP15);
  }

  private void frame(int marker, byte[] content) throws NotTakenException {
    if (marker > PROGRESSIVE || content.length < 6 || width != 0) {
      throw new NotTakenException(
          "this kind of JPEG is not taken: baseline or progressive ones are");
    }
    Bytes frame = new Bytes(content, ByteOrder.BIG_ENDIAN, WHAT);
    frame.skip(1);
    progressive = marker == PROGRESSIVE;
    int rows = frame.next16();
    int columns = frame.next16();
    Picture.checkSize(columns, rows);
    width = columns;
    height = rows;
    colours = frame.next8();
  }

  /// @return the marker after the picture's data, in which FF 00 and restart markers are no markers
  private int scan() throws NotTakenException {
    if (width == 0 || ++scans > MAX_SCANS) {
      throw new NotTakenException("the photo is damaged: its parts don't fit together");
    }
    byte[] head = in.next(in.next16() - 2L);
    // Then libjpeg keeps all coefficients of the picture (jdinput.c, jdmaster.c), 2 bytes for each.
    if (progressive || head.length < 1 || head[0] < colours) {
      Picture.checkSize(width, height, Picture.MAX_PIXELS_AT_ONCE);
    }
    keep(SOS, head);
    while (true) {
      int one = in.next8();
      if (one != 0xff) {
        essence.write(one);
        continue;
      }
      int two = in.next8();
      while (two == 0xff) {
        two = in.next8();
      }
      if (two != 0 && (two < 0xd0 || two > 0xd7)) {
        return two;
      }
      essence.write(0xff);
      essence.write(two);
    }
  }

  /// Past any number of FF before it.
  private int nextMarker(int first) throws NotTakenException {
    int next = first;
    if (next != 0xff) {
      throw new NotTakenException("the photo is damaged: its parts don't fit together");
    }
    while (next == 0xff) {
      next = in.next8();
    }
    return next;
  }

  private void keep(int marker, byte[] content) {
    marker(marker);
    essence.write((content.length + 2) >> 8);
    essence.write((content.length + 2) & 0xff);
    essence.writeBytes(content);
  }

  private void marker(int marker) {
    essence.write(0xff);
    essence.write(marker);
  }
}
