package org.city311.requests.notify.letter;

import java.util.List;

/// Templates that can't be used.
public final class TemplateException extends Exception {
  private final transient List<String> mistakes;

  TemplateException(List<String> mistakes) {
    super(String.join("\n", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  /// One for each file: which, and what is wrong with it.
  public List<String> mistakes() {
    return mistakes;
  }
}
