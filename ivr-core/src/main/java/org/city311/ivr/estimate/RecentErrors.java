package org.city311.ivr.estimate;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.city311.ivr.call.SkillGroupId;
import org.jspecify.annotations.Nullable;

/// By how much estimates were wrong, of the last answered calls of each group and of the centre. The
/// wait of a caller who hung up is not known, so only answered calls are checked.
final class RecentErrors {
  /// Answered calls that the error is the mean of.
  static final int CALLS = 100;

  private final Map<SkillGroupId, Ring> groups = new HashMap<>();
  private final Ring centre = new Ring(CALLS);

  void add(SkillGroupId group, double secondsOff) {
    groups.computeIfAbsent(group, _ -> new Ring(CALLS)).add(Math.abs(secondsOff));
    centre.add(Math.abs(secondsOff));
  }

  @Nullable Duration of(SkillGroupId group) {
    return mean(groups.get(group));
  }

  @Nullable Duration ofCentre() {
    return mean(centre);
  }

  private static @Nullable Duration mean(@Nullable Ring ring) {
    return ring == null || ring.size() == 0
        ? null
        : Duration.ofMillis(Math.round(ring.mean() * 1000));
  }
}
