package org.city311.ivr.agent;

/// What a board shows of an agent: activity first, else presence.
public enum AgentState {
  SIGNED_OUT,
  READY,
  NOT_READY,
  OFFERED,
  TALKING,
  HOLD,
  WRAP_UP
}
