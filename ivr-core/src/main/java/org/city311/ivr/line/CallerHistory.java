package org.city311.ivr.line;

import java.util.concurrent.CompletableFuture;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Language;
import org.jspecify.annotations.Nullable;

/// What is known of a number from its calls of late.
@FunctionalInterface
public interface CallerHistory {

  /// Asks for a number's past. Never blocks, and never fails: where the answer is not known soon it is
  /// [Past#NONE].
  ///
  /// @param ani the caller's number; empty when withheld
  CompletableFuture<Past> of(String ani);

  /// Nobody has a past.
  static CallerHistory none() {
    return _ -> CompletableFuture.completedFuture(Past.NONE);
  }

  /// How the last call ended in which this number asked for a person.
  ///
  /// @param abandoned whether the caller gave up waiting, or lost the place by a fault of ours
  /// @param cutOffFrom the agent from whose talk the caller was cut off by a fault of ours; null if
  ///     that did not happen
  /// @param language what the number chose last, in any call; null if that is too long ago
  record Past(boolean abandoned, @Nullable AgentId cutOffFrom, @Nullable Language language) {
    public static final Past NONE = new Past(false, null, null);
  }
}
