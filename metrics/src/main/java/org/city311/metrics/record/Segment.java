package org.city311.metrics.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One file of the outbox: whole lines up to [#good], and perhaps half a line after it, which a
/// killed process left and nobody was told about. The positions are guarded by the outbox's lock.
final class Segment {
  private static final Logger log = LoggerFactory.getLogger(Segment.class);
  private static final Pattern NAME = Pattern.compile("outbox-(\\d{12})\\.jsonl");
  private static final int SCAN_BYTES = 1 << 16;

  final Path file;
  final long number;

  /// Where the last whole and flushed line ends.
  long good;

  /// Up to where the lines have reached the database, or have been set aside.
  long drained;

  /// Lines between [#drained] and [#good].
  long pending;

  /// Whether nothing is appended any more.
  boolean sealed;

  private Segment(Path folder, long number) {
    this.file = folder.resolve("outbox-%012d.jsonl".formatted(number));
    this.number = number;
  }

  /// A segment that is about to be written.
  static Segment fresh(Path folder, long number) {
    return new Segment(folder, number);
  }

  /// The segments that earlier processes left in a folder, oldest first, all sealed.
  static Stream<Segment> leftIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(name -> Long.parseLong(name.group(1)))
          .sorted()
          .map(number -> new Segment(folder, number).scan())
          .toList()
          .stream();
    }
  }

  boolean isDrained() {
    return drained == good;
  }

  private Segment scan() {
    sealed = true;
    long length = 0;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(SCAN_BYTES);
      while (channel.read(buffer.clear(), length) > 0) {
        buffer.flip();
        for (int i = 0; i < buffer.limit(); i++) {
          if (buffer.get(i) == '\n') {
            pending++;
            good = length + i + 1;
          }
        }
        length += buffer.limit();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (length > good) {
      log.warn(
          "Ignored {} bytes of an unfinished last line in {}; its call was never confirmed",
          length - good,
          file);
    }
    return this;
  }
}
