package org.city311.server;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;

/// What a PostgreSQL that comes with us is started with, so that the load test measures what cities run.
public final class PostgresSettings {
  private static final long MEGABYTE = 1L << 20;
  private static final long LEAST_BUFFERS = 128 * MEGABYTE;
  private static final long MOST_BUFFERS = 1024 * MEGABYTE;

  /// Of the machine's memory, which Asterisk and Java need too.
  private static final int BUFFERS_SHARE = 8;

  private PostgresSettings() {}

  /// By the names that PostgreSQL has for them.
  public static Map<String, String> ofThisMachine() {
    var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return Map.of(
        "listen_addresses",
        "127.0.0.1",
        // What is committed outlives a power cut: the library, made for tests, starts it with -F.
        "fsync",
        "on",
        "synchronous_commit",
        "on",
        "shared_buffers",
        sharedBuffers(machine.getTotalMemorySize()));
  }

  /// @param memory of the machine, or of the container, bytes
  static String sharedBuffers(long memory) {
    long bytes = Math.clamp(memory / BUFFERS_SHARE, LEAST_BUFFERS, MOST_BUFFERS);
    return bytes / MEGABYTE + "MB";
  }
}
