package org.city311.ivr.acd;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.routing.Strategy;
import org.jspecify.annotations.Nullable;

/// Calls of one need in the order in which they are served, and the free agents who can serve them in
/// the order in which they are rung. Not thread-safe.
final class Lane {

  /// What happens to a call of a lane when its turn has come.
  enum Turn {
    /// An agent is rung.
    OFFERED,
    /// The resident is called, for the sake of an agent who is free.
    CALLED_FIRST
  }

  /// What the calls of a lane have in common.
  record Kind(Need need, Turn turn) {}

  final Kind kind;
  final Need need;
  private final CallOrder order;
  private final TreeMap<CallOrder.Place, Call> waiting = new TreeMap<>();
  private final Comparator<Agent> ringOrder;
  final NavigableSet<Agent> free;

  /// @param place an agent's place in the list of all agents
  Lane(Kind kind, Strategy strategy, CallOrder order, ToIntFunction<AgentId> place) {
    this.kind = kind;
    this.need = kind.need();
    this.order = order;
    this.ringOrder =
        Comparator.<Agent>comparingInt(agent -> need.preferenceOf(agent.profile()))
            .thenComparing(by(strategy, need, place))
            .thenComparing(Agent::idleSince)
            .thenComparing(Agent::id);
    this.free = new TreeSet<>(ringOrder);
  }

  /// The agent who is to be rung first, of the free ones here and of others who may be able to serve;
  /// null when there is none.
  ///
  /// @param may whether an agent comes into question
  @Nullable Agent firstFree(Collection<Agent> others, Predicate<Agent> may) {
    Agent best = null;
    for (Agent agent : free) {
      if (may.test(agent)) {
        best = agent;
        break;
      }
    }
    for (Agent agent : others) {
      if (may.test(agent)
          && need.canBeServedBy(agent.profile())
          && (best == null || ringOrder.compare(agent, best) < 0)) {
        best = agent;
      }
    }
    return best;
  }

  void add(Call call) {
    waiting.put(order.placeOf(call), call);
  }

  void remove(Call call) {
    waiting.remove(order.placeOf(call));
  }

  /// Whether nobody waits.
  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /// The place of the one who is next, and the call; null when nobody waits.
  Map.@Nullable Entry<CallOrder.Place, Call> next() {
    return waiting.firstEntry();
  }

  /// All who wait, in order.
  Collection<Call> calls() {
    return waiting.values();
  }

  private static Comparator<Agent> by(Strategy strategy, Need need, ToIntFunction<AgentId> place) {
    return switch (strategy) {
      case LONGEST_IDLE -> Comparator.comparing(Agent::idleSince);
      case MOST_SKILLED -> Comparator.comparingInt(agent -> -need.fitnessOf(agent.profile()));
      case CIRCULAR -> Comparator.comparing(agent -> agent.tally().rung());
      case LINEAR -> Comparator.comparingInt(agent -> place.applyAsInt(agent.id()));
      case FEWEST_CALLS -> Comparator.comparingInt(agent -> agent.tally().calls());
    };
  }
}
