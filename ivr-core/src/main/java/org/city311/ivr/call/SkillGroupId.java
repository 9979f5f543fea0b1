package org.city311.ivr.call;

/// Names a skill group: the queue a caller waits in and the agents who serve it.
///
/// @param value lower-case letters, digits and hyphens, at most 40
public record SkillGroupId(String value) implements Comparable<SkillGroupId> {
  public SkillGroupId {
    if (!value.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException(
          "a skill group is named by lower-case letters, digits and hyphens: '" + value + "'");
    }
  }

  @Override
  public int compareTo(SkillGroupId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
