package org.city311.metrics.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A process that appends to an outbox for ever and prints each call's id, with a full stop, once
/// the outbox took it. Made to be killed.
public final class OutboxWriterProcess {
  private OutboxWriterProcess() {}

  /// @param args the folder, and what its calls' names begin with
  public static void main(String[] args) throws IOException {
    try (Outbox outbox = new Outbox(Path.of(args[0]), 64 << 20)) {
      for (int i = 0; ; i++) {
        String id = args[1] + "-" + i + ".";
        if (outbox.append(List.of(TestRecords.answered(id))) == 1) {
          System.out.println(id);
        }
      }
    }
  }
}
