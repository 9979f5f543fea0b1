package org.city311.flows.guard;

import java.io.IOException;
import java.util.function.Consumer;

/// A text that all nodes of the centre have, and that outlives them.
public interface SharedText {
  /// As it is now; empty if nothing was ever written.
  String text();

  /// Writes it, unless it has changed since.
  ///
  /// @param from what the change was made from
  /// @return false if it was another by then: nothing was written
  /// @throws IOException if it is not safe; it may be written all the same
  boolean replace(String from, String to) throws IOException;

  /// @param then is told each text from now on, on a thread that it must not block
  void onChange(Consumer<String> then);
}
