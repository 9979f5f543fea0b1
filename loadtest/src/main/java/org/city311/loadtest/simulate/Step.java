package org.city311.loadtest.simulate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.city311.ivr.acd.Acd;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.Decision;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.event.CentreEvent;
import org.jspecify.annotations.Nullable;

/// One decision of an ACD: what it was told, what it decided, and how all stands before and after.
///
/// @param calls those that it changed, as they were before; one that is new is missing
/// @param agents those that it changed, as they were before; one who is new is missing
/// @param looked whether the ACD has looked at the switch since it began; before, half of what a dying server
///     was saving may stand alone
/// @param after all calls and agents after it
record Step(
    Instant at,
    AcdEvent event,
    Decision decision,
    Map<CallId, Call> calls,
    Map<AgentId, Agent> agents,
    boolean looked,
    Picture after,
    Acd acd) {

  @Nullable Call before(CallId id) {
    return calls.get(id);
  }

  @Nullable Agent before(AgentId id) {
    return agents.get(id);
  }

  /// A call as it is after this decision, or as it was told when it is forgotten already.
  Call callNow(CallId id) {
    return Objects.requireNonNull(after.call(id), () -> "no call " + id);
  }

  /// The offers that were made, in their order.
  List<CentreEvent.CallOffered> offers() {
    return decision.events().stream()
        .filter(CentreEvent.CallOffered.class::isInstance)
        .map(CentreEvent.CallOffered.class::cast)
        .toList();
  }
}
