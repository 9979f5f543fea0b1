package org.city311.flows;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Who was asked of late how the talk was.
@FunctionalInterface
public interface SurveyHistory {

  /// Asks whether a number has answered within a time. Never blocks, and never fails.
  ///
  /// @param ani the caller's number, not withheld
  /// @return true also while it is not known
  CompletableFuture<Boolean> wasAsked(String ani, Duration within);
}
