package org.city311.ivr.acd;

import java.time.Duration;
import org.city311.ivr.agent.Consult;
import org.city311.ivr.agent.ConsultId;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.event.OfferFailure;

/// What can happen to one agent. [AgentRules] says what follows from it in each activity.
public sealed interface AgentInput {

  /// The agent wants this from now on.
  record SetPresence(Presence presence) implements AgentInput {}

  /// A call is offered.
  record OfferMade(OfferId offer, CallId call) implements AgentInput {}

  /// Resident and agent hear each other.
  record Connected(OfferId offer) implements AgentInput {}

  /// The resident hears music, or the agent, again.
  record Held(OfferId offer, boolean held) implements AgentInput {}

  /// The resident is put on hold by the switch, or is connected again.
  record Placed(OfferId offer, boolean held) implements AgentInput {}

  /// A resident whom a colleague had is this agent's now.
  record TookOver(OfferId leg, CallId call) implements AgentInput {}

  /// Another hears another in the consult.
  record ConsultTurned(Consult consult) implements AgentInput {}

  /// The offer came to nothing.
  ///
  /// @param maxMisses offers missed in a row after which the agent is not ready
  record OfferFailed(OfferId offer, OfferFailure failure, int maxMisses) implements AgentInput {}

  /// The agent's phone has left the talk.
  ///
  /// @param wrapUp how long the agent may wrap up; zero for none
  record TalkEnded(OfferId offer, Duration wrapUp) implements AgentInput {}

  /// The agent asks a colleague, or is asked.
  record ConsultBegan(Consult consult) implements AgentInput {}

  /// The phones are no longer connected.
  record ConsultEnded(ConsultId consult) implements AgentInput {}

  /// The agent needs more time.
  record WrapUpExtended(Duration more) implements AgentInput {}

  /// The wrap-up of this call is over, by time or by the agent.
  record WrapUpOver(CallId call) implements AgentInput {}

  /// The agent's phone can be reached again.
  record PhoneReachable() implements AgentInput {}

  /// The agent's phone can't be reached any more.
  record PhoneUnreachable() implements AgentInput {}
}
