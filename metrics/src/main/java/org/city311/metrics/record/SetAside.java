package org.city311.metrics.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file for lines that the database will never take, or that are damaged, so that they hold up no other:
/// the file `set-aside.jsonl` beside those that wait. That is a fault of ours; a person has to look.
///
/// @see OutboxDrain
public final class SetAside {
  /// The most that the file may hold; what would go beyond stays where it is.
  static final long LIMIT_BYTES = 16L << 20;

  private static final Logger log = LoggerFactory.getLogger(SetAside.class);

  private final Path file;
  private final LongAdder count = new LongAdder();

  /// @param folder of the lines that wait
  public SetAside(Path folder) {
    this.file = folder.resolve("set-aside.jsonl");
  }

  /// Writes a line that the database refuses, flushed when this returns.
  ///
  /// @param what such as `the record of call city311-1.1`, for the log
  /// @param line with its end
  /// @throws IOException when it could not, or the limit is reached
  public void put(String what, byte[] line, SQLException why) throws IOException {
    log.error("The database refuses {}; it is kept in {}", what, file, why);
    append(line);
    count.increment();
  }

  /// Writes lines that could not be read.
  public void putUnreadable(List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    log.error(
        "{} lines that waited for the database are damaged; they are kept in {}",
        lines.size(),
        file);
    append((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    count.add(lines.size());
  }

  /// Whether the database will never take it: its data breaks a rule (SQLSTATE classes 22 and 23).
  public static boolean isRefusal(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith("22") || state.startsWith("23"));
  }

  /// Lines set aside by this process.
  long count() {
    return count.sum();
  }

  private void append(byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      if (channel.size() + bytes.length > LIMIT_BYTES) {
        throw new IOException(file + " is full; repair its records and take it away");
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(false);
    }
  }
}
