package org.city311.flows.guard;

import java.time.Instant;
import org.city311.ivr.call.CallerNumber;
import org.jspecify.annotations.Nullable;

/// A number whose calls the city does not take.
///
/// @param why for the staff, at most [#MOST_WHY] characters
/// @param until when it ends by itself; null: not before somebody ends it
public record BlockedNumber(
    CallerNumber number, String why, Instant since, @Nullable Instant until) {
  public static final int MOST_WHY = 200;

  boolean holds(Instant now) {
    return until == null || now.isBefore(until);
  }
}
