package org.city311.metrics.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where records go that the database will never take, so that they hold up no other: the file
/// `set-aside.jsonl` beside the outbox. That is a fault of ours; a person has to look.
///
/// @see OutboxDrain
final class SetAside {
  /// The most that the file may hold; what would go beyond stays in the outbox.
  static final long LIMIT_BYTES = 16L << 20;

  private static final Logger log = LoggerFactory.getLogger(SetAside.class);

  private final Path file;
  private final LongAdder count = new LongAdder();

  SetAside(Path folder) {
    this.file = folder.resolve("set-aside.jsonl");
  }

  /// Writes a record's line, flushed when this returns.
  ///
  /// @throws IOException when it could not, or the limit is reached; the record is still in the
  ///     outbox
  void put(CallRecord call, Exception why) throws IOException {
    log.error("The database refuses the record of call {}; it is kept in {}", call.id(), file, why);
    append(CallRecordLine.encode(call));
    count.increment();
  }

  /// Writes lines that could not be read.
  void putUnreadable(List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    log.error("{} lines of the outbox are no records; they are kept in {}", lines.size(), file);
    append((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    count.add(lines.size());
  }

  /// Records set aside by this process.
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
