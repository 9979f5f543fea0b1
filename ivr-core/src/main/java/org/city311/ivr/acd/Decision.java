package org.city311.ivr.acd;

import java.util.List;
import java.util.Set;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.routing.Routing;
import org.jspecify.annotations.Nullable;

/// What one event led to. To be saved first, then acted on, then told.
///
/// @param problems inputs that could not happen; to be counted and logged
/// @param ignored inputs that came late or twice; to be counted
/// @param calls changed, as they are now
/// @param agents changed, as they are now
/// @param routing the skill groups and agents, if they changed
/// @param gone agents that are no longer there
/// @param forgotten calls that need not be kept any longer
public record Decision(
    List<String> problems,
    List<String> ignored,
    List<Call> calls,
    List<Agent> agents,
    @Nullable Routing routing,
    Set<AgentId> gone,
    Set<CallId> forgotten,
    List<AcdCommand> commands,
    List<CentreEvent> events) {

  /// Whether anything must be saved.
  public boolean changesState() {
    return !calls.isEmpty()
        || !agents.isEmpty()
        || !forgotten.isEmpty()
        || !gone.isEmpty()
        || routing != null;
  }
}
