package org.city311.requests.attachment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CleanerTest {
  static Stream<Named<byte[]>> files() {
    return Stream.of(
        Named.of("JPEG", TestFiles.jpegWithExif(64, 32, 1)),
        Named.of("WAV", TestFiles.wav()),
        Named.of("MP3", TestFiles.mp3()),
        Named.of("Ogg", TestFiles.ogg()));
  }

  @ParameterizedTest
  @MethodSource("files")
  void file_whateverTellsOfItsSender_isLeftOut(byte[] file) {
    assertTrue(latin1(file).contains(TestFiles.SECRET), "the test would see nothing");

    assertFalse(latin1(clean(file)).contains(TestFiles.SECRET));
  }

  @ParameterizedTest
  @MethodSource("files")
  void file_cutShortAnywhere_orWithAnyByteChanged_isTakenOrRefused_andFailsNothing(byte[] file) {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = Arrays.copyOf(file, i % 2 == 0 ? random.nextInt(file.length) : file.length);
      for (int n = 0; n < 3 && damaged.length > 0; n++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      assertInstanceOf(Cleaned.class, Cleaner.clean(damaged));
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void file_thatIsClean_isCleanedToTheSame_orStaysAPhoto(byte[] file) {
    Cleaned.Clean once = assertInstanceOf(Cleaned.Clean.class, Cleaner.clean(file));
    Cleaned.Clean twice = assertInstanceOf(Cleaned.Clean.class, Cleaner.clean(array(once.bytes())));

    assertEquals(once.kind(), twice.kind());
    if (once.kind() != Kind.PHOTO) {
      assertEquals(once.bytes(), twice.bytes());
    }
  }

  /// Red is what was on the left of the camera's picture.
  @ParameterizedTest
  @CsvSource({"1,64,32,left", "3,64,32,right", "6,32,64,top", "8,32,64,bottom", "9,64,32,left"})
  void photo_isTurnedUpright(int orientation, int width, int height, String red) throws Exception {
    BufferedImage photo = photo(clean(TestFiles.jpegWithExif(64, 32, orientation)));

    assertEquals(width + "x" + height, photo.getWidth() + "x" + photo.getHeight());
    int rgb =
        switch (red) {
          case "left" -> photo.getRGB(4, height / 2);
          case "right" -> photo.getRGB(width - 4, height / 2);
          case "top" -> photo.getRGB(width / 2, 4);
          default -> photo.getRGB(width / 2, height - 4);
        };
    assertTrue(((rgb >> 16) & 0xff) > 200 && (rgb & 0xff) < 60, Integer.toHexString(rgb));
  }

  @Test
  void photo_largerThanScreens_isMadeSmaller() throws Exception {
    BufferedImage photo = photo(clean(TestFiles.jpeg(5_000, 2_500)));

    assertEquals(2_048, photo.getWidth());
    assertEquals(1_024, photo.getHeight());
  }

  @Test
  void photo_withClearParts_isDrawnOnWhite() throws Exception {
    int rgb = photo(clean(TestFiles.clearPng(8, 8))).getRGB(4, 4) & 0xffffff;

    assertEquals(0xffffff, rgb | 0x030303, Integer.toHexString(rgb));
  }

  @ParameterizedTest
  @CsvSource({"25000,25000", "30001,10", "65535,65535"})
  void photo_thatWouldSwellWhenDecoded_isRefusedBeforeItIs(int width, int height) {
    String why = refused(TestFiles.pngBomb(width, height));

    assertTrue(why.contains("50 million pixels"), why);
  }

  @Test
  void photo_progressive_isTaken() throws Exception {
    assertEquals(64, photo(clean(TestFiles.progressiveJpeg(64, 32))).getWidth());
  }

  /// All of it is kept while it is decoded: 300 MB outside the heap for 50 million pixels.
  @Test
  void photo_progressive_ofManyPixels_isRefusedBeforeItIsDecoded() {
    String why = refused(TestFiles.saying(TestFiles.progressiveJpeg(64, 32), 4_001, 4_000));

    assertTrue(why.contains("16 million pixels"), why);
    assertFalse(
        String.valueOf(Cleaner.clean(TestFiles.saying(TestFiles.jpeg(64, 32), 4_001, 4_000)))
            .contains("million"));
  }

  @Test
  void photo_withLessDataThanItsSizeSays_isRefused() {
    assertTrue(refused(TestFiles.pngBomb(7_000, 7_000)).contains("damaged"));
  }

  @Test
  void jpeg_ofThousandsOfScans_isRefused() {
    byte[] plain = TestFiles.jpeg(64, 32);
    byte[] scan = TestFiles.segment(0xda, new byte[] {1, 1, 0, 0, 63, 0});
    byte[] many = TestFiles.slice(plain, 0, plain.length - 2);
    for (int i = 0; i < 100; i++) {
      many = TestFiles.joined(many, scan);
    }
    byte[] end = {(byte) 0xff, (byte) 0xd9};

    assertTrue(refused(TestFiles.joined(many, end)).contains("don't fit"));
  }

  @Test
  void recording_isStillHeard() throws Exception {
    AudioFileFormat format =
        AudioSystem.getAudioFileFormat(new ByteArrayInputStream(array(clean(TestFiles.wav()))));

    assertEquals(8_000, format.getFrameLength());
    assertEquals(8_000, format.getFormat().getSampleRate());
  }

  @ParameterizedTest
  @CsvSource({
    "<?xml version='1.0'?><svg onload='alert(1)'/>",
    "GIF89a",
    "%PDF-1.7",
    "PK\u0003\u0004",
    "RIFF0000WEBPVP8 ",
    "''",
    "#!/bin/sh"
  })
  void file_ofAnotherKind_isRefused_withWhatIsTaken(String text) {
    String why = refused(text.getBytes(StandardCharsets.ISO_8859_1));

    assertTrue(why.contains("JPEG or PNG"), why);
  }

  @Test
  void file_ofTooManyBytes_isRefused() {
    assertTrue(refused(new byte[Cleaner.MAX_BYTES + 1]).contains("bytes"));
  }

  private static ByteBuffer clean(byte[] file) {
    return assertInstanceOf(Cleaned.Clean.class, Cleaner.clean(file)).bytes();
  }

  private static String refused(byte[] file) {
    return assertInstanceOf(Cleaned.Refused.class, Cleaner.clean(file)).text();
  }

  private static BufferedImage photo(ByteBuffer bytes) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(array(bytes)));
  }

  private static byte[] array(ByteBuffer bytes) {
    byte[] array = new byte[bytes.remaining()];
    bytes.duplicate().get(array);
    return array;
  }

  private static String latin1(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1);
  }

  private static String latin1(ByteBuffer file) {
    return latin1(array(file));
  }
}
