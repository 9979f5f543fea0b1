package org.city311.ivr.acd;

import java.time.Instant;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.Treatment;

/// What the ACD wants done.
public sealed interface AcdCommand {

  /// Ring an agent's phone for a call.
  record RingAgent(OfferId offer, Call call, AgentProfile agent) implements AcdCommand {}

  /// Take a caller out of the waiting bridge, to be told or asked something.
  record Treat(Call call, Treatment treatment) implements AcdCommand {}

  /// Call the resident of a callback, and connect with the agent who waits in this offer.
  record CallResident(Call call, OfferId offer) implements AcdCommand {}

  /// Call the resident of a callback, ask whether they are there, and have them wait on the line.
  record CallResidentFirst(Call call) implements AcdCommand {}

  /// End the channel to the resident of a callback, if it is there.
  record HangUpResident(CallId call) implements AcdCommand {}

  /// End the channel to an agent's phone.
  record HangUpOffer(OfferId offer) implements AcdCommand {}

  /// Come back with [AcdEvent.TimerFired] at this instant. Timers are never cancelled: one that is
  /// no longer wanted is ignored.
  record Wake(AcdTimer timer, Instant at) implements AcdCommand {}

  /// Look at the switch again: something should have happened by now.
  record LookAgain() implements AcdCommand {}
}
