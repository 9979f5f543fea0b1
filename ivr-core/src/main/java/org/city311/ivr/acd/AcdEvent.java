package org.city311.ivr.acd;

import java.time.Duration;
import java.time.Instant;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.Consult;
import org.city311.ivr.agent.ConsultId;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.routing.Routing;
import org.jspecify.annotations.Nullable;

/// What the ACD is told: by flows, by the switch, by agents, by its own timers.
public sealed interface AcdEvent {

  /// A call reached a flow and was answered by the IVR.
  record CallArrived(CallId call, String ani, String dnis, String channel) implements AcdEvent {}

  /// Something happened to a call alone.
  record ForCall(CallId call, CallInput input) implements AcdEvent {}

  /// A resident who waits, or for whom nobody is there, wants to be called back, and leaves the line. Said
  /// again, it changes nothing.
  ///
  /// @param asker the call as it was when it asked: by now it may be over and forgotten
  /// @param number what is to be dialled
  /// @param later null for as soon as it is its turn
  record CallbackAsked(Call asker, String number, @Nullable Later later) implements AcdEvent {
    public CallbackAsked(Call asker, String number) {
      this(asker, number, null);
    }
  }

  /// For whom nobody is there at the moment.
  ///
  /// @param demand what the call asks for, if it has not asked for a person before
  /// @param from when the resident may be called
  record Later(Demand demand, Instant from) {}

  /// A resident who waits has pressed the key that asks to be called back instead.
  record CallbackKey(CallId call) implements AcdEvent {}

  /// The agent who took a callback has heard what it is about, and waits for the resident.
  record AgentWaits(OfferId offer) implements AcdEvent {}

  /// The agent picked up; the whisper begins.
  record OfferAnswered(OfferId offer) implements AcdEvent {}

  /// Resident and agent hear each other.
  record OfferConnected(OfferId offer) implements AcdEvent {}

  /// The agent put the resident on hold, or took them back.
  record OfferHeld(OfferId offer, boolean held) implements AcdEvent {}

  /// The agent's channel is gone, or never came to be.
  ///
  /// @param failure what it means if nobody had talked yet
  record OfferOver(OfferId offer, OfferFailure failure) implements AcdEvent {}

  /// An agent wants to be ready, not ready, or signed out.
  record PresenceSet(AgentId agent, Presence presence) implements AcdEvent {}

  /// An agent needs more time to wrap up, or, where it is negative, less.
  record WrapUpExtended(AgentId agent, Duration more) implements AcdEvent {}

  /// An agent's phone dials a colleague's extension. Nothing comes of it where
  /// [org.city311.ivr.agent.Consult#obstacle] has an answer.
  record ConsultAsked(ConsultId consult, AgentId from, AgentId to) implements AcdEvent {}

  /// The channel by which a colleague was dialled is gone.
  record ConsultEnded(ConsultId consult) implements AcdEvent {}

  /// An agent wants something done in a call. Nothing comes of it where [Permits] has an objection.
  ///
  /// @param call the one that is meant
  record ActAsked(AgentId agent, CallId call, CallAct act) implements AcdEvent {}

  /// A supervisor wants a waiting call to be served by others, or before others.
  ///
  /// @param group null for the one it waits for
  /// @param front whether it goes before all others of its group
  record MoveAsked(CallId call, @Nullable SkillGroupId group, boolean front) implements AcdEvent {}

  /// A supervisor wants to hear an agent's talk, or be heard in it. Nothing comes of it where
  /// [Monitors#refusal] has an objection.
  ///
  /// @param agent whose talk; null: to hear it no more
  record MonitorAsked(AgentId supervisor, @Nullable AgentId agent, Consult.Mode mode)
      implements AcdEvent {}

  /// A supervisor who monitors a talk wants the resident.
  record TakeOverAsked(AgentId supervisor, CallId call) implements AcdEvent {}

  /// Somebody has a message to all who are at work.
  ///
  /// @param from who, for people to read
  record NoticeGiven(String from, String text) implements AcdEvent {}

  /// Skill groups and agents are these from now on. Callers in the queue keep their places.
  ///
  /// @param from what was changed: if the routing is another by now, this comes too late and
  ///   changes nothing; null to change whatever there is
  record RoutingChanged(@Nullable Routing from, Routing routing) implements AcdEvent {
    public RoutingChanged(Routing routing) {
      this(null, routing);
    }
  }

  /// A phone registered, or went away.
  ///
  /// @param phone the SIP account
  record PhoneSeen(String phone, boolean reachable) implements AcdEvent {}

  /// The page that was a phone has gone without having ended its call.
  ///
  /// @param phone the SIP account
  record PhoneLost(String phone) implements AcdEvent {}

  /// A timer asked for by [AcdCommand.Wake] is due.
  record TimerFired(AcdTimer timer) implements AcdEvent {}

  /// The link to the switch is down: nothing can be offered.
  record SwitchLost() implements AcdEvent {}

  /// The link is up, and this is what is really there.
  ///
  /// @param asOf when the switch was asked: what is younger is not judged
  record SwitchSeen(Instant asOf, SwitchView view) implements AcdEvent {}

  /// The call's record is safe.
  record RecordConfirmed(CallId call) implements AcdEvent {}
}
