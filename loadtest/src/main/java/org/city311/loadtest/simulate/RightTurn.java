package org.city311.loadtest.simulate;

import java.util.List;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.Tally;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Callback;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.CentreEvent.CallOffered;
import org.city311.ivr.event.CentreEvent.CallbackPlaced;
import org.jspecify.annotations.Nullable;

/// A call that is offered is the one whose turn it is, the agent who is rung is the one who should be,
/// and nobody ever loses a place.
final class RightTurn implements Invariant {
  static final String TURN = "the right call";
  static final String AGENT = "the right agent";
  static final String PLACE = "places are kept";

  @Override
  public void check(Step step) {
    List<CallOffered> offers = step.offers();
    for (int index = 0; index < offers.size(); index++) {
      checkTurn(step, offers.get(index));
      checkAgent(step, offers.get(index), offers.subList(index + 1, offers.size()));
    }
    for (CentreEvent event : step.decision().events()) {
      if (event instanceof CallbackPlaced(_, Call called)
          && called.state() instanceof CallState.Calling(AgentId agent, _)) {
        checkCalledFirst(step, called, agent);
      }
    }
    for (Call call : step.decision().calls()) {
      checkPlace(step.before(call.id()), call);
      if (call.callback() != null && step.before(call.id()) == null) {
        checkCallback(step, call);
      }
    }
  }

  /// Who waits still after a decision has waited when its offers were made.
  private static void checkTurn(Step step, CallOffered offer) {
    Agent agent = agentOf(step, offer);
    Fairness fairness = step.after().fairness();
    Violation.unless(
        fairness.canServe(agent.profile(), offer.call()),
        TURN,
        offer.call(),
        " was offered to ",
        agent,
        ", who can't serve it");
    for (Call waiting : step.after().waiting()) {
      if (fairness.isBefore(waiting, offer.call())
          && fairness.canServe(agent.profile(), waiting)
          && !step.after().mustWait(waiting, agent.id())) {
        throw new Violation(
            TURN, offer.call() + " was offered to " + agent.id() + " before " + waiting);
      }
    }
  }

  /// The agent for whose sake a resident is called goes to whoever waits on, who therefore come later.
  private static void checkCalledFirst(Step step, Call called, AgentId id) {
    Fairness fairness = step.after().fairness();
    Agent agent = step.after().agent(id);
    Violation.unless(
        agent != null && fairness.canServe(agent.profile(), called),
        TURN,
        called,
        " is called for ",
        agent,
        ", who can't serve it");
    for (Call waiting : step.after().waiting()) {
      if (agent != null
          && fairness.isBefore(waiting, called)
          && fairness.canServe(agent.profile(), waiting)) {
        throw new Violation(TURN, called + " is called for " + id + " before " + waiting);
      }
    }
  }

  /// Who is free still after a decision, or is rung for a later call of it, was free too.
  private static void checkAgent(Step step, CallOffered offer, List<CallOffered> later) {
    Agent rung = asFree(step, agentOf(step, offer));
    for (Agent free : step.after().ready()) {
      checkRung(step, offer, rung, free);
    }
    for (CallOffered other : later) {
      checkRung(step, offer, rung, asFree(step, agentOf(step, other)));
    }
  }

  private static void checkRung(Step step, CallOffered offer, Agent rung, Agent free) {
    Fairness fairness = step.after().fairness();
    if (fairness.canServe(free.profile(), offer.call())
        && fairness.isRungBefore(free, rung, offer.call())) {
      throw new Violation(
          AGENT, offer.call() + " was offered to " + rung + " rather than to " + free);
    }
  }

  private static Agent agentOf(Step step, CallOffered offer) {
    Agent agent = step.after().agent(offer.agent());
    Violation.unless(agent != null, AGENT, offer, ": there is no such agent");
    return java.util.Objects.requireNonNull(agent);
  }

  /// An agent as before the offer, which counts as rung from then on.
  private static Agent asFree(Step step, Agent offered) {
    Agent before = step.before(offered.id());
    Tally tally = offered.tally();
    Tally then =
        new Tally(
            tally.calls(),
            tally.misses(),
            before == null ? Tally.NONE.rung() : before.tally().rung());
    return new Agent(
        offered.profile(),
        offered.presence(),
        offered.activity(),
        offered.consult(),
        then,
        offered.since(),
        offered.idleSince());
  }

  /// A callback stands in the place of the call that asked for it.
  private static void checkCallback(Step step, Call callback) {
    for (Call asker : step.after().calls()) {
      if (Callback.idFor(asker.id()).equals(callback.id())) {
        Violation.unless(
            callback.times().queued() != null
                && callback.times().queued().equals(asker.times().queued())
                && Fairness.demand(callback).equals(asker.demand()),
            PLACE,
            callback,
            " has not the place of ",
            asker);
      }
    }
  }

  private static void checkPlace(@Nullable Call before, Call after) {
    if (before != null && before.times().queued() != null) {
      Violation.unless(
          before.times().queued().equals(after.times().queued())
              && (wasSentOn(before, after) || Fairness.demand(before).equals(after.demand())),
          PLACE,
          before,
          " became ",
          after);
    }
  }

  /// An agent has sent the resident on to others, in the same place.
  private static boolean wasSentOn(Call before, Call after) {
    return before.state() instanceof CallState.Talking
        && after.state() instanceof CallState.Entering;
  }
}
