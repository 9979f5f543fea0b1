package org.city311.ivr.acd;

import java.time.Instant;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.Consult;
import org.city311.ivr.call.Arrangement;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.Treatment;

/// What the ACD wants done.
public sealed interface AcdCommand {

  /// It connects those who are in a talk otherwise.
  sealed interface OfTalk extends AcdCommand {}

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

  /// Connect resident, agent and whoever is asked so.
  record Arrange(Arrangement wanted) implements OfTalk {}

  /// Ring a colleague, who is then connected with the agent who asks.
  ///
  /// @param asked the id of the channel to be
  /// @param leg the channel to the agent's phone
  record RingColleague(Call call, OfferId asked, OfferId leg, AgentProfile colleague)
      implements OfTalk {}

  /// Call a department, which is then connected with the agent who asks.
  ///
  /// @param line its name
  record CallLine(Call call, OfferId asked, OfferId leg, String line) implements OfTalk {}

  /// Bring a resident into the waiting bridge, away from an agent.
  record Requeue(Call call, OfferId leg) implements OfTalk {}

  /// Tell a resident whose agent was lost, and bring them into the waiting bridge.
  record Keep(Call call) implements OfTalk {}

  /// End the channel to a phone that is gone, and let the switch know that this is why.
  record Drop(OfferId leg) implements OfTalk {}

  /// Bring a resident to a department, away from an agent.
  record PutThrough(Call call, OfferId leg, String line) implements OfTalk {}

  /// Connect the resident with whoever was asked, and let the agent go.
  ///
  /// @param before who hears whom until now
  record HandOver(Arrangement before) implements OfTalk {}

  /// Ring a supervisor, who then hears this talk.
  ///
  /// @param watching the id of the channel to be
  /// @param leg the channel to the phone of the agent who talks
  record RingSupervisor(
      Call call, OfferId watching, OfferId leg, AgentProfile supervisor, Consult.Mode mode)
      implements OfTalk {}

  /// Let the supervisor be heard by others than until now.
  record Turn(OfferId watching, Consult.Mode mode) implements OfTalk {}

  /// Connect the resident with the supervisor who monitors the talk, and let the agent go.
  record TakeOver(Call call, OfferId leg, OfferId watching) implements OfTalk {}

  /// Write down on the caller's channel what it waits for.
  record Remember(Call call) implements OfTalk {}

  /// Come back with [AcdEvent.TimerFired] at this instant. Timers are never cancelled: one that is
  /// no longer wanted is ignored.
  record Wake(AcdTimer timer, Instant at) implements AcdCommand {}

  /// Look at the switch again: something should have happened by now.
  record LookAgain() implements AcdCommand {}
}
