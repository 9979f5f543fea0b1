package org.city311.flows.greeting;

import java.util.Optional;
import java.util.function.Consumer;

/// A text that all nodes of the centre have, for as long as one of them lives. Thread-safe.
public interface Note {

  /// What is written there, by whichever node; empty if nothing is.
  Optional<String> text();

  void write(String text);

  /// @param then is told each text that is written from now on, on a thread that it must not block
  void onChange(Consumer<String> then);
}
