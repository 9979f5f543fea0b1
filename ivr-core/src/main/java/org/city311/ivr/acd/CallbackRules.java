package org.city311.ivr.acd;

import static org.city311.ivr.acd.CallRules.applied;
import static org.city311.ivr.acd.CallRules.ended;
import static org.city311.ivr.acd.CallRules.ignored;
import static org.city311.ivr.acd.CallRules.otherOffer;

import java.time.Instant;
import java.util.Objects;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Callback;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Termination.Result;

/// What is special in [CallRules] about callbacks. Pure.
final class CallbackRules {
  private CallbackRules() {}

  /// The agent waits, the resident is called.
  static Step<Call> called(Call call, CallState.Offered state, OfferId offer, Instant at) {
    Callback wish = call.callback();
    if (wish == null) {
      return new Step.Rejected<>("the resident of a call that is no callback can't be called");
    }
    if (!offer.equals(state.offer())) {
      return otherOffer(offer);
    }
    if (wish.first() != null) {
      return ignored("its resident is called first");
    }
    return call.isDialled()
        ? ignored("the resident is called already")
        : applied(
            call.withCallback(new CallState.Offered(offer, state.agent(), true), wish.dialled(at)));
  }

  /// The turn of one whose resident is called before any agent is rung has come.
  static Step<Call> calledFirst(Call call, AgentId agent, Instant at) {
    Callback wish = call.callback();
    return wish == null || !wish.isToBeCalledFirst()
        ? new Step.Rejected<>("only the resident of a callback can be called first, once")
        : applied(call.withCallback(new CallState.Calling(agent, false), wish.dialled(at)));
  }

  /// The resident's phone rings, or they are asked whether they are there.
  static Step<Call> calling(Call call, CallState.Calling state, CallInput input, Instant at) {
    Callback wish =
        Objects.requireNonNull(call.callback(), "only residents of callbacks are called");
    Callback heard = state.answered() ? wish : wish.answered();
    return switch (input) {
      case CallInput.ResidentAnswered _ ->
          state.answered()
              ? ignored("it is known already")
              : applied(call.withCallback(new CallState.Calling(state.agent(), true), heard));
      // By the key, to which a machine has no finger, they got into the bridge.
      case CallInput.Parked _ ->
          applied(call.withCallback(new CallState.Waiting(), heard.there(at)));
      case CallInput.HungUp _, CallInput.Missed _ ->
          notReached(state.answered() ? call.withCallback(state, wish.machine()) : call, at);
      case CallInput.GivenUp given -> givenUp(call, given.reason(), at);
      case CallInput.Reached reached -> applied(call.withReach(reached.reach()));
      case CallInput.OfOffer _, CallInput.ResidentCalled _ -> ignored("the offer is over");
      case CallInput.Resumed _ -> ignored("its resident is called already");
      case CallInput.Moved moved -> CallRules.applied(call.movedTo(moved.demand()));
      case CallInput.OfAgent _,
          CallInput.OfFlow _,
          CallInput.Announced _,
          CallInput.TakenOut _,
          CallInput.OfTreatment _,
          CallInput.OfferMade _,
          CallInput.CalledFirst _,
          CallInput.Postponed _ ->
          CallRules.rejected(call, input);
    };
  }

  static Step<Call> answered(Call call) {
    Callback wish = call.callback();
    return wish == null || wish.dialled() == null
        ? ignored("nobody is on its line")
        : applied(call.withCallback(call.state(), wish.answered()));
  }

  /// The resident is not on the line, and was not talked with.
  static Step<Call> notReached(Call call, Instant at) {
    Callback wish = call.callback();
    if (wish == null || (wish.dialled() == null && !wish.isThere())) {
      return ignored("nobody is on its line");
    }
    return wish.tries() >= wish.most()
        ? ended(call, Result.CALLBACK_EXPIRED, Reason.NOT_REACHED, at)
        : applied(
            call.withCallback(new CallState.Postponed(at.plus(wish.pause())), wish.offLine()));
  }

  /// The agent did not wait for the resident, whose phone may ring still: once more in a moment.
  static Step<Call> agentLeft(Call call, Callback wish, Instant at) {
    return applied(
        call.withCallback(
            new CallState.Postponed(at.plus(CallbackTerms.LEAST_PAUSE)), wish.offLine()));
  }

  static Step<Call> postponed(Call call, Instant until) {
    return call.isOnTheLine()
        ? new Step.Rejected<>("a resident who is on the line can't be put off")
        : applied(call.withState(new CallState.Postponed(until)));
  }

  static Step<Call> givenUp(Call call, Reason reason, Instant at) {
    if (call.callback() == null) {
      return new Step.Rejected<>("a call that is no callback can't be given up");
    }
    return ended(
        call,
        reason == Reason.CANCELLED_BY_RESIDENT
            ? Result.CALLBACK_CANCELLED
            : Result.CALLBACK_EXPIRED,
        reason,
        at);
  }
}
