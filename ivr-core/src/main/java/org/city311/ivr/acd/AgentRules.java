package org.city311.ivr.acd;

import java.time.Instant;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.agent.Presence.NotReady;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.event.OfferFailure;
import org.jspecify.annotations.Nullable;

/// The state machine of one agent: one switch per activity, exhaustive over the inputs. Pure.
///
/// Presence is the agent's wish and can change in any activity; it shows once the agent is idle. A consult
/// goes on beside the activity, and shows before it.
final class AgentRules {
  private AgentRules() {}

  static Step<Agent> next(Agent agent, AgentInput input, Instant at) {
    return switch (agent.activity()) {
      case Activity.Idle _ -> idle(agent, input, at);
      case Activity.Offered doing -> offered(agent, doing, input, at);
      case Activity.Talking doing -> talking(agent, doing, input, at);
      case Activity.WrapUp doing -> wrapUp(agent, doing, input, at);
    };
  }

  private static Step<Agent> idle(Agent agent, AgentInput input, Instant at) {
    return switch (input) {
      case AgentInput.SetPresence set -> applied(agent.withPresence(set.presence(), at));
      case AgentInput.OfferMade made ->
          agent.canTakeCall()
              ? applied(agent.offered(new Activity.Offered(made.offer(), made.call()), at))
              : rejected(agent, input);
      case AgentInput.PhoneUnreachable _ -> phoneLost(agent, at);
      case AgentInput.PhoneReachable _ -> phoneBack(agent, at);
      case AgentInput.OfferFailed _ -> ignored("the offer is over");
      case AgentInput.Connected _ -> ignored("the offer is over");
      case AgentInput.TalkEnded _ -> ignored("the talk is over");
      case AgentInput.WrapUpOver _ -> ignored("the wrap-up is over");
      case AgentInput.Held _, AgentInput.Placed _ -> ignored("the talk is over");
      case AgentInput.TookOver took -> tookOver(agent, took, at);
      case AgentInput.ConsultTurned turned -> consultTurned(agent, turned, at);
      case AgentInput.WrapUpExtended _ -> ignored("the wrap-up is over");
      case AgentInput.ConsultBegan began -> consultBegan(agent, began, at);
      case AgentInput.ConsultEnded ended -> consultEnded(agent, ended, at);
    };
  }

  private static Step<Agent> offered(
      Agent agent, Activity.Offered doing, AgentInput input, Instant at) {
    return switch (input) {
      case AgentInput.SetPresence set -> applied(agent.withPresence(set.presence(), at));
      case AgentInput.Connected connected ->
          !connected.offer().equals(doing.offer())
              ? otherOffer(connected.offer())
              : applied(
                  agent.talking(new Activity.Talking(doing.offer(), doing.call(), false), at));
      case AgentInput.OfferFailed failed ->
          !failed.offer().equals(doing.offer())
              ? otherOffer(failed.offer())
              : offerFailed(agent, failed, at);
      case AgentInput.PhoneReachable _ -> ignored("its call tells");
      case AgentInput.PhoneUnreachable _ -> ignored("its call tells");
      case AgentInput.TalkEnded _ -> ignored("no talk to end");
      case AgentInput.WrapUpOver _ -> ignored("the wrap-up is over");
      case AgentInput.OfferMade _ -> rejected(agent, input);
      case AgentInput.Held _, AgentInput.Placed _ -> ignored("no talk to hold");
      case AgentInput.TookOver _ -> rejected(agent, input);
      case AgentInput.ConsultTurned turned -> consultTurned(agent, turned, at);
      case AgentInput.WrapUpExtended _ -> ignored("the wrap-up is over");
      case AgentInput.ConsultBegan _ -> rejected(agent, input);
      case AgentInput.ConsultEnded ended -> consultEnded(agent, ended, at);
    };
  }

  private static Step<Agent> talking(
      Agent agent, Activity.Talking doing, AgentInput input, Instant at) {
    return switch (input) {
      case AgentInput.SetPresence set -> applied(agent.withPresence(set.presence(), at));
      case AgentInput.TalkEnded ended ->
          !ended.offer().equals(doing.offer())
              ? otherOffer(ended.offer())
              : applied(
                  agent.withActivity(
                      ended.wrapUp().isZero()
                          ? new Activity.Idle()
                          : new Activity.WrapUp(doing.call(), at.plus(ended.wrapUp())),
                      at));
      case AgentInput.Connected _ -> ignored("they talk already");
      case AgentInput.OfferFailed _ -> ignored("they talk already");
      case AgentInput.PhoneReachable _ -> ignored("its call tells");
      case AgentInput.PhoneUnreachable _ -> ignored("its call tells");
      case AgentInput.WrapUpOver _ -> ignored("the wrap-up is over");
      case AgentInput.OfferMade _ -> rejected(agent, input);
      case AgentInput.Held held ->
          !held.offer().equals(doing.offer())
              ? otherOffer(held.offer())
              : doing.hold() == Activity.Hold.BY_SWITCH
                  ? ignored("the switch holds them already")
                  : applied(
                      agent.withActivity(
                          new Activity.Talking(doing.offer(), doing.call(), held.held()), at));
      case AgentInput.Placed placed ->
          !placed.offer().equals(doing.offer())
              ? otherOffer(placed.offer())
              : applied(
                  agent.withActivity(
                      new Activity.Talking(
                          doing.offer(),
                          doing.call(),
                          placed.held() ? Activity.Hold.BY_SWITCH : null),
                      at));
      case AgentInput.TookOver took ->
          took.leg().equals(doing.offer())
              ? ignored("it is theirs already")
              : rejected(agent, input);
      case AgentInput.ConsultTurned turned -> consultTurned(agent, turned, at);
      case AgentInput.WrapUpExtended _ -> ignored("no wrap-up yet");
      case AgentInput.ConsultBegan began -> consultBegan(agent, began, at);
      case AgentInput.ConsultEnded ended -> consultEnded(agent, ended, at);
    };
  }

  private static Step<Agent> wrapUp(
      Agent agent, Activity.WrapUp doing, AgentInput input, Instant at) {
    return switch (input) {
      // A wish for ready, given while wrapping up, is the agent saying "I am done".
      case AgentInput.SetPresence set ->
          applied(
              set.presence() instanceof Presence.Ready
                  ? agent.withPresence(set.presence(), at).withActivity(new Activity.Idle(), at)
                  : agent.withPresence(set.presence(), at));
      case AgentInput.WrapUpOver over ->
          !over.call().equals(doing.call())
              ? ignored("that wrap-up is over")
              : at.isBefore(doing.until())
                  ? ignored("it lasts still")
                  : applied(agent.withActivity(new Activity.Idle(), at));
      case AgentInput.PhoneReachable _ -> phoneBack(agent, at);
      case AgentInput.PhoneUnreachable _ -> phoneLost(agent, at);
      case AgentInput.Connected _ -> ignored("the offer is over");
      case AgentInput.OfferFailed _ -> ignored("the offer is over");
      case AgentInput.TalkEnded _ -> ignored("the talk is over");
      case AgentInput.OfferMade _ -> rejected(agent, input);
      case AgentInput.Held _, AgentInput.Placed _ -> ignored("the talk is over");
      case AgentInput.TookOver took -> tookOver(agent, took, at);
      case AgentInput.ConsultTurned turned -> consultTurned(agent, turned, at);
      case AgentInput.WrapUpExtended extended ->
          applied(
              agent.withActivity(
                  new Activity.WrapUp(
                      doing.call(), earlier(doing.until().plus(extended.more()), latest(agent))),
                  at));
      case AgentInput.ConsultBegan began -> consultBegan(agent, began, at);
      case AgentInput.ConsultEnded ended -> consultEnded(agent, ended, at);
    };
  }

  private static Instant latest(Agent agent) {
    return agent.since().plus(AcdSettings.MAX_WRAP_UP);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /// One who misses a call stays ready, at the end of the line, until it happens too often.
  private static Step<Agent> offerFailed(Agent agent, AgentInput.OfferFailed failed, Instant at) {
    if (failed.failure() != OfferFailure.NO_ANSWER) {
      return consequence(agent.withOfferWithdrawn(at), failed.failure(), at);
    }
    Agent missed = agent.missed(failed.maxMisses(), at);
    return agent.tally().misses() + 1 < failed.maxMisses()
        ? applied(missed)
        : consequence(missed, failed.failure(), at);
  }

  /// What a failed offer does to an agent who still wants calls: one who can't take them is not
  /// offered the next one at once.
  private static Step<Agent> consequence(Agent agent, OfferFailure failure, Instant at) {
    String reason = notReadyReason(failure);
    return applied(
        reason != null && agent.presence() instanceof Presence.Ready
            ? agent.withPresence(new NotReady(reason, false), at)
            : agent);
  }

  private static @Nullable String notReadyReason(OfferFailure failure) {
    return switch (failure) {
      case NO_ANSWER -> NotReady.RING_NO_ANSWER;
      case DECLINED, HUNG_UP_DURING_WHISPER -> NotReady.DECLINED;
      case PHONE_UNREACHABLE -> NotReady.PHONE_UNREACHABLE;
      case CALLER_LEFT, SWITCH_FAILED -> null;
    };
  }

  private static Step<Agent> phoneLost(Agent agent, Instant at) {
    return agent.presence() instanceof Presence.Ready
        ? consequence(agent, OfferFailure.PHONE_UNREACHABLE, at)
        : ignored("it wants no calls");
  }

  private static Step<Agent> phoneBack(Agent agent, Instant at) {
    return agent.presence() instanceof NotReady notReady
            && notReady.reason().equals(NotReady.PHONE_UNREACHABLE)
        ? applied(agent.withPresence(new Presence.Ready(), at))
        : ignored("it was not missed");
  }

  private static Step<Agent> consultBegan(Agent agent, AgentInput.ConsultBegan began, Instant at) {
    return agent.consult() != null || agent.presence() instanceof Presence.SignedOut
        ? rejected(agent, began)
        : applied(agent.withConsult(began.consult(), at));
  }

  private static Step<Agent> consultEnded(Agent agent, AgentInput.ConsultEnded ended, Instant at) {
    return agent.consult() != null && agent.consult().id().equals(ended.consult())
        ? applied(agent.withConsult(null, at))
        : ignored("that consult is over");
  }

  private static Step<Agent> consultTurned(
      Agent agent, AgentInput.ConsultTurned turned, Instant at) {
    return agent.consult() != null && agent.consult().id().equals(turned.consult().id())
        ? applied(agent.withConsult(turned.consult(), at))
        : ignored("that consult is over");
  }

  private static Step<Agent> tookOver(Agent agent, AgentInput.TookOver took, Instant at) {
    return applied(agent.talking(new Activity.Talking(took.leg(), took.call(), false), at));
  }

  private static Step<Agent> applied(Agent next) {
    return new Step.Applied<>(next);
  }

  private static Step<Agent> ignored(String reason) {
    return new Step.Ignored<>(reason);
  }

  private static Step<Agent> otherOffer(OfferId offer) {
    return new Step.Ignored<>(offer + " is not the present offer");
  }

  private static Step<Agent> rejected(Agent agent, AgentInput input) {
    return new Step.Rejected<>(
        input.getClass().getSimpleName()
            + " can't happen to an agent who is "
            + agent.activity().getClass().getSimpleName());
  }
}
