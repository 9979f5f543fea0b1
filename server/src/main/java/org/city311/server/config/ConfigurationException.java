package org.city311.server.config;

import java.util.List;

/// The configuration has mistakes; nothing was started.
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> mistakes;

  ConfigurationException(List<String> mistakes) {
    super(String.join(System.lineSeparator(), mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  /// Each as `file:line: key: found …, allowed …`.
  public List<String> mistakes() {
    return mistakes;
  }
}
