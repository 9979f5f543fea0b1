package org.city311.ivr.centre;

import java.util.List;
import org.city311.ivr.acd.Decision;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.call.Call;
import org.city311.ivr.routing.Routing;
import org.jspecify.annotations.Nullable;

/// Keeps calls, agents and the routing beyond this process. Used by the leader alone.
public interface CentreStore {

  /// The highest term whose state was found on disk or heard of at the start; 0 for a new centre.
  default long lastTerm() {
    return 0;
  }

  /// What was saved last, by whichever node.
  Saved load();

  /// Does for nothing what [#load] and [#begin] will do, so that they are quick then: the cluster has settled
  /// who keeps what, and the code has run once. Fails like them.
  default void rehearse() {}

  /// Saves all that a leader has, in the place of all that was saved before: when its term begins, after
  /// a fault, and whenever the store [#isBehind].
  ///
  /// @param term is remembered with it, so that a later start knows what is newest
  default void begin(long term, Saved all) {}

  /// Saves what a decision changes. When it returns, that outlives the death of this process.
  void save(Decision decision);

  /// Whether something that was saved may have been lost, as after a member of the cluster was lost or two
  /// halves have come together. It is then to [#begin] again.
  default boolean isBehind() {
    return false;
  }

  /// All as it was saved.
  ///
  /// @param routing as it was last changed at run time; null if it never was
  record Saved(@Nullable Routing routing, List<Call> calls, List<Agent> agents) {
    public Saved {
      calls = List.copyOf(calls);
      agents = List.copyOf(agents);
    }
  }
}
