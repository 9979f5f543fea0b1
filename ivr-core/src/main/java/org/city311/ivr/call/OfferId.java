package org.city311.ivr.call;

/// Names one offer of a call to an agent. It is also the id of the channel to the agent's phone, so
/// that Asterisk itself refuses a second offer of the same id.
///
/// @param value starts with [#PREFIX]
public record OfferId(String value) {
  /// What every offer's id starts with, so that an agent's channel is known by its id alone.
  public static final String PREFIX = "offer-";

  public OfferId {
    if (!value.startsWith(PREFIX)) {
      throw new IllegalArgumentException("an offer id starts with " + PREFIX + ": '" + value + "'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
