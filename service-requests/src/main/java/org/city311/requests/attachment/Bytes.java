package org.city311.requests.attachment;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A file that is read from the beginning, never beyond its end.
final class Bytes {
  private final ByteBuffer buffer;
  private final String what;

  /// @param what what the file says it is, for the reason of a refusal
  Bytes(byte[] file, ByteOrder order, String what) {
    this.buffer = ByteBuffer.wrap(file).order(order);
    this.what = what;
  }

  int remaining() {
    return buffer.remaining();
  }

  /// 0 to 255.
  int next8() throws NotTakenException {
    need(1);
    return Byte.toUnsignedInt(buffer.get());
  }

  /// 0 to 65,535.
  int next16() throws NotTakenException {
    need(2);
    return Short.toUnsignedInt(buffer.getShort());
  }

  /// 0 to 4,294,967,295.
  long next32() throws NotTakenException {
    need(4);
    return Integer.toUnsignedLong(buffer.getInt());
  }

  String nextLatin1(int length) throws NotTakenException {
    byte[] text = next(length);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  byte[] next(long length) throws NotTakenException {
    need(length);
    byte[] some = new byte[(int) length];
    buffer.get(some);
    return some;
  }

  void skip(long length) throws NotTakenException {
    need(length);
    buffer.position(buffer.position() + (int) length);
  }

  private void need(long length) throws NotTakenException {
    if (length < 0 || length > buffer.remaining()) {
      throw new NotTakenException("the " + what + " is damaged: it ends too early");
    }
  }

  /// Writes a number, the lowest byte first.
  static void writeLittle(ByteArrayOutputStream to, long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      to.write((int) (value >>> (8 * i)) & 0xff);
    }
  }
}
