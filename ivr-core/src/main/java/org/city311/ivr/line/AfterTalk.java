package org.city311.ivr.line;

import org.city311.ivr.call.Call;

/// A conversation with a resident whose talk with an agent is over, and who is still on the line.
@FunctionalInterface
public interface AfterTalk {

  /// Talks with the resident; the goodbye comes after it.
  ///
  /// @param call as it is known now; what it has answered is not asked again, as on a node that died meanwhile
  /// @param answers is told each answer as soon as it is there
  /// @throws CallerGone as thrown by the line; what was answered is kept
  void converse(Line line, Call call, Answers answers) throws CallerGone;

  /// Says nothing.
  static AfterTalk nothing() {
    return (_, _, _) -> {};
  }

  /// Keeps answers.
  @FunctionalInterface
  interface Answers {
    /// @param question its name, such as `solved`
    /// @param key the digit that answered it
    void give(String question, int key);
  }
}
