package org.city311.gateway.recording;

import java.util.Optional;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.routing.RecordingRule;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;

/// Who talks with whom at this moment, by what the centre knows. Asked from any thread.
public final class Talks {
  private final Centre centre;

  public Talks(Centre centre) {
    this.centre = centre;
  }

  /// What a node knows of the centre. Answers at once.
  public interface Centre {
    Optional<Agent> agent(AgentId id);

    Optional<Call> call(CallId id);

    Routing routing();
  }

  /// The talk that an agent is in; empty for none.
  Optional<Talk> of(AgentId id) {
    return centre.agent(id).flatMap(this::of);
  }

  private Optional<Talk> of(Agent agent) {
    if (!(agent.activity() instanceof Activity.Talking talking)) {
      return Optional.empty();
    }
    return centre
        .call(talking.call())
        .flatMap(
            call ->
                Optional.ofNullable(call.group())
                    .map(
                        group ->
                            Talk.of(
                                call,
                                group,
                                agent,
                                talking,
                                centre
                                    .routing()
                                    .group(group)
                                    .map(SkillGroup::recorded)
                                    .orElse(RecordingRule.NEVER))));
  }
}
