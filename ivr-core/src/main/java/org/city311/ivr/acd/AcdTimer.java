package org.city311.ivr.acd;

import java.time.Instant;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;

/// A lease that runs out: no state lasts for ever because an event got lost.
public sealed interface AcdTimer {

  /// An offer should have been answered or given up by the switch.
  record RingOver(OfferId offer) implements AcdTimer {}

  /// An answered offer should have been connected.
  record WhisperOver(OfferId offer) implements AcdTimer {}

  /// An agent's wrap-up is over.
  record WrapUpOver(AgentId agent, CallId call) implements AcdTimer {}

  /// A caller who asked for a person should be in the waiting bridge.
  record EnteringOver(CallId call) implements AcdTimer {}

  /// A rung of the overflow ladder is due, the wait for one named agent is over, or the flow of a
  /// caller who hung up in a treatment should have said what came of it.
  ///
  /// @param at the call's next moment, of which it has one: another one is no longer wanted
  record ReviewDue(CallId call, Instant at) implements AcdTimer {}

  /// A skill group opens or closes.
  ///
  /// @param at the group's next change, of which it has one: another one is no longer wanted
  record HoursChange(SkillGroupId group, Instant at) implements AcdTimer {}

  /// What was too young to be judged by a look at the switch no longer is.
  record LookDue() implements AcdTimer {}

  /// A caller has gone; the agent's channel should be gone too.
  record LegOver(OfferId offer) implements AcdTimer {}
}
