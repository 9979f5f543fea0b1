package org.city311.ivr.agent;

/// What an agent wants, set by the agent, or for the agent after a missed call. It takes effect at
/// once when idle, else after the call and its wrap-up.
public sealed interface Presence {

  /// Not at work.
  record SignedOut() implements Presence {}

  /// Wants calls.
  record Ready() implements Presence {}

  /// At work, without calls for now.
  ///
  /// @param reason a not-ready reason's key, such as `break`, or one of the constants below
  /// @param planned whether it belongs to the plan of the day, as a lunch does
  record NotReady(String reason, boolean planned) implements Presence {
    /// Set for an agent whose phone rang unanswered.
    public static final String RING_NO_ANSWER = "ring-no-answer";

    /// Set for an agent who rejected an offer, or hung up before the caller was there.
    public static final String DECLINED = "declined";

    /// Set for an agent whose phone can't be reached; ready again when it can.
    public static final String PHONE_UNREACHABLE = "phone-unreachable";
  }
}
