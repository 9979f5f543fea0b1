package org.city311.ivr.estimate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.SkillGroupId;
import org.jspecify.annotations.Nullable;

/// The agents: who wants calls and can serve which lane, and when they will be free.
final class Crew {
  /// A lane's curve is worked out anew when it is as old as this for each of its agents: the more of
  /// them there are, the less does one of them matter, and the more the curve costs. It is also when
  /// an agent has come or gone, the first has become free or the last has not.
  private static final Duration FRESH_FOR_EACH_AGENT = Duration.ofMillis(1);

  private final Handling handling;
  private final Map<AgentId, Duty> duties = new HashMap<>();
  private final Map<Team.Ability, Team> teams = new HashMap<>();
  private final List<Lane> lanes = new ArrayList<>();

  Crew(Handling handling) {
    this.handling = handling;
  }

  /// An agent as they are now.
  void put(Agent agent, @Nullable SkillGroupId group, Instant at) {
    Duty before = leave(agent.id());
    Duty now = Duty.of(agent, before, group, at);
    if (before != null) {
      handling.learn(before, now, at);
    }
    duties.put(agent.id(), now);
    if (now.wantsCalls()) {
      teams.computeIfAbsent(Team.Ability.of(now.agent()), _ -> form(now)).put(agent.id(), now);
    }
  }

  void remove(AgentId id, Instant at) {
    Duty before = leave(id);
    if (before != null) {
      handling.learn(before, null, at);
    }
  }

  void clear() {
    duties.clear();
    teams.clear();
    lanes.clear();
  }

  /// Takes a lane under its care.
  void open(Lane lane) {
    lanes.add(lane);
    teams.values().forEach(team -> join(team, lane));
  }

  void close(Lane lane) {
    lanes.remove(lane);
    lane.teams.forEach(team -> team.lanes.remove(lane));
  }

  private @Nullable Duty leave(AgentId id) {
    Duty before = duties.remove(id);
    if (before != null && before.wantsCalls()) {
      Team.Ability ability = Team.Ability.of(before.agent());
      Team team = teams.get(ability);
      if (team != null) {
        team.remove(id);
        if (team.size() == 0) {
          teams.remove(ability);
          team.lanes.forEach(lane -> lane.teams.remove(team));
        }
      }
    }
    return before;
  }

  private Team form(Duty first) {
    Team team = new Team(first.agent());
    lanes.forEach(lane -> join(team, lane));
    return team;
  }

  private static void join(Team team, Lane lane) {
    if (lane.need.direct() == null && lane.need.canBeServedBy(team.example)) {
      team.lanes.add(lane);
      lane.teams.add(team);
    }
  }

  /// When the agents of this lane will be free.
  FreeingCurve curve(Lane lane, Instant at) {
    Lane.CurveOf of = agentsNow(lane);
    Duration fresh = FRESH_FOR_EACH_AGENT.multipliedBy(of.agents());
    if (lane.curve == null || !of.equals(lane.curveOf) || !at.isBefore(lane.curveAt.plus(fresh))) {
      lane.curve =
          FreeingCurve.of(
              releases(agentsOf(lane), at),
              handling.engaged(lane.need.group()),
              handling.wrapUp(lane.need.group()));
      lane.curveAt = at;
      lane.curveOf = of;
    }
    return lane.curve;
  }

  /// Without a look at each of them: it is asked for each estimate.
  private Lane.CurveOf agentsNow(Lane lane) {
    if (lane.need.direct() != null) {
      List<Duty> one = agentsOf(lane);
      return new Lane.CurveOf(
          one.size(), one.stream().anyMatch(duty -> duty.doing() == Duty.Doing.FREE));
    }
    return new Lane.CurveOf(lane.agents(), lane.teams.stream().anyMatch(Team::isAnyFree));
  }

  private List<Duty> agentsOf(Lane lane) {
    AgentId direct = lane.need.direct();
    if (direct != null) {
      Duty duty = duties.get(direct);
      return duty != null && duty.wantsCalls() ? List.of(duty) : List.of();
    }
    List<Duty> agents = new ArrayList<>();
    lane.teams.forEach(team -> agents.addAll(team.agents()));
    return agents;
  }

  private List<FreeingCurve.Release> releases(List<Duty> agents, Instant at) {
    Map<@Nullable SkillGroupId, LogNormal> known = new HashMap<>();
    List<FreeingCurve.Release> releases = new ArrayList<>();
    for (Duty duty : agents) {
      LogNormal engaged = known.computeIfAbsent(duty.group(), handling::engaged);
      releases.add(release(duty, engaged, handling.wrapUp(duty.group()), at));
    }
    return releases;
  }

  private static FreeingCurve.Release release(
      Duty duty, LogNormal engaged, double wrapUp, Instant at) {
    double lasted = Handling.seconds(duty.since(), at);
    return switch (duty.doing()) {
      case FREE -> _ -> 1;
      case ENGAGED -> {
        LogNormal.Rest rest = engaged.after(lasted);
        yield seconds -> rest.overWithin(seconds - wrapUp);
      }
      case WRAPPING_UP -> {
        double end = duty.until() == null ? 0 : Handling.seconds(at, duty.until());
        double left = Math.min(end, Math.max(0, wrapUp - lasted));
        yield seconds -> seconds >= left ? 1 : 0;
      }
    };
  }
}
