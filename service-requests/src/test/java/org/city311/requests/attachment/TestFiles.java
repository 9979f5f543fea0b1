package org.city311.requests.attachment;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Files as residents send them, and as attackers do.
public final class TestFiles {
  /// What must not be in any file that is kept.
  public static final String SECRET = "39.2904N 76.6122W Ana's telephone";

  private TestFiles() {}

  /// Red on the left, blue on the right, twice as wide as high.
  public static byte[] jpeg(int width, int height) {
    return encoded("jpeg", picture(width, height));
  }

  /// A JPEG that comes coarse first, and finer and finer.
  static byte[] progressiveJpeg(int width, int height) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var to = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(to);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.write(null, new IIOImage(picture(width, height), null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /// The same JPEG, which says that it is of another size.
  static byte[] saying(byte[] jpeg, int width, int height) {
    byte[] changed = jpeg.clone();
    int frame = 2;
    while (jpeg[frame + 1] != (byte) 0xc0 && jpeg[frame + 1] != (byte) 0xc2) {
      frame += 2 + ByteBuffer.wrap(jpeg).getShort(frame + 2);
    }
    ByteBuffer.wrap(changed).putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
    return changed;
  }

  /// One can look through.
  public static byte[] clearPng(int width, int height) {
    return encoded("png", new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB));
  }

  private static BufferedImage picture(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.RED);
    pen.fillRect(0, 0, width / 2, height);
    pen.setColor(Color.BLUE);
    pen.fillRect(width / 2, 0, width, height);
    pen.dispose();
    return image;
  }

  private static byte[] encoded(String format, BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /// A JPEG with Exif data that say how the camera was held and where, and a comment.
  public static byte[] jpegWithExif(int width, int height, int orientation) {
    byte[] plain = jpeg(width, height);
    byte[] secret = SECRET.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer exif = ByteBuffer.allocate(6 + 8 + 2 + 12 + 4 + secret.length);
    exif.put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
    exif.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation).putShort((short) 0).putInt(0).put(secret);
    return joined(
        slice(plain, 0, 2), segment(0xe1, exif.array()), segment(0xfe, secret), from(plain, 2));
  }

  static byte[] segment(int marker, byte[] content) {
    return joined(
        new byte[] {
          (byte) 0xff,
          (byte) marker,
          (byte) ((content.length + 2) >> 8),
          (byte) (content.length + 2)
        },
        content);
  }

  /// A PNG of one colour and a few kilobytes that would take `width` × `height` × 4 bytes when decoded.
  public static byte[] pngBomb(int width, int height) {
    byte[] zeros = new byte[1_000_000];
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    deflater.setInput(zeros);
    deflater.finish();
    byte[] packed = new byte[100_000];
    int length = deflater.deflate(packed);
    deflater.end();
    byte[] size =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 6, 0, 0, 0})
            .array();
    return joined(
        "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1),
        chunk("IHDR", size),
        chunk("IDAT", slice(packed, 0, length)),
        chunk("IEND", new byte[0]));
  }

  static byte[] chunk(String name, byte[] content) {
    byte[] named = joined(name.getBytes(StandardCharsets.ISO_8859_1), content);
    CRC32 sum = new CRC32();
    sum.update(named);
    return joined(
        ByteBuffer.allocate(4).putInt(content.length).array(),
        named,
        ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }

  /// A second of silence, 8 kHz, with who recorded it and where.
  public static byte[] wav() {
    byte[] secret = SECRET.getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("RIFF\0\0\0\0WAVE".getBytes(StandardCharsets.ISO_8859_1));
    riff(out, "LIST", joined("INFOIART".getBytes(StandardCharsets.ISO_8859_1), secret));
    ByteArrayOutputStream format = new ByteArrayOutputStream();
    Bytes.writeLittle(format, 1, 2);
    Bytes.writeLittle(format, 1, 2);
    Bytes.writeLittle(format, 8_000, 4);
    Bytes.writeLittle(format, 16_000, 4);
    Bytes.writeLittle(format, 2, 2);
    Bytes.writeLittle(format, 16, 2);
    riff(out, "fmt ", format.toByteArray());
    riff(out, "data", new byte[16_000]);
    riff(out, "id3 ", secret);
    return out.toByteArray();
  }

  private static void riff(ByteArrayOutputStream out, String name, byte[] content) {
    out.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
    Bytes.writeLittle(out, content.length, 4);
    out.writeBytes(content);
    out.writeBytes(new byte[content.length % 2]);
  }

  /// Ten frames of MPEG 1 layer III, 128 kbit/s, 44.1 kHz, between tags.
  public static byte[] mp3() {
    byte[] secret = SECRET.getBytes(StandardCharsets.ISO_8859_1);
    byte[] frame = new byte[417];
    frame[0] = (byte) 0xff;
    frame[1] = (byte) 0xfb;
    frame[2] = (byte) 0x90;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 0, (byte) secret.length});
    out.writeBytes(secret);
    for (int i = 0; i < 10; i++) {
      out.writeBytes(frame);
    }
    out.writeBytes("TAG".getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(secret);
    return out.toByteArray();
  }

  /// An Ogg with Opus, whose tags go over two pages, and two pages of sound.
  public static byte[] ogg() {
    byte[] head = new byte[19];
    System.arraycopy("OpusHead\1\1".getBytes(StandardCharsets.ISO_8859_1), 0, head, 0, 10);
    byte[] tags = new byte[255 + 100];
    byte[] begin = ("OpusTags" + SECRET).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(begin, 0, tags, 0, begin.length);
    return joined(
        page(2, 0, 0, head),
        page(0, 1, 0, slice(tags, 0, 255)),
        page(1, 2, 0, from(tags, 255)),
        page(0, 3, 960, new byte[] {8, 1, 2, 3}),
        page(4, 4, 1_920, new byte[] {8, 4, 5, 6}));
  }

  /// Of one segment, with no checksum.
  private static byte[] page(int flags, int sequence, int granule, byte[] segment) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("OggS\0".getBytes(StandardCharsets.ISO_8859_1));
    out.write(flags);
    Bytes.writeLittle(out, granule, 8);
    Bytes.writeLittle(out, 77, 4);
    Bytes.writeLittle(out, sequence, 4);
    Bytes.writeLittle(out, 0, 4);
    out.write(1);
    out.write(segment.length);
    out.writeBytes(segment);
    return out.toByteArray();
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] slice(byte[] file, int from, int to) {
    return Arrays.copyOfRange(file, from, to);
  }

  static byte[] from(byte[] file, int from) {
    return slice(file, from, file.length);
  }
}
