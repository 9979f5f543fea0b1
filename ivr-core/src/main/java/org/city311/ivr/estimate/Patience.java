package org.city311.ivr.estimate;

import java.util.HashMap;
import java.util.Map;
import org.city311.ivr.call.SkillGroupId;

/// How many of those who wait hang up, per second of waiting: hang-ups divided by all the time
/// waited, also by those who were answered. That is the likeliest rate if patience is exponential
/// (A. Mandelbaum and S. Zeltyn, "Service Engineering in Action: The Palm/Erlang-A Queue", 2007). Old
/// waits fade with each new one; a group's rate leans on the centre's while it has few hang-ups.
final class Patience {
  /// Each new wait takes this share off the weight of the older ones: the last 200 count.
  private static final double FADE = 1 - 1.0 / 200;

  /// Hang-ups of its own with which a group is believed half.
  private static final double HALF_BELIEVED = 5;

  private static final class Sums {
    double hangUps;
    double seconds;

    void add(double more, boolean hungUp) {
      hangUps = hangUps * FADE + (hungUp ? 1 : 0);
      seconds = seconds * FADE + more;
    }
  }

  private final Map<SkillGroupId, Sums> groups = new HashMap<>();
  private final Sums centre = new Sums();

  void answered(SkillGroupId group, double waited) {
    add(group, waited, false);
  }

  /// Hung up, or was helped otherwise.
  void left(SkillGroupId group, double waited) {
    add(group, waited, true);
  }

  private void add(SkillGroupId group, double waited, boolean hungUp) {
    groups.computeIfAbsent(group, _ -> new Sums()).add(waited, hungUp);
    centre.add(waited, hungUp);
  }

  /// Hang-ups per second that one caller waits.
  double rate(SkillGroupId group) {
    if (centre.hangUps == 0 || centre.seconds == 0) {
      return 0;
    }
    double all = centre.hangUps / centre.seconds;
    Sums own = groups.get(group);
    return own == null ? all : (own.hangUps + HALF_BELIEVED) / (own.seconds + HALF_BELIEVED / all);
  }
}
