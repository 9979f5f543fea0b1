package org.city311.ivr.agent;

/// What a board shows of an agent: a consult first, then the activity, else the presence.
public enum AgentState {
  SIGNED_OUT,
  READY,
  NOT_READY,
  OFFERED,
  TALKING,
  HOLD,
  CONSULT,
  WRAP_UP
}
