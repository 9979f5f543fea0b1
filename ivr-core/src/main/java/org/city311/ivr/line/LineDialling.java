package org.city311.ivr.line;

/// What comes of an agent's phone that dials a department's line.
@FunctionalInterface
public interface LineDialling {

  /// Says whether the line may be reached.
  ///
  /// @param phone the SIP account that dialled
  /// @param code as dialled; it may be no line's
  Answer dialled(String phone, String code, Way way);

  /// No line can be reached.
  static LineDialling none() {
    return (_, _, _) -> new Answer.Say("agent-unknown-line");
  }

  /// What the agent is about to do.
  enum Way {
    /// Asks somebody there, and then goes on with the resident.
    ASK,
    /// Speaks to somebody there first, and then hands the resident over.
    HAND_OVER
  }

  /// What the dialplan is to do.
  sealed interface Answer {

    /// Calls the line.
    ///
    /// @param line its name in the configuration: the dialplan has the number
    record Call(String line) implements Answer {}

    /// Calls the line, and joins the resident to it when the agent hangs up.
    ///
    /// @param resident the resident's channel
    record HandOver(String line, String resident) implements Answer {}

    /// Tells the agent why not.
    ///
    /// @param prompt its name
    record Say(String prompt) implements Answer {}
  }
}
