package org.city311.requests.notify.send;

import java.util.UUID;

/// Where text messages are handed over: the port that whoever sends them for a city is put behind. Safe for
/// any thread.
public interface TextMessages {
  /// One attempt.
  ///
  /// @param id the same each time that the message is sent
  /// @param text one line
  Delivery send(UUID id, PhoneNumber to, String text);
}
