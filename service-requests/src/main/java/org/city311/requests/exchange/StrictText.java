package org.city311.requests.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/// Decodes bytes, and replaces nothing: what is no text in this encoding is a fault, told once all that
/// stands before it was read. A byte order mark at the beginning is left out. For one thread.
final class StrictText extends Reader {
  private static final int BYTES_AT_A_TIME = 16_384;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream from;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(BYTES_AT_A_TIME).flip();
  private final CharBuffer chars = CharBuffer.allocate(BYTES_AT_A_TIME).flip();
  private boolean begun;
  private boolean exhausted;
  private boolean ended;

  StrictText(InputStream from, Charset encoding) {
    this.from = from;
    this.decoder =
        encoding
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /// The next character, or -1 at the end.
  ///
  /// @throws CharacterCodingException where the text is not in this encoding
  @Override
  public int read() throws IOException {
    while (!chars.hasRemaining()) {
      if (ended) {
        return -1;
      }
      decode();
    }
    return chars.get();
  }

  private void decode() throws IOException {
    chars.clear();
    CoderResult result = decoder.decode(bytes, chars, exhausted);
    if (result.isUnderflow()) {
      if (exhausted) {
        decoder.flush(chars);
        ended = true;
      } else {
        fill();
      }
    }
    chars.flip();
    if (result.isError() && !chars.hasRemaining()) {
      result.throwException();
    }
    if (!begun && chars.hasRemaining()) {
      begun = true;
      if (chars.get(chars.position()) == BYTE_ORDER_MARK) {
        chars.get();
      }
    }
  }

  private void fill() throws IOException {
    bytes.compact();
    int count = from.read(bytes.array(), bytes.position(), bytes.remaining());
    exhausted = count < 0;
    bytes.position(bytes.position() + Math.max(count, 0)).flip();
  }

  @Override
  public int read(char[] into, int offset, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int next = read();
      if (next < 0) {
        return count == 0 ? -1 : count;
      }
      into[offset + count++] = (char) next;
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    from.close();
  }
}
