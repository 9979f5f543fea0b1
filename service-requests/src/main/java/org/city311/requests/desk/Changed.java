package org.city311.requests.desk;

import org.city311.requests.life.Decision;
import org.city311.requests.life.Request;

/// What came of a wish to change a request.
public sealed interface Changed {
  /// It is done and stored.
  record Done(Request request) implements Changed {}

  /// The rules don't allow it; nothing is stored.
  ///
  /// @param text why, to a person, in English
  record Refused(Decision.Reason reason, String text) implements Changed {}

  /// Somebody else changed the request since it was read; nothing is stored.
  ///
  /// @param now as it is now: look at it and decide anew
  record Conflict(Request now) implements Changed {}

  /// Whoever wanted it may not do it to this request as it is by now; nothing is stored.
  record NotTheirs(Request now) implements Changed {}

  /// There is no such request.
  record Unknown() implements Changed {}
}
