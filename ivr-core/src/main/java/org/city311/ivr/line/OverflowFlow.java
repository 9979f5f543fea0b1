package org.city311.ivr.line;

import java.util.Optional;
import org.city311.ivr.acd.CallInput.Outcome;

/// A conversation with a resident who was taken out of the queue for it.
@FunctionalInterface
public interface OverflowFlow {

  /// Talks with the resident.
  ///
  /// @return what it came to; empty when the resident goes back to the queue, in the same place
  /// @throws CallerGone when the resident hung up and has left nothing
  Optional<Outcome> converse(Line line) throws CallerGone;
}
