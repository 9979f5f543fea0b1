package org.city311.ivr.estimate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.city311.ivr.acd.Need;
import org.city311.ivr.call.Call;
import org.jspecify.annotations.Nullable;

/// The calls that the same agents can serve, and those agents.
final class Lane {
  final Need need;
  final Line waiting;
  final List<Team> teams = new ArrayList<>();

  /// When its agents will be free, as it was worked out last; null when it was not.
  @Nullable FreeingCurve curve;

  /// When the curve was worked out.
  Instant curveAt = Instant.MIN;

  /// What it was worked out of.
  @Nullable CurveOf curveOf;

  /// What of the agents makes a curve useless when it changes.
  record CurveOf(int agents, boolean anyFree) {}

  Lane(Need need, Comparator<Call> order) {
    this.need = need;
    this.waiting = new Line(order);
  }

  int agents() {
    int sum = 0;
    for (Team team : teams) {
      sum += team.size();
    }
    return sum;
  }
}
