package org.city311.flows.guard;

import java.util.Locale;

/// Whether a call is let in, and if not, why.
public enum Verdict {
  LET_IN,
  /// The number is on the city's list.
  BLOCKED,
  /// The number has as many calls in progress as one may have.
  TOO_MANY_AT_ONCE,
  /// The number has called as often within an hour as one may.
  TOO_MANY_AN_HOUR,
  /// More strangers call at once than the centre takes.
  FLOOD;

  private static final String REFUSED = "refused-";

  /// The step of a call that was not let in, which is also the prompt that tells the caller.
  public String step() {
    return REFUSED + word();
  }

  /// As meters and interfaces write it, such as `too-many-at-once`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Whether a call that ended at this step was not let in.
  public static boolean isRefusal(String step) {
    return step.startsWith(REFUSED);
  }
}
