package org.city311.ivr.call;

/// How a call ended: every call has exactly one.
///
/// @param result what became of the resident's wish
/// @param reason what ended the call
public record Termination(Result result, Reason reason) {

  /// What became of the resident's wish.
  public enum Result {
    /// Talked with an agent.
    ANSWERED,
    /// Asked for a person, and was helped otherwise: left a message, or was told that all lines are
    /// taken or the office has closed.
    OVERFLOWED,
    /// Asked for a person, and then to be called back.
    CALLED_BACK,
    /// Asked for a person and hung up before one was there.
    ABANDONED,
    /// Ended in the IVR without asking for a person.
    LEFT_IN_IVR,
    /// Asked for a person and lost its place through a fault of ours.
    LOST,
    /// A callback whose resident talked with an agent.
    CALLBACK_CONNECTED,
    /// A callback whose resident was called first, was there, and hung up before an agent was.
    CALLBACK_GAVE_UP,
    /// A callback that was given up: the resident was not reached, or not in time.
    CALLBACK_EXPIRED,
    /// A callback that the resident no longer wanted.
    CALLBACK_CANCELLED;

    /// Whether a callback ends so, and no call that a resident made. It is not counted among the calls that
    /// asked for a person: the one that asked to be called back is.
    public boolean isOfCallback() {
      return switch (this) {
        case CALLBACK_CONNECTED, CALLBACK_GAVE_UP, CALLBACK_EXPIRED, CALLBACK_CANCELLED -> true;
        case ANSWERED, OVERFLOWED, CALLED_BACK, ABANDONED, LEFT_IN_IVR, LOST -> false;
      };
    }
  }

  /// What ended the call.
  public enum Reason {
    HUNG_UP_IN_FLOW,
    HUNG_UP_WAITING,
    HUNG_UP_WHILE_RINGING,
    HUNG_UP_DURING_WHISPER,
    HUNG_UP_IN_OVERFLOW,
    LEFT_A_MESSAGE,
    TOLD_FULL,
    TOLD_CLOSED,
    ASKED_TO_BE_CALLED_BACK,
    /// Called as often as is tried, and never reached.
    NOT_REACHED,
    /// Not reached before it expired.
    OUT_OF_TIME,
    /// Called again, and said so.
    CANCELLED_BY_RESIDENT,
    CALLER_HUNG_UP,
    AGENT_HUNG_UP,
    /// An agent had given the resident to a department.
    TRANSFERRED,
    ENDED_BY_FLOW,
    /// Asterisk restarted or dropped the call.
    SWITCH_FAILED,
    /// Ended while no server was looking; the time of its end is the time it was missed.
    ENDED_UNSEEN
  }
}
