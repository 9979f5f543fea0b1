package org.city311.flows.selfservice;

import org.city311.flows.Dialogue;
import org.city311.ivr.line.CallerGone;

/// One of several reports that are made on a call, each by questions of its own. Which one it is stands on the
/// call, in one place: whether a report is over is never half said, whenever the node dies.
///
/// @param number of those before it
/// @param after what the last one has left to do
record Round(int number, After after) {
  /// Where it is kept on the call.
  private static final String KEPT = "report-count";

  /// What a report leaves to do.
  enum After {
    /// Whatever the menu leads to.
    MENU,
    /// The resident reports something else than what the menu led to.
    MORE,
    /// There is nothing more to say.
    GOODBYE
  }

  static Round of(Dialogue dialogue) throws CallerGone {
    return dialogue.line().recall(KEPT).map(Round::parse).orElse(new Round(0, After.MENU));
  }

  /// From here on its answers are of no account.
  Round over(Dialogue dialogue, After next) throws CallerGone {
    dialogue.line().remember(KEPT, number + 1 + " " + next);
    return new Round(number + 1, next);
  }

  /// Where something that belongs to it is kept on the call.
  String kept(String what) {
    return what + "-" + number;
  }

  private static Round parse(String text) {
    String[] parts = text.split(" ", 2);
    return new Round(Integer.parseInt(parts[0]), After.valueOf(parts[1]));
  }
}
