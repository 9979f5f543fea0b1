package org.city311.ivr.centre;

import java.util.List;
import java.util.Set;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;

/// Keeps calls and agents beyond this process.
public interface CentreStore {

  /// What was saved last.
  Saved load();

  /// Saves changes. When it returns, they outlive the death of this process.
  void save(List<Call> calls, List<Agent> agents, Set<CallId> forgotten);

  /// Calls and agents as they were saved.
  record Saved(List<Call> calls, List<Agent> agents) {}
}
