package org.city311.ivr.event;

import java.time.Instant;
import java.util.List;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.routing.Routing;
import org.jspecify.annotations.Nullable;

/// One thing that happened in the call centre. A call or an agent in an event is as it was just
/// after it.
public sealed interface CentreEvent {

  /// When it happened, by the clock of the node that leads.
  Instant at();

  /// Something happened to one call.
  sealed interface OfCall extends CentreEvent {
    /// As it was just after it.
    Call call();
  }

  /// Everything as it is: the first event of a feed, and the one that follows any gap.
  ///
  /// @param calls all calls in progress, and those ended whose record is not yet confirmed
  record Snapshot(Instant at, Routing routing, List<Call> calls, List<Agent> agents)
      implements CentreEvent {
    public Snapshot {
      calls = List.copyOf(calls);
      agents = List.copyOf(agents);
    }
  }

  /// A call reached the IVR.
  record CallArrived(Instant at, Call call) implements OfCall {}

  /// The resident has a language now, by choice or by default.
  record LanguageChosen(Instant at, Call call) implements OfCall {}

  /// The resident asked for a person.
  record CallQueued(Instant at, Call call) implements OfCall {}

  /// An agent's phone is being rung for the call.
  record CallOffered(Instant at, Call call, OfferId offer, AgentId agent) implements OfCall {}

  /// An offer came to nothing; the call keeps its place.
  record OfferFailed(Instant at, Call call, OfferId offer, AgentId agent, OfferFailure failure)
      implements OfCall {}

  /// Resident and agent hear each other.
  record CallAnswered(Instant at, Call call) implements OfCall {}

  /// An agent has sent the resident on: into the queue again, in the old place, or to a department or a
  /// colleague, as the call's state says.
  ///
  /// @param from the agent who did
  record CallTransferred(Instant at, Call call, @Nullable AgentId from) implements OfCall {}

  /// Resident and agent hear each other, after another agent had talked with the resident.
  record CallTakenUp(Instant at, Call call) implements OfCall {}

  /// A supervisor had a waiting call served by others, or before others.
  record CallMoved(Instant at, Call call) implements OfCall {}

  /// A message to all who are at work.
  ///
  /// @param from who, for people to read
  record Notice(Instant at, String from, String text) implements CentreEvent {}

  /// The talk is over; the resident may still be on the line.
  record TalkEnded(Instant at, Call call) implements OfCall {}

  /// The call is over: its state is `Ended`, all its times are known.
  record CallEnded(Instant at, Call call) implements OfCall {}

  /// The caller was taken out of the queue to be told or asked something; the place is kept.
  record CallTreated(Instant at, Call call, Treatment treatment) implements OfCall {}

  /// The caller came back into the line, to the old place: from a treatment, or as the resident of a
  /// callback who was called first and has said to be there.
  record CallBack(Instant at, Call call) implements OfCall {}

  /// A resident asked to be called back: the callback stands in the queue.
  record CallbackAsked(Instant at, Call call) implements OfCall {}

  /// The resident of a callback is being called.
  record CallbackPlaced(Instant at, Call call) implements OfCall {}

  /// The resident of a callback has picked up, or a machine has.
  record CallbackReached(Instant at, Call call) implements OfCall {}

  /// Whoever picked up did not say by key that a person is there.
  record CallbackMachine(Instant at, Call call) implements OfCall {}

  /// A callback was put off, as its resident was not reached or it is too late in the day, or takes its
  /// place again. It keeps that.
  record CallbackMoved(Instant at, Call call) implements OfCall {}

  /// Skill groups and agents are these from now on.
  record RoutingChanged(Instant at, Routing routing) implements CentreEvent {}

  /// An agent is no longer there.
  record AgentGone(Instant at, AgentId agent) implements CentreEvent {}

  /// An agent's presence, activity or profile changed.
  record AgentChanged(Instant at, Agent before, Agent agent) implements CentreEvent {}
}
