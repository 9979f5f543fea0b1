package org.city311.ivr.call;

import java.time.Instant;
import org.city311.ivr.agent.AgentId;

/// Where a call is. `docs/acd.md` draws which state may follow which.
public sealed interface CallState {

  /// The resident hears the IVR; may become [Entering], [Leaving] or [Ended].
  record InFlow() implements CallState {}

  /// The resident has asked for a person and is on the way into the waiting bridge; has its place
  /// already, but can't be offered yet.
  record Entering() implements CallState {}

  /// In the waiting bridge, with music, free to be offered; or a callback whose resident is at home, or
  /// was called first and is in that bridge.
  record Waiting() implements CallState {}

  /// Still in the waiting bridge while one agent's phone rings, or that agent hears the whisper, or, of a
  /// callback, how the resident's phone rings.
  ///
  /// @param answered whether the agent has picked up and hears the whisper
  record Offered(OfferId offer, AgentId agent, boolean answered) implements CallState {}

  /// Taken out of the waiting bridge to be told or asked something; may become [Waiting] again, in
  /// its old place.
  ///
  /// @param since when that was ordered, or, of a caller who has gone, when that was seen
  /// @param gone whether the caller has hung up, and only the flow's word is waited for
  record Treated(Treatment treatment, Instant since, boolean gone) implements CallState {}

  /// A callback that is not to be tried yet: nobody was reached, or it is too late in the day. It keeps its
  /// place.
  ///
  /// @param until when it may be
  record Postponed(Instant until) implements CallState {}

  /// A callback whose resident is called before any agent is: the phone rings, or they hear who calls and
  /// are asked whether they are there. It is offered to nobody meanwhile, and keeps its place.
  ///
  /// @param agent who was free then. That agent may be offered other calls; but for no other resident's sake
  ///     is anybody called, as long as this one is
  /// @param answered whether somebody, or a machine, has picked up
  record Calling(AgentId agent, boolean answered) implements CallState {}

  /// The resident and the agent hear each other.
  record Talking(OfferId offer, AgentId agent) implements CallState {}

  /// An agent has given the resident to a department: its telephone rings, or they talk. May become
  /// [Waiting] again, in the old place, when nobody was there.
  ///
  /// @param line the department's name in the configuration
  /// @param since when that was ordered
  record Outside(String line, Instant since) implements CallState {}

  /// The agent has gone; the resident hears what comes after the talk.
  record Leaving() implements CallState {}

  /// Over. The call is kept until its record is safe.
  record Ended(Termination termination) implements CallState {}
}
