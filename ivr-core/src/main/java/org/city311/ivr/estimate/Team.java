package org.city311.ivr.estimate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;

/// The agents who want calls and can serve the same ones.
final class Team {
  /// What makes two agents of one team.
  record Ability(Set<SkillGroupId> groups, Map<SkillId, Integer> skills) {
    static Ability of(AgentProfile agent) {
      return new Ability(agent.groups().keySet(), agent.skills());
    }
  }

  /// One who can serve what all of them can.
  final AgentProfile example;

  private final Map<AgentId, Duty> agents = new HashMap<>();
  private int free;

  /// The lanes that the team can serve.
  final List<Lane> lanes = new ArrayList<>();

  Team(AgentProfile example) {
    this.example = example;
  }

  void put(AgentId id, Duty duty) {
    remove(id);
    agents.put(id, duty);
    free += duty.doing() == Duty.Doing.FREE ? 1 : 0;
  }

  void remove(AgentId id) {
    Duty before = agents.remove(id);
    free -= before != null && before.doing() == Duty.Doing.FREE ? 1 : 0;
  }

  Collection<Duty> agents() {
    return agents.values();
  }

  int size() {
    return agents.size();
  }

  boolean isAnyFree() {
    return free > 0;
  }
}
