package org.city311.ivr.estimate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How agents who can serve several lanes are shared among them.
///
/// Whoever is free takes the call that has waited longest, so lanes that share agents come to the
/// same wait, if their agents suffice. Starting from equal parts, each team moves its effort again
/// and again to where more calls wait for each agent's worth of effort, in proportion; where waits
/// are equal, or nobody can move, that stands still. It is iterative proportional fitting (W. Deming
/// and F. Stephan, Ann. Math. Statist. 11, 1940) of the agents' time to the calls that wait.
final class Shares {
  private static final int ROUNDS = 20;

  private Shares() {}

  /// As the how-manieth a call of this lane is taken, by the agents who can take it: 1 when nobody is
  /// before it.
  ///
  /// @param ahead of each lane, how many calls are served before this one; absent for none
  static double turn(Lane own, Map<Lane, Integer> ahead) {
    if (own.need.direct() != null) {
      return 1.0 + ahead.getOrDefault(own, 0);
    }
    Map<Lane, Double> calls = new HashMap<>();
    ahead.forEach((lane, many) -> calls.put(lane, (double) many));
    calls.merge(own, 1.0, Double::sum);
    List<Team> teams =
        calls.keySet().stream().flatMap(lane -> lane.teams.stream()).distinct().toList();
    Map<Team, Map<Lane, Double>> efforts = new HashMap<>();
    for (Team team : teams) {
      List<Lane> served = team.lanes.stream().filter(calls::containsKey).toList();
      Map<Lane, Double> effort = new HashMap<>();
      served.forEach(lane -> effort.put(lane, (double) team.size() / served.size()));
      efforts.put(team, effort);
    }
    Map<Lane, Double> sums = sums(efforts);
    for (int round = 0; calls.size() > 1 && round < ROUNDS; round++) {
      Map<Lane, Double> before = sums;
      efforts.forEach((team, effort) -> move(team, effort, calls, before));
      sums = sums(efforts);
    }
    double served = sums.getOrDefault(own, 0.0);
    return served == 0
        ? Double.POSITIVE_INFINITY
        : calls.getOrDefault(own, 1.0) / served * own.agents();
  }

  private static void move(
      Team team, Map<Lane, Double> effort, Map<Lane, Double> calls, Map<Lane, Double> sums) {
    effort.replaceAll(
        (lane, part) -> {
          double sum = sums.getOrDefault(lane, 0.0);
          return sum == 0 ? 0 : part * calls.getOrDefault(lane, 0.0) / sum;
        });
    double all = effort.values().stream().mapToDouble(Double::doubleValue).sum();
    if (all > 0) {
      effort.replaceAll((_, part) -> part / all * team.size());
    }
  }

  private static Map<Lane, Double> sums(Map<Team, Map<Lane, Double>> efforts) {
    Map<Lane, Double> sums = new HashMap<>();
    efforts
        .values()
        .forEach(effort -> effort.forEach((l, part) -> sums.merge(l, part, Double::sum)));
    return sums;
  }
}
