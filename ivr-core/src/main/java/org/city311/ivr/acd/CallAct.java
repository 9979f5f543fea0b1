package org.city311.ivr.acd;

import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.SkillGroupId;

/// What an agent can do in a call, from a desk.
public sealed interface CallAct {

  /// The resident hears music, the agent silence.
  record Hold() implements CallAct {}

  /// Both hear each other again.
  record Resume() implements CallAct {}

  /// Sends the resident on without a word with whoever comes next.
  record Transfer(Target to) implements CallAct {}

  /// Asks somebody while the resident hears music.
  ///
  /// @param to no group
  record Ask(Target to) implements CallAct {}

  /// From whoever was asked to the resident, or back.
  record Swap() implements CallAct {}

  /// All three hear each other.
  record Join() implements CallAct {}

  /// The resident and whoever was asked go on without the agent.
  record Complete() implements CallAct {}

  /// Whoever was asked is hung up on.
  record EndConsult() implements CallAct {}

  /// The agent hangs up.
  record End() implements CallAct {}

  /// Whom a resident is sent to, or who is asked.
  sealed interface Target {

    /// A skill group.
    record Group(SkillGroupId group) implements Target {}

    /// One agent.
    record Colleague(AgentId agent) implements Target {}

    /// A department's telephone outside.
    ///
    /// @param name as the configuration calls it: never a number
    record Line(String name) implements Target {}
  }

  /// Why it can't be done. The words of the interface are these in lower case.
  enum Refusal {
    NO_CALL,
    NOT_TALKING,
    IN_CONSULT,
    NO_CONSULT,
    COLLEAGUE_NOT_THERE,
    IN_CONFERENCE,
    NOT_HELD,
    UNKNOWN_TARGET,
    TARGET_SIGNED_OUT,
    TARGET_BUSY,
    TARGET_UNREACHABLE,
    TARGET_SELF,
    CLOSED,
    SWITCH_DOWN,
    TOO_LATE
  }
}
