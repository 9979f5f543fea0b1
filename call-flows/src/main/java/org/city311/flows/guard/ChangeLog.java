package org.city311.flows.guard;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Where each change that somebody asks for is written down before it is made.
@FunctionalInterface
public interface ChangeLog {

  /// @param who asks
  /// @param address where from: the client's IP address
  /// @param what such as `PUT blocked number`
  /// @param before as JSON; null if it was not there
  /// @param after as JSON; null if it is to be there no more
  /// @throws IOException if it can't be kept; then nothing may be changed
  void write(
      String who, String address, String what, @Nullable String before, @Nullable String after)
      throws IOException;
}
