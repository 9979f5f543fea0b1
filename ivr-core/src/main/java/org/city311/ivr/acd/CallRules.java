package org.city311.ivr.acd;

import java.time.Duration;
import java.time.Instant;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Callback;
import org.city311.ivr.call.Journey;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.Termination;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Termination.Result;
import org.city311.ivr.call.Treatment;
import org.jspecify.annotations.Nullable;

/// The state machine of one call: one switch per state, exhaustive over the inputs. Pure.
final class CallRules {
  /// Two ends of a talk that are no further apart than this are one.
  private static final Duration TOGETHER = Duration.ofMillis(300);

  private static final String NOBODY = "nobody is on its line";

  private CallRules() {}

  static Step<Call> next(Call call, CallInput input, Instant at) {
    return switch (call.state()) {
      case CallState.InFlow _ -> inFlow(call, input, at);
      case CallState.Entering _ -> entering(call, input, at);
      case CallState.Waiting _ -> waiting(call, input, at);
      case CallState.Offered state -> offered(call, state, input, at);
      case CallState.Treated state -> treated(call, state, input, at);
      case CallState.Postponed _ -> postponed(call, input, at);
      case CallState.Calling state -> CallbackRules.calling(call, state, input, at);
      case CallState.Talking state -> talking(call, state, input, at);
      case CallState.Outside state -> outside(call, state, input, at);
      case CallState.Leaving _ -> leaving(call, input, at);
      case CallState.Ended _ -> new Step.Ignored<>("the call has ended");
    };
  }

  private static Step<Call> inFlow(Call call, CallInput input, Instant at) {
    return switch (input) {
      case CallInput.ReachedStep reached -> applied(at(call, reached));
      case CallInput.ChoseLanguage chose -> applied(call.withLanguage(chose.language(), at));
      case CallInput.AskedForPerson asked -> applied(call.queuedFor(asked.demand(), at));
      case CallInput.FlowEnded _ -> applied(call.withState(new CallState.Leaving()));
      case CallInput.HungUp _ -> ended(call, Result.LEFT_IN_IVR, Reason.HUNG_UP_IN_FLOW, at);
      case CallInput.Missed missed -> ended(call, Result.LEFT_IN_IVR, missed.reason(), at);
      case CallInput.Parked _ -> ignored("its wish is on its way");
      case CallInput.AnsweredSurvey _,
          CallInput.Reached _,
          CallInput.Announced _,
          CallInput.TakenOut _,
          CallInput.OfferMade _,
          CallInput.OfAgent _,
          CallInput.Moved _,
          CallInput.OfOffer _,
          CallInput.OfTreatment _,
          CallInput.OfCallback _ ->
          rejected(call, input);
    };
  }

  private static Step<Call> entering(Call call, CallInput input, Instant at) {
    return switch (input) {
      case CallInput.Announced announced -> applied(call.told(announced.told()));
      case CallInput.Parked _ -> applied(call.withState(new CallState.Waiting()));
      case CallInput.HungUp _ -> ended(call, Result.ABANDONED, Reason.HUNG_UP_WAITING, at);
      case CallInput.Missed missed -> missedWhileQueued(call, missed, at);
      case CallInput.Reached reached -> applied(call.withReach(reached.reach()));
      // Its flow goes on after the server that had it taken out has died.
      case CallInput.TakenOut out -> takenOut(call, out, at);
      case CallInput.AskedForPerson _ -> ignored("it has its place already");
      case CallInput.OfferFailed _ -> ignored("the offer is over");
      case CallInput.OfTreatment _ -> ignored("it is back in the queue");
      // The talk's end comes late where it was ended by sending the resident on.
      case CallInput.AgentLeft _ -> ignored("it was sent on");
      case CallInput.Moved moved -> applied(call.movedTo(moved.demand()));
      case CallInput.OfAgent _ -> ignored("it was sent on already");
      case CallInput.OfFlow _, CallInput.OfferMade _, CallInput.OfOffer _, CallInput.OfCallback _ ->
          rejected(call, input);
    };
  }

  private static Step<Call> waiting(Call call, CallInput input, Instant at) {
    return switch (input) {
      case CallInput.Announced _ when !call.isOnTheLine() -> rejected(call, input);
      case CallInput.Announced announced -> applied(call.told(announced.told()));
      case CallInput.OfferMade _ when isToBeCalledFirst(call) -> rejected(call, input);
      case CallInput.OfferMade made -> applied(call.offeredTo(made.offer(), made.agent(), at));
      case CallInput.HungUp _ when !call.isOnTheLine() -> ignored(NOBODY);
      case CallInput.HungUp _ -> abandoned(call, Reason.HUNG_UP_WAITING, at);
      case CallInput.Missed _ when !call.isOnTheLine() -> ignored(NOBODY);
      case CallInput.Missed missed -> missedWhileQueued(call, missed, at);
      case CallInput.Reached reached -> applied(call.withReach(reached.reach()));
      case CallInput.TakenOut _ when call.callback() != null -> rejected(call, input);
      case CallInput.TakenOut out -> takenOut(call, out, at);
      case CallInput.Parked _ -> ignored("it waits already");
      case CallInput.AskedForPerson _ -> ignored("it has its place already");
      case CallInput.OfOffer _ -> ignored("the offer is over");
      case CallInput.OfTreatment _ -> ignored("it is back in the queue");
      case CallInput.ResidentCalled _ -> ignored("the offer is over");
      case CallInput.CalledFirst called -> CallbackRules.calledFirst(call, called.agent(), at);
      case CallInput.ResidentAnswered _ -> ignored(NOBODY);
      case CallInput.Postponed postponed -> CallbackRules.postponed(call, postponed.until());
      case CallInput.Resumed _ -> ignored("it waits already");
      case CallInput.GivenUp given -> CallbackRules.givenUp(call, given.reason(), at);
      case CallInput.Moved moved -> applied(call.movedTo(moved.demand()));
      case CallInput.OfAgent _ -> ignored("it was sent on already");
      case CallInput.OfFlow _ -> rejected(call, input);
    };
  }

  private static boolean isToBeCalledFirst(Call call) {
    return call.callback() != null && call.callback().isToBeCalledFirst();
  }

  private static Step<Call> offered(
      Call call, CallState.Offered state, CallInput input, Instant at) {
    return switch (input) {
      case CallInput.Announced _ when !call.isOnTheLine() -> rejected(call, input);
      case CallInput.Announced announced -> applied(call.told(announced.told()));
      case CallInput.OfOffer of when !of.offer().equals(state.offer()) -> otherOffer(of.offer());
      case CallInput.AgentPickedUp _ ->
          applied(call.withState(new CallState.Offered(state.offer(), state.agent(), true)));
      case CallInput.Connected _ ->
          applied(
              call.with(
                  new CallState.Talking(state.offer(), state.agent()), call.times().answered(at)));
      case CallInput.OfferFailed _, CallInput.AgentLeft _ -> backToQueue(call, at);
      case CallInput.HungUp _ when !call.isOnTheLine() -> CallbackRules.notReached(call, at);
      case CallInput.HungUp _ ->
          abandoned(
              call,
              state.answered() ? Reason.HUNG_UP_DURING_WHISPER : Reason.HUNG_UP_WHILE_RINGING,
              at);
      case CallInput.Missed _ when !call.isOnTheLine() -> CallbackRules.notReached(call, at);
      case CallInput.Missed missed -> missedWhileQueued(call, missed, at);
      case CallInput.Reached reached -> applied(call.withReach(reached.reach()));
      case CallInput.Parked _ -> ignored("it waits already");
      case CallInput.AskedForPerson _ -> ignored("it has its place already");
      case CallInput.OfTreatment _ -> ignored("it is back in the queue");
      case CallInput.ResidentCalled called -> CallbackRules.called(call, state, called.offer(), at);
      case CallInput.ResidentAnswered _ -> CallbackRules.answered(call);
      case CallInput.Resumed _ -> ignored("it is offered already");
      case CallInput.GivenUp given -> CallbackRules.givenUp(call, given.reason(), at);
      case CallInput.Moved _ -> ignored("a phone rings for it");
      case CallInput.OfAgent _ -> ignored("nobody talks with it yet");
      case CallInput.OfFlow _,
          CallInput.OfferMade _,
          CallInput.TakenOut _,
          CallInput.CalledFirst _,
          CallInput.Postponed _ ->
          rejected(call, input);
    };
  }

  private static Step<Call> treated(
      Call call, CallState.Treated state, CallInput input, Instant at) {
    return switch (input) {
      case CallInput.Announced announced -> applied(call.told(announced.told()));
      case CallInput.Parked _ ->
          state.gone() ? ignored("it has gone") : applied(call.withState(new CallState.Waiting()));
      case CallInput.TreatmentEnded ended -> treatmentEnded(call, state, ended.outcome(), at);
      case CallInput.TreatmentUnheard _ -> gone(call, state, at);
      case CallInput.HungUp _ -> left(call, state, at);
      case CallInput.Missed missed ->
          missed.reason() == Reason.SWITCH_FAILED && !state.gone()
              ? missedWhileQueued(call, missed, at)
              : left(call, state, at);
      case CallInput.Reached reached -> applied(call.withReach(reached.reach()));
      case CallInput.ReachedStep reached -> applied(at(call, reached));
      case CallInput.AskedForPerson _ -> ignored("it has its place already");
      case CallInput.OfOffer _ -> ignored("the offer is over");
      case CallInput.TakenOut _ -> ignored("it is taken out already");
      case CallInput.Moved moved -> applied(call.movedTo(moved.demand()));
      case CallInput.OfAgent _ -> ignored("nobody talks with it");
      case CallInput.OfFlow _, CallInput.OfferMade _, CallInput.OfCallback _ ->
          rejected(call, input);
    };
  }

  private static Step<Call> treatmentEnded(
      Call call, CallState.Treated state, CallInput.Outcome outcome, Instant at) {
    return switch (outcome) {
      case LEFT_A_MESSAGE -> ended(call, Result.OVERFLOWED, Reason.LEFT_A_MESSAGE, at);
      case ASKED_TO_BE_CALLED_BACK ->
          ended(call, Result.CALLED_BACK, Reason.ASKED_TO_BE_CALLED_BACK, at);
      case TOLD -> ended(call, Result.OVERFLOWED, told(state.treatment()), at);
      case NOTHING -> gone(call, state, at);
    };
  }

  private static boolean isOnlyTold(Treatment treatment) {
    return treatment == Treatment.FULL || treatment == Treatment.CLOSED;
  }

  private static Reason told(Treatment treatment) {
    return treatment == Treatment.CLOSED ? Reason.TOLD_CLOSED : Reason.TOLD_FULL;
  }

  /// A caller who hangs up after the message is the usual case: the flow tells what was left.
  private static Step<Call> left(Call call, CallState.Treated state, Instant at) {
    if (isOnlyTold(state.treatment())) {
      return gone(call, state, at);
    }
    return state.gone()
        ? ignored("its flow is waited for already")
        : applied(call.withState(new CallState.Treated(state.treatment(), at, true)));
  }

  private static Step<Call> gone(Call call, CallState.Treated state, Instant at) {
    return isOnlyTold(state.treatment())
        ? ended(call, Result.OVERFLOWED, told(state.treatment()), at)
        : ended(call, Result.ABANDONED, Reason.HUNG_UP_IN_OVERFLOW, at);
  }

  private static Step<Call> talking(
      Call call, CallState.Talking state, CallInput input, Instant at) {
    return switch (input) {
      case CallInput.AgentLeft left ->
          !left.offer().equals(state.offer())
              ? otherOffer(left.offer())
              : applied(call.with(new CallState.Leaving(), call.times().talkEnded(at)));
      case CallInput.HungUp _ -> ended(call, Result.ANSWERED, Reason.CALLER_HUNG_UP, at);
      case CallInput.Missed missed -> ended(call, Result.ANSWERED, missed.reason(), at);
      case CallInput.ResidentAnswered _ -> CallbackRules.answered(call);
      // The switch tells of the end of the talk, and may be slower.
      case CallInput.AnsweredSurvey answer -> answered(call, answer);
      case CallInput.Announced _, CallInput.Reached _ -> ignored("an agent has it already");
      case CallInput.OfOffer _,
          CallInput.ResidentCalled _,
          CallInput.Resumed _,
          CallInput.GivenUp _ ->
          ignored("they talk already");
      case CallInput.OfTreatment _ -> ignored("it is no longer treated");
      case CallInput.Transferred sent -> applied(call.transferredFor(sent.demand(), at));
      case CallInput.AgentLost lost -> applied(call.transferredFor(lost.demand(), at));
      case CallInput.PutThrough to ->
          applied(call.with(new CallState.Outside(to.line(), at), call.times().talkEnded(at)));
      case CallInput.HandedOver over -> applied(call.handedTo(over.leg(), over.to()));
      case CallInput.Moved _ -> ignored("an agent has it already");
      // On hold they wait in a bridge as well.
      case CallInput.Parked _ -> ignored("an agent has put them there");
      case CallInput.OfFlow _,
          CallInput.TakenOut _,
          CallInput.OfferMade _,
          CallInput.CalledFirst _,
          CallInput.Postponed _ ->
          rejected(call, input);
    };
  }

  private static Call at(Call call, CallInput.ReachedStep reached) {
    Call there = call.atStep(reached.step(), reached.menus());
    return reached.key() == null
        ? there
        : there.pressed(new Journey.Press(reached.step(), reached.key()));
  }

  private static Step<Call> postponed(Call call, CallInput input, Instant at) {
    return switch (input) {
      case CallInput.Resumed _ -> applied(call.withState(new CallState.Waiting()));
      case CallInput.Postponed postponed -> CallbackRules.postponed(call, postponed.until());
      case CallInput.GivenUp given -> CallbackRules.givenUp(call, given.reason(), at);
      case CallInput.Reached reached -> applied(call.withReach(reached.reach()));
      // One who was called first may come too late into the waiting bridge.
      case CallInput.HungUp _,
          CallInput.Missed _,
          CallInput.Parked _,
          CallInput.ResidentAnswered _ ->
          ignored(NOBODY);
      case CallInput.OfOffer _, CallInput.ResidentCalled _ -> ignored("the offer is over");
      case CallInput.Moved moved -> applied(call.movedTo(moved.demand()));
      case CallInput.OfAgent _,
          CallInput.OfFlow _,
          CallInput.Announced _,
          CallInput.TakenOut _,
          CallInput.OfferMade _,
          CallInput.CalledFirst _,
          CallInput.OfTreatment _ ->
          rejected(call, input);
    };
  }

  private static Step<Call> leaving(Call call, CallInput input, Instant at) {
    boolean talked = call.times().answered() != null;
    Instant talkEnded = call.times().talkEnded();
    return switch (input) {
      case CallInput.HungUp _ ->
          talked
              ? ended(call, Result.ANSWERED, whoHungUp(talkEnded, at), at)
              : ended(call, Result.LEFT_IN_IVR, Reason.ENDED_BY_FLOW, at);
      case CallInput.Missed missed ->
          ended(call, talked ? Result.ANSWERED : Result.LEFT_IN_IVR, missed.reason(), at);
      case CallInput.FlowEnded _ -> ignored("it is leaving already");
      case CallInput.AnsweredSurvey answer when talked -> answered(call, answer);
      case CallInput.OfFlow _ when talked -> rejected(call, input);
      case CallInput.Parked _ when talked -> rejected(call, input);
      // A server that died before the goodbye: another has begun the flow anew.
      case CallInput.ReachedStep reached ->
          applied(at(call.withState(new CallState.InFlow()), reached));
      case CallInput.ChoseLanguage chose ->
          applied(call.withState(new CallState.InFlow()).withLanguage(chose.language(), at));
      case CallInput.AskedForPerson asked -> applied(call.queuedFor(asked.demand(), at));
      case CallInput.Parked _ -> ignored("its wish is on its way");
      case CallInput.Announced _ -> ignored("it no longer waits");
      case CallInput.Reached _ -> ignored("an agent has it already");
      case CallInput.AgentLeft _ -> ignored("the agent has left already");
      case CallInput.Moved _ -> ignored("it no longer waits");
      case CallInput.OfAgent _ -> ignored("the agent has left already");
      case CallInput.CalledFirst _ -> rejected(call, input);
      case CallInput.OfOffer _, CallInput.OfCallback _ -> ignored("the talk is over");
      case CallInput.OfTreatment _ -> ignored("it is no longer treated");
      case CallInput.AnsweredSurvey _, CallInput.OfferMade _, CallInput.TakenOut _ ->
          rejected(call, input);
    };
  }

  private static Step<Call> outside(
      Call call, CallState.Outside state, CallInput input, Instant at) {
    return switch (input) {
      case CallInput.HungUp _ -> ended(call, Result.ANSWERED, Reason.TRANSFERRED, at);
      case CallInput.Missed missed -> ended(call, Result.ANSWERED, missed.reason(), at);
      // Nobody was there.
      case CallInput.Parked _ -> applied(call.withState(new CallState.Waiting()));
      case CallInput.AnsweredSurvey answer -> answered(call, answer);
      case CallInput.FlowEnded _ -> ignored("it is leaving already");
      case CallInput.OfOffer _, CallInput.OfCallback _ -> ignored("the talk is over");
      case CallInput.OfAgent _ -> ignored("it was given to " + state.line() + " already");
      case CallInput.OfTreatment _ -> ignored("it is no longer treated");
      case CallInput.Announced _, CallInput.Reached _, CallInput.Moved _ ->
          ignored("it no longer waits");
      case CallInput.OfFlow _, CallInput.TakenOut _, CallInput.OfferMade _ -> rejected(call, input);
    };
  }

  /// When a caller hangs up, the switch ends both channels at once, and tells of them in any order.
  /// A caller whose agent hung up hears a goodbye, and nobody is that quick.
  private static Reason whoHungUp(@Nullable Instant talkEnded, Instant at) {
    return talkEnded != null && at.isBefore(talkEnded.plus(TOGETHER))
        ? Reason.CALLER_HUNG_UP
        : Reason.AGENT_HUNG_UP;
  }

  private static Step<Call> backToQueue(Call call, Instant at) {
    Callback wish = call.callback();
    return wish != null && wish.dialled() != null
        ? CallbackRules.agentLeft(call, wish, at)
        : applied(call.withState(new CallState.Waiting()));
  }

  private static Step<Call> takenOut(Call call, CallInput.TakenOut out, Instant at) {
    return applied(call.withState(new CallState.Treated(out.treatment(), at, false)));
  }

  /// Hung up before an agent was there. A resident who was called back has given up.
  private static Step<Call> abandoned(Call call, Reason reason, Instant at) {
    return ended(call, call.isThere() ? Result.CALLBACK_GAVE_UP : Result.ABANDONED, reason, at);
  }

  /// A caller whose hang-up went unseen has abandoned; one whom the switch dropped is lost by us, or, as a
  /// resident who was called back, called again.
  private static Step<Call> missedWhileQueued(Call call, CallInput.Missed missed, Instant at) {
    if (call.isThere()) {
      return missed.reason() == Reason.SWITCH_FAILED
          ? CallbackRules.notReached(call, at)
          : abandoned(call, missed.reason(), at);
    }
    Result result = missed.reason() == Reason.SWITCH_FAILED ? Result.LOST : Result.ABANDONED;
    return ended(call, result, missed.reason(), at);
  }

  static Step<Call> ended(Call call, Result result, Reason reason, Instant at) {
    var times = call.times();
    // Who talked with one agent, and was sent on by them, has been answered whatever comes after.
    boolean talked = result == Result.ANSWERED || times.answered() != null;
    Result what =
        !talked ? result : call.callback() == null ? Result.ANSWERED : Result.CALLBACK_CONNECTED;
    boolean talkOpen = times.answered() != null && times.talkEnded() == null;
    return applied(
        call.with(
            new CallState.Ended(new Termination(what, reason)),
            (talkOpen ? times.talkEnded(at) : times).ended(at)));
  }

  private static Step<Call> answered(Call call, CallInput.AnsweredSurvey answer) {
    return applied(call.answered(answer.question(), answer.key()));
  }

  static Step<Call> applied(Call next) {
    return new Step.Applied<>(next);
  }

  static Step<Call> ignored(String reason) {
    return new Step.Ignored<>(reason);
  }

  static Step<Call> otherOffer(OfferId offer) {
    return new Step.Ignored<>(offer + " is not its present offer");
  }

  static Step<Call> rejected(Call call, CallInput input) {
    return new Step.Rejected<>(
        input.getClass().getSimpleName()
            + " can't happen to a call that is "
            + call.state().getClass().getSimpleName());
  }
}
