package org.city311.requests.attachment;

/// A file that is not taken. Don't retry: it is the file.
final class NotTakenException extends Exception {
  NotTakenException(String text) {
    super(text);
  }
}
