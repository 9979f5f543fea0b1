package org.city311.ivr.centre;

import java.util.List;
import org.city311.ivr.acd.Decision;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.call.Call;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.routing.Routing;
import org.jspecify.annotations.Nullable;

/// Keeps calls, agents and the routing beyond this process.
public interface CentreStore {

  /// What was saved last.
  Saved load();

  /// Saves what a decision changes. When it returns, that outlives the death of this process.
  void save(Decision decision);

  /// Saves everything anew, after a fault.
  void saveAll(CentreEvent.Snapshot everything);

  /// All as it was saved.
  ///
  /// @param routing as it was last changed at run time; null if it never was
  record Saved(@Nullable Routing routing, List<Call> calls, List<Agent> agents) {}
}
