package org.city311.flows;

import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;

/// What becomes of a message that a resident has left and that is safe, and what the resident hears of it.
@FunctionalInterface
public interface AfterMessage {

  /// Says what became of it. On another node, after this one has died, the same once more: nothing is done
  /// twice.
  ///
  /// @param call that has left it
  /// @param language that the resident speaks
  /// @throws CallerGone also when the resident had hung up before
  void say(Line line, CallId call, Language language) throws CallerGone;

  /// It waits for people who work it off.
  static AfterMessage listed() {
    return (line, _, _) -> line.play("message-kept");
  }
}
