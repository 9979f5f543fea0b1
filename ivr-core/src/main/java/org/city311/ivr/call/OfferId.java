package org.city311.ivr.call;

/// Names one offer of a call to an agent. It is also the id of the channel to the agent's phone, so
/// that Asterisk itself refuses a second offer of the same id.
///
/// @param value starts with [#PREFIX]
public record OfferId(String value) {
  /// What every offer's id starts with, so that an agent's channel is known by its id alone.
  public static final String PREFIX = "offer-";

  private static final String CONSULT = "-consult-";
  private static final String MONITOR = "-monitor-";

  public OfferId {
    if (!value.startsWith(PREFIX)) {
      throw new IllegalArgumentException("an offer id starts with " + PREFIX + ": '" + value + "'");
    }
  }

  /// The channel to a colleague whom an agent asks about a call, and to whom the call may be handed.
  ///
  /// @param at when it was asked for, in milliseconds: a call has one at a time
  public static OfferId ofConsult(CallId call, long at) {
    return new OfferId(PREFIX + call + CONSULT + at);
  }

  /// The channel to a supervisor who monitors an agent, and who may take the call over.
  ///
  /// @param at when it was asked for, in milliseconds
  public static OfferId ofMonitor(CallId call, String supervisor, long at) {
    return new OfferId(PREFIX + call + MONITOR + supervisor + "-" + at);
  }

  @Override
  public String toString() {
    return value;
  }
}
