package org.city311.ivr.estimate;

import java.time.Instant;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.SkillGroupId;
import org.jspecify.annotations.Nullable;

/// What an agent is doing, as far as it decides when the agent is free.
///
/// @param wantsCalls whether the agent will take another call after it. How long a consult takes is not
///     known: who is in one, and in no talk, is not counted until it is over
/// @param since when it began; of one who is engaged, when the phone began to ring
/// @param talking whether resident and agent have heard each other
/// @param group of the call; null when free, or unknown
/// @param until when the wrap-up ends by itself; null when not wrapping up
record Duty(
    AgentProfile agent,
    boolean wantsCalls,
    Doing doing,
    Instant since,
    boolean talking,
    @Nullable SkillGroupId group,
    @Nullable Instant until) {

  /// In the order of a call.
  enum Doing {
    FREE,
    /// The phone rings, or the agent talks.
    ENGAGED,
    WRAPPING_UP
  }

  /// @param before null when nothing was known of the agent
  /// @param group of the agent's call; null when there is none or it is not known
  static Duty of(Agent agent, @Nullable Duty before, @Nullable SkillGroupId group, Instant since) {
    Doing doing =
        switch (agent.activity()) {
          case Activity.Idle _ -> Doing.FREE;
          case Activity.Offered _, Activity.Talking _ -> Doing.ENGAGED;
          case Activity.WrapUp _ -> Doing.WRAPPING_UP;
        };
    Instant began = before != null && before.doing == doing ? before.since : since;
    return new Duty(
        agent.profile(),
        agent.presence() instanceof Presence.Ready
            && (agent.consult() == null || agent.activity() instanceof Activity.Talking),
        doing,
        began,
        agent.activity() instanceof Activity.Talking,
        doing == Doing.FREE ? null : group == null && before != null ? before.group : group,
        agent.activity() instanceof Activity.WrapUp wrapUp ? wrapUp.until() : null);
  }
}
