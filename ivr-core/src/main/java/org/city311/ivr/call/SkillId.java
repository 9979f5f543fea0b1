package org.city311.ivr.call;

/// Names a skill that agents have at a level and that groups and calls ask for: a language such as
/// `es`, or a specialty such as `water`.
///
/// @param value lower-case letters, digits and hyphens, at most 40
public record SkillId(String value) implements Comparable<SkillId> {
  /// The highest level that an agent can have; the lowest is 1.
  public static final int MAX_LEVEL = 10;

  public SkillId {
    if (!value.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException(
          "a skill is named by lower-case letters, digits and hyphens: '" + value + "'");
    }
  }

  @Override
  public int compareTo(SkillId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
