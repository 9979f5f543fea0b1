package org.city311.loadtest.simulate;

import java.util.Collection;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallState;

/// No call waits while an agent who can serve it is ready, when the switch can be asked to ring: but for the
/// resident who is to be called first while another one is called for that agent's sake.
///
/// Only whom a decision touches can break it; at each look at the switch everybody is looked at.
final class NobodyWaitsInVain implements Invariant {
  static final String NAME = "nobody waits in vain";

  @Override
  public void check(Step step) {
    Picture picture = step.after();
    if (!step.acd().isSwitchUp() || picture.ready().isEmpty() || picture.waiting().isEmpty()) {
      return;
    }
    if (step.event() instanceof AcdEvent.SwitchSeen || step.decision().routing() != null) {
      check(picture, picture.waiting(), picture.ready());
    } else {
      check(picture, picture.waiting(), step.decision().agents());
      check(picture, step.decision().calls(), picture.ready());
    }
  }

  private static void check(Picture picture, Collection<Call> calls, Collection<Agent> agents) {
    for (Agent agent : agents) {
      for (Call call : calls) {
        if (agent.canTakeCall()
            && call.state() instanceof CallState.Waiting
            && !picture.mustWait(call, agent.id())
            && picture.fairness().canServe(agent.profile(), call)) {
          throw new Violation(NAME, call + " though " + agent + " is free");
        }
      }
    }
  }
}
