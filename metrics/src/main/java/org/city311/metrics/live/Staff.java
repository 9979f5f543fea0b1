package org.city311.metrics.live;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;

/// The agents at this moment: how many are in each state, and how many are ready for each skill
/// group. Not for several threads.
final class Staff {
  private final Map<AgentId, Agent> agents = new HashMap<>();
  private final Map<AgentState, Integer> byState = new EnumMap<>(AgentState.class);
  private final Map<SkillGroupId, SkillGroup> groups = new HashMap<>();
  private final Map<SkillGroupId, Integer> ready = new HashMap<>();

  Staff() {
    for (AgentState state : AgentState.values()) {
      byState.put(state, 0);
    }
  }

  /// The skill groups are these from now on; they may ask for other skills than before.
  void reroute(Routing routing) {
    groups.clear();
    routing.groups().forEach(group -> groups.put(group.id(), group));
    ready.clear();
    agents.values().forEach(agent -> countReady(agent, 1));
  }

  void put(Agent agent) {
    remove(agent.id());
    agents.put(agent.id(), agent);
    count(agent, 1);
  }

  void remove(AgentId id) {
    Agent before = agents.remove(id);
    if (before != null) {
      count(before, -1);
    }
  }

  private void count(Agent agent, int change) {
    byState.merge(agent.state(), change, Integer::sum);
    countReady(agent, change);
  }

  private void countReady(Agent agent, int change) {
    if (!agent.canTakeCall()) {
      return;
    }
    for (SkillGroupId id : agent.profile().groups().keySet()) {
      SkillGroup group = groups.get(id);
      if (group != null && serves(agent.profile(), group)) {
        ready.merge(id, change, Integer::sum);
      }
    }
  }

  /// Whether a call that asks for nothing beside its group may go to this member of it.
  private static boolean serves(AgentProfile agent, SkillGroup group) {
    return group.skills().entrySet().stream()
        .allMatch(asked -> agent.skills().getOrDefault(asked.getKey(), 0) >= asked.getValue());
  }

  int in(AgentState state) {
    return byState.getOrDefault(state, 0);
  }

  Map<AgentState, Integer> byState() {
    return new EnumMap<>(byState);
  }

  int readyFor(SkillGroupId group) {
    return ready.getOrDefault(group, 0);
  }
}
