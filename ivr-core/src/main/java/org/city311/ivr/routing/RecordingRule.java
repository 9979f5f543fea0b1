package org.city311.ivr.routing;

/// Whether the talks of a skill group's calls are recorded.
public enum RecordingRule {
  /// None is, and no agent can have one recorded.
  NEVER,
  /// Those in which the agent asks for it, from then on.
  ON_DEMAND,
  /// All, from their first moment; the agent can pause it.
  ALWAYS
}
