package org.city311.requests.attachment;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.city311.requests.attachment.Picture.Essence;

/// Walks through the chunks of a PNG (W3C PNG, section 5) before anything is decoded. Texts, colour profiles
/// and films, some of which are compressed and may swell, are left out unread.
final class Png {
  private static final int HEAD_BYTES = 8;
  private static final int SIZE_BYTES = 13;
  private static final int CHECKSUM_BYTES = 4;
  private static final Set<String> NEEDED = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

  private Png() {}

  static Picture read(byte[] file) throws NotTakenException {
    Bytes in = new Bytes(file, ByteOrder.BIG_ENDIAN, "photo");
    ByteArrayOutputStream essence = new ByteArrayOutputStream();
    essence.writeBytes(in.next(HEAD_BYTES));
    int width = 0;
    int height = 0;
    String name = "";
    while (!name.equals("IEND")) {
      long length = in.next32();
      name = in.nextLatin1(4);
      if (width == 0 && !(name.equals("IHDR") && length == SIZE_BYTES)) {
        throw new NotTakenException("the photo is damaged: it does not begin with its size");
      }
      byte[] content = in.next(length + CHECKSUM_BYTES);
      if (width == 0) {
        ByteBuffer size = ByteBuffer.wrap(content);
        long columns = Integer.toUnsignedLong(size.getInt());
        long rows = Integer.toUnsignedLong(size.getInt());
        Picture.checkSize(columns, rows);
        width = (int) columns;
        height = (int) rows;
      }
      if (NEEDED.contains(name)) {
        essence.writeBytes(ByteBuffer.allocate(4).putInt((int) length).array());
        essence.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
        essence.writeBytes(content);
      }
    }
    return new Picture("png", width, height, 1, new Essence(essence.toByteArray()));
  }
}
