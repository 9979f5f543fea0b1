package org.city311.ivr.call;

/// Names one call for its whole life, across every node and restart. It is Asterisk's unique id of
/// the caller's channel, which carries the system's name and start time.
///
/// @param value non-empty, at most 150 characters
public record CallId(String value) {
  public CallId {
    if (value.isEmpty() || value.length() > 150) {
      throw new IllegalArgumentException("a call id has 1 to 150 characters: '" + value + "'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
