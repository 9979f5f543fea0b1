package org.city311.ivr.agent;

/// Names an agent.
///
/// @param value lower-case letters, digits and hyphens, at most 40; safe in a path, in SIP and in a
///     channel's name
public record AgentId(String value) implements Comparable<AgentId> {
  public AgentId {
    if (!value.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException(
          "an agent is named by lower-case letters, digits and hyphens: '" + value + "'");
    }
  }

  @Override
  public int compareTo(AgentId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
