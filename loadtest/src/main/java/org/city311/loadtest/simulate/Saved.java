package org.city311.loadtest.simulate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.city311.ivr.acd.Decision;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.routing.Routing;

/// What servers save before they act, and find when they take over: it outlives each of them.
final class Saved {
  private final Map<CallId, Call> calls = new HashMap<>();
  private final Map<AgentId, Agent> agents = new HashMap<>();
  private final Ledger ledger;
  private Routing routing;
  private boolean rerouted;

  Saved(Routing routing, Ledger ledger) {
    this.routing = routing;
    this.ledger = ledger;
  }

  void save(Decision decision) {
    parts(decision).forEach(Runnable::run);
  }

  /// A server dies in the middle of saving: some entries are written, in any order.
  void savePartly(Decision decision, Dice dice) {
    parts(decision).stream().filter(_ -> dice.chance(0.5)).forEach(Runnable::run);
  }

  private List<Runnable> parts(Decision decision) {
    List<Runnable> parts = new ArrayList<>();
    for (Call call : decision.calls()) {
      parts.add(() -> ledger.saved(calls.put(call.id(), call), call));
    }
    decision.forgotten().forEach(id -> parts.add(() -> ledger.forgotten(calls.remove(id), id)));
    decision.agents().forEach(agent -> parts.add(() -> agents.put(agent.id(), agent)));
    decision.gone().forEach(id -> parts.add(() -> agents.remove(id)));
    Routing changed = decision.routing();
    if (changed != null) {
      parts.add(
          () -> {
            routing = changed;
            rerouted = true;
          });
    }
    return parts;
  }

  Collection<Call> calls() {
    return calls.values();
  }

  Collection<Agent> agents() {
    return agents.values();
  }

  /// Whether the routing was ever changed at run time.
  boolean wasRerouted() {
    return rerouted;
  }

  Routing routing() {
    return routing;
  }
}
