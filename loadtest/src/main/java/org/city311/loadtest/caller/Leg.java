package org.city311.loadtest.caller;

import java.util.List;

/// What is to be heard after the answer, or after something that the caller did.
///
/// @param language in which
/// @param prompts one after the other, as far as the caller listens; [#ANYTHING] stands for any sound,
///     such as a number that nobody knows beforehand
/// @param turn whose silence it is before the first of them
public record Leg(String language, List<String> prompts, Turn turn) {
  /// Any sound.
  public static final String ANYTHING = "…";

  /// The same without an end: a silence in it is ours.
  public static final String MUSIC = "♪";

  /// Whether it is no prompt, but whatever is heard until the next.
  public static boolean isAny(String prompt) {
    return prompt.equals(ANYTHING) || prompt.equals(MUSIC);
  }

  public Leg {
    prompts = List.copyOf(prompts);
  }

  /// Who is to do something.
  public enum Turn {
    /// The caller has pressed a key: what comes next is to be heard at once.
    OURS,
    /// The caller lets a question pass, or speaks: the silence is the caller's.
    CALLERS
  }
}
