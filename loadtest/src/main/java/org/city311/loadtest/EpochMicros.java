package org.city311.loadtest;

/// Reads the time stamps that SIPp writes: `seconds.microseconds` since 1970.
final class EpochMicros {
  private EpochMicros() {}

  static long parse(String stamp) {
    int point = stamp.indexOf('.');
    if (point < 0 || stamp.length() - point != 7) {
      throw new IllegalArgumentException("not seconds.microseconds: " + stamp);
    }
    return Long.parseLong(stamp.substring(0, point)) * 1_000_000
        + Long.parseLong(stamp.substring(point + 1));
  }
}
