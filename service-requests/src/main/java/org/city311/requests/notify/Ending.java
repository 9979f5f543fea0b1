package org.city311.requests.notify;

import java.time.Duration;
import java.util.Optional;
import org.city311.requests.notify.send.Way;

/// What becomes of a notice after it was looked at.
sealed interface Ending {
  /// It was handed over.
  ///
  /// @param addressHash by which the address is known again
  record Sent(Way way, String addressHash) implements Ending {}

  /// Nobody is to be told (any more).
  record Skipped(String why) implements Ending {}

  /// It was given up.
  record Failed(String why) implements Ending {}

  /// Tried again later; this attempt counts.
  ///
  /// @param way empty when it did not come so far
  /// @param unclear whether it may have arrived all the same
  record Again(Optional<Way> way, String why, Duration pause, Unclear unclear) implements Ending {}

  /// Not tried, as the way is closed: this does not count.
  record Closed(Way way, String why) implements Ending {}

  /// Whether a message may have arrived.
  enum Unclear {
    NO,
    YES
  }
}
