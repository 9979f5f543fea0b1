package org.city311.requests.catalogue;

import java.util.List;

/// A catalogue that can't be used. Don't retry: a person has to correct the files.
public final class CatalogueException extends Exception {
  private final List<String> mistakes;

  CatalogueException(List<String> mistakes) {
    super(String.join("\n", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  /// All mistakes, each `FILE:LINE: key: found …, allowed: …`, in the order of files and lines.
  public List<String> mistakes() {
    return mistakes;
  }
}
