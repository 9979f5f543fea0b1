package org.city311.requests.attachment;

import java.nio.ByteBuffer;

/// What came of cleaning a file.
public sealed interface Cleaned {
  /// It is what it says, and says nothing about its sender any more.
  ///
  /// @param bytes the whole file, read-only
  record Clean(Kind kind, ByteBuffer bytes) implements Cleaned {
    public Clean {
      bytes = bytes.asReadOnlyBuffer();
    }
  }

  /// It is not taken.
  ///
  /// @param text says to a person why and what is taken, in English
  record Refused(String text) implements Cleaned {}
}
