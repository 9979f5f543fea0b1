package org.city311.asteriskconfig;

/// A prompt could not be made: a program is missing or failed, or a file can't be read or written.
/// The message says what to do; doing the same again without that is useless.
public final class PromptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PromptException(String message) {
    super(message);
  }

  PromptException(String message, Throwable cause) {
    super(message, cause);
  }
}
