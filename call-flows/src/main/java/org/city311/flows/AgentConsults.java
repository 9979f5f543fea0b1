package org.city311.flows;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.Consult;
import org.city311.ivr.agent.ConsultId;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.line.ConsultDialling;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Agents who dial a colleague's extension. Whoever is rung is an agent of the routing: no digits that were
/// dialled ever become an address.
public final class AgentConsults implements ConsultDialling {
  /// How long the leader may take to say whether it may be.
  private static final long PATIENCE_SECONDS = 3;

  private static final Logger log = LoggerFactory.getLogger(AgentConsults.class);

  private final CallCentre centre;

  public AgentConsults(CallCentre centre) {
    this.centre = centre;
  }

  @Override
  public Answer dialled(ConsultId consult, String phone, String extension) {
    Optional<Agent> from = centre.agentAt(phone);
    if (from.isEmpty()) {
      return new Answer.Say("agent-unknown-phone");
    }
    Optional<AgentProfile> to = centre.routing().agentAt(extension);
    if (to.isEmpty()) {
      return new Answer.Say("agent-unknown-extension");
    }
    try {
      return centre
          .consult(consult, from.get().id(), to.get().id())
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .<Answer>map(obstacle -> new Answer.Say(prompt(obstacle)))
          .orElseGet(() -> new Answer.Ring(to.get().phone()));
    } catch (ExecutionException | TimeoutException e) {
      log.warn("no consult: agentId={} colleague={}", from.get().id(), to.get().id(), e);
      return new Answer.Say("agent-system-down");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Say("agent-system-down");
    }
  }

  private static String prompt(Consult.Obstacle obstacle) {
    return switch (obstacle) {
      case SIGNED_OUT -> "agent-signed-out";
      case NOT_NOW -> "agent-consult-not-now";
      case COLLEAGUE_SIGNED_OUT -> "agent-colleague-signed-out";
      case COLLEAGUE_BUSY -> "agent-colleague-busy";
      case COLLEAGUE_UNREACHABLE -> "agent-colleague-unreachable";
    };
  }
}
