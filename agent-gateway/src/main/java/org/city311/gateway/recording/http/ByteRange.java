package org.city311.gateway.recording.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A part of a file that is asked for (RFC 9110, section 14).
///
/// @param from its first byte, from 0
/// @param to its last byte
record ByteRange(long from, long to) {
  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,15})-(\\d{0,15})");

  /// What a header `Range` comes to.
  sealed interface Asked {
    /// All of it: nothing was asked, or nothing that is understood, which is to be passed over.
    record Whole() implements Asked {}

    record Part(ByteRange range) implements Asked {}

    /// Nothing that is there.
    record Outside() implements Asked {}
  }

  long length() {
    return to - from + 1;
  }

  /// @param header null for none
  /// @param length of the file, in bytes; at least 1
  static Asked of(@Nullable String header, long length) {
    Matcher one = ONE.matcher(header == null ? "" : header);
    if (!one.matches() || (one.group(1).isEmpty() && one.group(2).isEmpty())) {
      return new Asked.Whole();
    }
    return part(number(one.group(1)), number(one.group(2)), length);
  }

  private static Asked part(Optional<Long> first, Optional<Long> last, long length) {
    if (first.isEmpty()) {
      long count = Math.min(length, last.orElse(0L));
      return count == 0
          ? new Asked.Outside()
          : new Asked.Part(new ByteRange(length - count, length - 1));
    }
    if (last.isPresent() && last.get() < first.get()) {
      return new Asked.Whole();
    }
    return first.get() >= length
        ? new Asked.Outside()
        : new Asked.Part(new ByteRange(first.get(), Math.min(length - 1, last.orElse(length - 1))));
  }

  private static Optional<Long> number(String digits) {
    return digits.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(digits));
  }
}
