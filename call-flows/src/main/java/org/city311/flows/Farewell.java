package org.city311.flows;

import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;

/// The last words to a resident, when it is settled what the call came to: hanging up in them changes
/// nothing.
final class Farewell {
  private Farewell() {}

  static void say(Line line, String... prompts) {
    try {
      for (String prompt : prompts) {
        line.play(prompt);
      }
    } catch (CallerGone e) {
      // The resident knows enough.
    }
  }
}
