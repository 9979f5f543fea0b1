package org.city311.loadtest.simulate;

import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.OfferId;
import org.jspecify.annotations.Nullable;

/// A call is offered to one agent at a time, and an agent holds one offer or call at a time: each
/// call's word about its agent is the agent's word about the call.
final class OneAtATime implements Invariant {
  static final String NAME = "one at a time";

  /// What a call or an agent says about the offer or talk between them.
  private record Bond(OfferId offer, CallId call, AgentId agent) {}

  @Override
  public void check(Step step) {
    if (!step.looked()) {
      return;
    }
    for (Call call : step.decision().calls()) {
      Bond bond = bondOf(call);
      if (bond != null) {
        Agent agent = step.after().agent(bond.agent());
        Violation.unless(agent != null && bond.equals(bondOf(agent)), NAME, call, " but ", agent);
      }
    }
    for (Agent agent : step.decision().agents()) {
      Bond bond = bondOf(agent);
      Call call = bond == null ? null : step.after().call(bond.call());
      // An agent's channel may outlive its caller's for a moment.
      if (bond != null && call != null && bondOf(call) != null) {
        Violation.unless(bond.equals(bondOf(call)), NAME, agent, " but ", call);
      }
      Agent before = step.before(agent.id());
      Bond old = before == null ? null : bondOf(before);
      Call left = old == null ? null : step.after().call(old.call());
      if (old != null && left != null && !old.equals(bond)) {
        Violation.unless(!old.equals(bondOf(left)), NAME, left, " but the agent is ", agent);
      }
    }
  }

  private static @Nullable Bond bondOf(Call call) {
    return switch (call.state()) {
      case CallState.Offered offered -> new Bond(offered.offer(), call.id(), offered.agent());
      case CallState.Talking talking -> new Bond(talking.offer(), call.id(), talking.agent());
      case CallState.InFlow _,
          CallState.Entering _,
          CallState.Waiting _,
          CallState.Treated _,
          CallState.Postponed _,
          CallState.Calling _,
          CallState.Outside _,
          CallState.Leaving _,
          CallState.Ended _ ->
          null;
    };
  }

  private static @Nullable Bond bondOf(Agent agent) {
    return switch (agent.activity()) {
      case Activity.Offered offered -> new Bond(offered.offer(), offered.call(), agent.id());
      case Activity.Talking talking -> new Bond(talking.offer(), talking.call(), agent.id());
      case Activity.Idle _, Activity.WrapUp _ -> null;
    };
  }
}
