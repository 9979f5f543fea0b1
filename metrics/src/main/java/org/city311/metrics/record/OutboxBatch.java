package org.city311.metrics.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records read from the outbox, oldest first.
///
/// @param unreadable whole lines that are no record
/// @param until where in the segment the last of them ends
record OutboxBatch(
    List<CallRecord> records, List<String> unreadable, @Nullable Segment segment, long until) {
  static final OutboxBatch EMPTY = new OutboxBatch(List.of(), List.of(), null, 0);

  /// Reads whole lines of a segment, from one position to another or up to a number of them.
  static OutboxBatch read(Segment segment, long from, long until, int most) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) (until - from));
    try (FileChannel channel = FileChannel.open(segment.file, StandardOpenOption.READ)) {
      while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
        // Reads on until all is there.
      }
    }
    List<CallRecord> records = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < buffer.position() && records.size() + unreadable.size() < most; i++) {
      if (buffer.get(i) == '\n') {
        String line = new String(buffer.array(), start, i - start, StandardCharsets.UTF_8);
        try {
          records.add(CallRecordLine.decode(line));
        } catch (CallRecordLine.Unreadable e) {
          unreadable.add(line);
        }
        start = i + 1;
      }
    }
    if (start == 0) {
      throw new IOException(segment.file + " was cut short by someone else");
    }
    return new OutboxBatch(records, unreadable, segment, from + start);
  }

  int size() {
    return records.size() + unreadable.size();
  }

  boolean isEmpty() {
    return size() == 0;
  }
}
