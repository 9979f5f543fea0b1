package org.city311.ivr.acd;

import static org.city311.ivr.acd.CallRules.applied;
import static org.city311.ivr.acd.CallRules.ended;
import static org.city311.ivr.acd.CallRules.ignored;
import static org.city311.ivr.acd.CallRules.otherOffer;

import java.time.Instant;
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
    return call.isDialled()
        ? ignored("the resident is called already")
        : applied(
            call.withCallback(new CallState.Offered(offer, state.agent(), true), wish.dialled(at)));
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
    if (wish == null || wish.dialled() == null) {
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
    return call.callback() == null
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
