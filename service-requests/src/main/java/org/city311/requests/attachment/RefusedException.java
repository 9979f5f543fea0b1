package org.city311.requests.attachment;

/// A file that is not taken. Don't retry: it is the file.
final class RefusedException extends Exception {
  RefusedException(String text) {
    super(text);
  }
}
