package org.city311.requests.attachment;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Copies the sound of an Ogg file with Opus in it (RFC 3533, RFC 7845). The header in which title, place
/// and artist stand is replaced by an empty one; so the pages are numbered and summed anew.
final class OggOpus {
  private static final String WHAT = "recording";
  private static final int FLAGS_AT = 5;
  private static final int SERIAL_AT = 14;
  private static final int SEQUENCE_AT = 18;
  private static final int CHECKSUM_AT = 22;
  private static final int HEAD_BYTES = 27;
  private static final int CONTINUED = 1;
  private static final int FULL_SEGMENT = 255;
  private static final String VENDOR = "City311";

  private static final int[] CHECKSUMS = checksums();

  private final Bytes in;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int written;
  private long serial;

  private OggOpus(byte[] file) {
    in = new Bytes(file, ByteOrder.LITTLE_ENDIAN, WHAT);
  }

  static byte[] soundOnly(byte[] file) throws NotTakenException {
    return new OggOpus(file).copied();
  }

  private byte[] copied() throws NotTakenException {
    Page first = page();
    serial = first.serial();
    if (!Cleaner.begins(first.content, 0, "OpusHead") || first.content.length > FULL_SEGMENT) {
      throw new NotTakenException("an Ogg recording is taken with Opus in it");
    }
    write(first);
    Page tags = page();
    if (!Cleaner.begins(tags.content, 0, "OpusTags")) {
      throw damaged();
    }
    while (!tags.endsAPacket()) {
      tags = page();
      if ((tags.head[FLAGS_AT] & CONTINUED) == 0) {
        throw damaged();
      }
    }
    write(emptyTags());
    if (in.remaining() == 0) {
      throw new NotTakenException("the recording is empty");
    }
    while (in.remaining() > 0) {
      write(page());
    }
    return out.toByteArray();
  }

  private Page page() throws NotTakenException {
    byte[] head = in.next(HEAD_BYTES);
    if (!Cleaner.begins(head, 0, "OggS\0")) {
      throw damaged();
    }
    byte[] segments = in.next(Byte.toUnsignedInt(head[HEAD_BYTES - 1]));
    int length = 0;
    for (byte segment : segments) {
      length += Byte.toUnsignedInt(segment);
    }
    Page page = new Page(head, segments, in.next(length));
    if (written > 0 && page.serial() != serial) {
      throw new NotTakenException("an Ogg recording is taken with one stream in it");
    }
    return page;
  }

  private static NotTakenException damaged() {
    return new NotTakenException("the recording is damaged: its pages don't fit together");
  }

  private Page emptyTags() {
    ByteArrayOutputStream tags = new ByteArrayOutputStream();
    tags.writeBytes("OpusTags".getBytes(StandardCharsets.ISO_8859_1));
    Bytes.writeLittle(tags, VENDOR.length(), 4);
    tags.writeBytes(VENDOR.getBytes(StandardCharsets.ISO_8859_1));
    Bytes.writeLittle(tags, 0, 4);
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes("OggS\0\0".getBytes(StandardCharsets.ISO_8859_1));
    Bytes.writeLittle(head, 0, 8);
    Bytes.writeLittle(head, serial, 4);
    Bytes.writeLittle(head, 0, 8);
    head.write(1);
    return new Page(head.toByteArray(), new byte[] {(byte) tags.size()}, tags.toByteArray());
  }

  private void write(Page page) {
    put(page.head, SEQUENCE_AT, written++);
    put(page.head, CHECKSUM_AT, 0);
    int sum = sum(sum(sum(0, page.head), page.segments), page.content);
    put(page.head, CHECKSUM_AT, sum);
    out.writeBytes(page.head);
    out.writeBytes(page.segments);
    out.writeBytes(page.content);
  }

  private static void put(byte[] head, int at, int value) {
    for (int i = 0; i < 4; i++) {
      head[at + i] = (byte) (value >>> (8 * i));
    }
  }

  private static int sum(int before, byte[] bytes) {
    int sum = before;
    for (byte one : bytes) {
      sum = (sum << 8) ^ CHECKSUMS[(sum >>> 24) ^ Byte.toUnsignedInt(one)];
    }
    return sum;
  }

  /// Of the polynomial 0x04c11db7, not reflected (RFC 3533, section 6).
  private static int[] checksums() {
    int[] all = new int[256];
    for (int i = 0; i < all.length; i++) {
      int sum = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        sum = (sum << 1) ^ (sum < 0 ? 0x04c11db7 : 0);
      }
      all[i] = sum;
    }
    return all;
  }

  /// A page of an Ogg file: its head, the lengths of its segments, and these.
  private static final class Page {
    private final byte[] head;
    private final byte[] segments;
    private final byte[] content;

    Page(byte[] head, byte[] segments, byte[] content) {
      this.head = head;
      this.segments = segments;
      this.content = content;
    }

    long serial() {
      long serial = 0;
      for (int i = 3; i >= 0; i--) {
        serial = (serial << 8) | Byte.toUnsignedInt(head[SERIAL_AT + i]);
      }
      return serial;
    }

    boolean endsAPacket() {
      return segments.length > 0
          && Byte.toUnsignedInt(segments[segments.length - 1]) < FULL_SEGMENT;
    }
  }
}
