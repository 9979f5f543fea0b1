package org.city311.loadtest.simulate;

import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.agent.Consult;
import org.jspecify.annotations.Nullable;

/// Both agents are in a consult, or neither is; who is in one is offered no call, and is idle from its end
/// only.
final class BothOrNeither implements Invariant {
  static final String NAME = "both or neither are in a consult";

  @Override
  public void check(Step step) {
    for (Agent agent : step.decision().agents()) {
      Agent before = step.before(agent.id());
      Consult consult = agent.consult();
      Consult old = before == null ? null : before.consult();
      if (consult != null) {
        Agent other = other(step, consult, agent);
        Violation.unless(
            isWithDepartment(consult) || (other != null && consult.equals(other.consult())),
            NAME,
            agent,
            " but ",
            other);
        Violation.unless(
            !(agent.activity() instanceof Activity.Offered), NAME, agent, " is offered a call");
      } else if (old != null) {
        Agent other = other(step, old, agent);
        Violation.unless(
            other == null || !isSame(old, other.consult()), NAME, agent, " but ", other);
        Violation.unless(
            agent.state() != AgentState.READY || agent.idleSince().equals(step.at()),
            NAME,
            agent,
            " was not idle in the consult");
      }
    }
  }

  private static @Nullable Agent other(Step step, Consult consult, Agent agent) {
    AgentId other = consult.other(agent.id());
    return other == null ? null : step.after().agent(other);
  }

  private static boolean isWithDepartment(Consult consult) {
    return consult.to() == null;
  }

  private static boolean isSame(Consult one, @Nullable Consult other) {
    return other != null && one.id().equals(other.id());
  }
}
