package org.city311.requests.exchange;

/// A file that can't be read any further. Don't retry: a person has to correct it.
public final class CsvFault extends Exception {
  private final int line;

  CsvFault(int line, String text) {
    super(text);
    this.line = line;
  }

  /// Where, from 1.
  public int line() {
    return line;
  }

  /// What is wrong and what to do, without the line.
  public String text() {
    return String.valueOf(getMessage());
  }
}
