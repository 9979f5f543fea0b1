package org.city311.metrics.live;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.event.CentreEvent;
import org.jspecify.annotations.Nullable;

/// The centre at this moment: calls in progress and agents. It holds no more calls and agents than
/// the centre does. Not for several threads.
final class Floor {
  private final Map<CallId, Call> calls = new HashMap<>();
  private final Map<AgentId, AgentState> agents = new HashMap<>();
  private final Map<AgentState, Integer> agentsByState = new EnumMap<>(AgentState.class);
  private final WaitingLine everyone = new WaitingLine();
  private final Map<SkillGroupId, WaitingLine> byGroup = new HashMap<>();
  private int inIvr;
  private int talking;

  Floor(City city) {
    city.groups().forEach(group -> byGroup.put(group.id(), new WaitingLine()));
    for (AgentState state : AgentState.values()) {
      agentsByState.put(state, 0);
    }
  }

  /// The centre as a snapshot has it, whatever was known before.
  static Floor of(City city, CentreEvent.Snapshot snapshot) {
    Floor floor = new Floor(city);
    snapshot.calls().forEach(floor::put);
    snapshot.agents().forEach(floor::put);
    return floor;
  }

  void put(Call call) {
    Call before = call.isEnded() ? calls.remove(call.id()) : calls.put(call.id(), call);
    if (before != null) {
      count(before, -1);
    }
    if (!call.isEnded()) {
      count(call, 1);
    }
  }

  void put(Agent agent) {
    AgentState before = agents.put(agent.id(), agent.state());
    if (before != null) {
      agentsByState.merge(before, -1, Integer::sum);
    }
    agentsByState.merge(agent.state(), 1, Integer::sum);
  }

  void remove(AgentId agent) {
    AgentState before = agents.remove(agent);
    if (before != null) {
      agentsByState.merge(before, -1, Integer::sum);
    }
  }

  private void count(Call call, int change) {
    switch (call.state()) {
      case CallState.InFlow _ -> inIvr += change;
      case CallState.Entering _, CallState.Waiting _, CallState.Offered _ -> line(call, change);
      case CallState.Talking _ -> talking += change;
      case CallState.Treated _ -> inIvr += change;
      case CallState.Leaving _, CallState.Ended _ -> {}
    }
  }

  private void line(Call call, int change) {
    Instant queued = call.times().queued();
    if (queued == null) {
      return;
    }
    place(everyone, queued, call.id(), change);
    SkillGroupId group = call.group();
    place(group == null ? null : byGroup.get(group), queued, call.id(), change);
  }

  private static void place(@Nullable WaitingLine line, Instant queued, CallId call, int change) {
    if (line == null) {
      return;
    }
    if (change > 0) {
      line.add(queued, call);
    } else {
      line.remove(queued, call);
    }
  }

  LiveView.Queue queue(Instant now) {
    return everyone.at(now);
  }

  /// Who waits for a group; nobody when the city has no such group.
  LiveView.Queue queue(SkillGroupId group, Instant now) {
    WaitingLine line = byGroup.get(group);
    return line == null ? new WaitingLine().at(now) : line.at(now);
  }

  int inIvr() {
    return inIvr;
  }

  int talking() {
    return talking;
  }

  int agents(AgentState state) {
    return agentsByState.getOrDefault(state, 0);
  }

  Map<AgentState, Integer> agents() {
    return new EnumMap<>(agentsByState);
  }
}
