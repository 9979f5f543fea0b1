package org.city311.ivr.centre;

import java.util.List;
import java.util.Set;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;

/// Keeps calls and agents beyond this process. Used by the leader alone.
public interface CentreStore {

  /// The highest term whose state was found on disk or heard of at the start; 0 for a new centre.
  default long lastTerm() {
    return 0;
  }

  /// What was saved last, by whichever node.
  Saved load();

  /// Begins a leader's term: what it leads from replaces all that was saved before.
  ///
  /// @param term is remembered with it, so that a later start knows what is newest
  default void begin(long term, Saved all) {}

  /// Saves changes. When it returns, they outlive the death of this process.
  void save(List<Call> calls, List<Agent> agents, Set<CallId> forgotten);

  /// Whether what was saved may not be all there any more, as after a member was lost or two halves
  /// of a cluster have come together: it should then be given to [#saveAll].
  default boolean isBehind() {
    return false;
  }

  /// Saves everything once more.
  default void saveAll(Saved all) {
    save(all.calls(), all.agents(), Set.of());
  }

  /// Calls and agents as they were saved.
  record Saved(List<Call> calls, List<Agent> agents) {
    public Saved {
      calls = List.copyOf(calls);
      agents = List.copyOf(agents);
    }
  }
}
