package org.city311.loadtest.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.city311.ivr.acd.Acd;
import org.city311.ivr.acd.Decision;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.event.CentreEvent;
import org.jspecify.annotations.Nullable;

/// All calls and agents as the decisions of one ACD say they are, put together without looking into
/// that ACD.
final class Picture {
  static final String NAME = "the decisions tell everything";

  private final Map<CallId, Call> calls = new HashMap<>();
  private final Map<AgentId, Agent> agents = new HashMap<>();
  private final Map<CallId, Call> waiting = new LinkedHashMap<>();
  private final Map<CallId, AgentId> calling = new HashMap<>();
  private final Map<AgentId, Agent> ready = new LinkedHashMap<>();
  private final Duration ageing;
  private Fairness fairness;

  Picture(CentreEvent.Snapshot begin, Duration ageing) {
    this.ageing = ageing;
    fairness = new Fairness(begin.routing(), ageing);
    begin.calls().forEach(this::put);
    begin.agents().forEach(this::put);
  }

  void apply(Decision decision) {
    if (decision.routing() != null) {
      fairness = new Fairness(decision.routing(), ageing);
    }
    decision.calls().forEach(this::put);
    decision.agents().forEach(this::put);
    for (CallId id : decision.forgotten()) {
      calls.remove(id);
      calling.remove(id);
      waiting.remove(id);
    }
    for (AgentId id : decision.gone()) {
      agents.remove(id);
      ready.remove(id);
    }
  }

  private void put(Call call) {
    calls.put(call.id(), call);
    if (call.state() instanceof CallState.Waiting) {
      waiting.put(call.id(), call);
    } else {
      waiting.remove(call.id());
    }
    if (call.state() instanceof CallState.Calling(AgentId agent, _)) {
      calling.put(call.id(), agent);
    } else {
      calling.remove(call.id());
    }
  }

  /// Whether a resident who is called first is to wait while a resident is called for this agent's sake.
  boolean mustWait(Call call, AgentId agent) {
    return call.callback() != null
        && call.callback().isToBeCalledFirst()
        && calling.containsValue(agent);
  }

  private void put(Agent agent) {
    agents.put(agent.id(), agent);
    if (agent.canTakeCall()) {
      ready.put(agent.id(), agent);
    } else {
      ready.remove(agent.id());
    }
  }

  /// @throws Violation when the ACD itself sees something else
  void compareWith(Acd acd, Instant at) {
    CentreEvent.Snapshot seen = acd.snapshot(at);
    Violation.unless(seen.calls().size() == calls.size(), NAME, "the number of calls");
    Violation.unless(seen.agents().size() == agents.size(), NAME, "the number of agents");
    seen.calls()
        .forEach(
            call ->
                Violation.unless(
                    call.equals(calls.get(call.id())), NAME, call, " / ", calls.get(call.id())));
    seen.agents()
        .forEach(
            agent ->
                Violation.unless(
                    agent.equals(agents.get(agent.id())),
                    NAME,
                    agent,
                    " / ",
                    agents.get(agent.id())));
  }

  @Nullable Call call(CallId id) {
    return calls.get(id);
  }

  @Nullable Agent agent(AgentId id) {
    return agents.get(id);
  }

  Collection<Call> calls() {
    return calls.values();
  }

  Collection<Agent> agents() {
    return agents.values();
  }

  /// Calls that wait to be offered.
  Collection<Call> waiting() {
    return waiting.values();
  }

  /// Agents who could take a call now.
  Collection<Agent> ready() {
    return ready.values();
  }

  /// The rules as they are by the present routing.
  Fairness fairness() {
    return fairness;
  }
}
