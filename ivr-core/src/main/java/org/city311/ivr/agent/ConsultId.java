package org.city311.ivr.agent;

/// Names one consult: Asterisk's unique id of the channel by which the asking agent's phone dialled.
///
/// @param value non-empty, at most 150 characters
public record ConsultId(String value) {
  public ConsultId {
    if (value.isEmpty() || value.length() > 150) {
      throw new IllegalArgumentException("a consult id has 1 to 150 characters: '" + value + "'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
