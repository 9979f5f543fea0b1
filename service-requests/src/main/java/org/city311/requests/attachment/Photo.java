package org.city311.requests.attachment;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Draws a photo anew: upright, at most 2,048 pixels on a side, on white, as JPEG without anything else in it.
final class Photo {
  private static final int MAX_SIDE = 2_048;
  private static final float QUALITY = 0.85f;

  /// Of a larger photo only every second, third … row and column is decoded.
  private static final int MAX_DECODED_PIXELS = 16_000_000;

  private Photo() {}

  static byte[] redrawn(Picture picture) throws NotTakenException {
    try {
      return encode(drawn(decode(picture), picture.orientation()));
    } catch (IOException | RuntimeException e) {
      // The JDK's readers answer damaged files with whatever exception they run into.
      NotTakenException refused = new NotTakenException("the photo is damaged and can't be read");
      refused.initCause(e);
      throw refused;
    }
  }

  private static BufferedImage decode(Picture picture) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName(picture.format()).next();
    try (var in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(picture.essence().bytes()))) {
      reader.setInput(in, true, true);
      ImageReadParam param = reader.getDefaultReadParam();
      int every = every(picture);
      param.setSourceSubsampling(every, every, 0, 0);
      return reader.read(0, param);
    } finally {
      reader.dispose();
    }
  }

  private static int every(Picture picture) {
    int every = 1;
    while ((long) (picture.width() / every) * (picture.height() / every) > MAX_DECODED_PIXELS) {
      every++;
    }
    return every;
  }

  private static BufferedImage drawn(BufferedImage from, int orientation) {
    int longest = Math.max(from.getWidth(), from.getHeight());
    double scale = Math.min(1, (double) MAX_SIDE / longest);
    int width = Math.max(1, (int) Math.round(from.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(from.getHeight() * scale));
    boolean lies = orientation >= 5;
    BufferedImage to =
        new BufferedImage(lies ? height : width, lies ? width : height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = to.createGraphics();
    try {
      pen.setColor(Color.WHITE);
      pen.fillRect(0, 0, to.getWidth(), to.getHeight());
      pen.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      pen.transform(upright(orientation, width, height));
      pen.drawImage(from, 0, 0, width, height, null);
    } finally {
      pen.dispose();
    }
    return to;
  }

  /// Where each point goes (Exif 2.32, tag 0x0112), for a picture that lies `width` by `height` in the file.
  private static AffineTransform upright(int orientation, int width, int height) {
    return switch (orientation) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
      default -> new AffineTransform();
    };
  }

  private static byte[] encode(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
