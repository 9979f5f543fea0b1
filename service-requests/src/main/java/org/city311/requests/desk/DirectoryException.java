package org.city311.requests.desk;

import java.util.List;

/// A catalogue, or areas, that can't be used. Don't retry: a person has to correct the files.
public final class DirectoryException extends Exception {
  private final List<String> mistakes;

  DirectoryException(List<String> mistakes) {
    super(String.join("\n", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  /// All mistakes, each with its file and, where there is one, its line.
  public List<String> mistakes() {
    return mistakes;
  }
}
