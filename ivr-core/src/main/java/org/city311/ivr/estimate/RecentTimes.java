package org.city311.ivr.estimate;

import java.util.HashMap;
import java.util.Map;
import org.city311.ivr.call.SkillGroupId;
import org.jspecify.annotations.Nullable;

/// The latest times of one kind, of each group and of the whole centre, in seconds. A group of which
/// little is known is believed to be like the centre: with n times of its own, its mean counts
/// `n / (n + 10)` and the centre's the rest. That is the credibility formula of H. Bühlmann,
/// "Experience Rating and Credibility", ASTIN Bulletin 4 (1967).
final class RecentTimes {
  /// Times remembered of a group.
  static final int OF_GROUP = 100;

  /// Times remembered of the centre.
  static final int OF_CENTRE = 400;

  /// Times of its own with which a group is believed half.
  static final int HALF_BELIEVED = 10;

  private final Map<SkillGroupId, Ring> groups = new HashMap<>();
  private final Ring centre = new Ring(OF_CENTRE);

  void add(@Nullable SkillGroupId group, double seconds) {
    centre.add(seconds);
    if (group != null) {
      groups.computeIfAbsent(group, _ -> new Ring(OF_GROUP)).add(seconds);
    }
  }

  /// How many are known of the centre.
  int known() {
    return centre.size();
  }

  /// Zero when none is known at all.
  double mean(@Nullable SkillGroupId group) {
    Ring own = group == null ? null : groups.get(group);
    return own == null ? centre.mean() : mixed(own.size(), own.mean(), centre.mean());
  }

  double variance(@Nullable SkillGroupId group) {
    Ring own = group == null ? null : groups.get(group);
    return own == null ? centre.variance() : mixed(own.size(), own.variance(), centre.variance());
  }

  private static double mixed(int known, double own, double all) {
    double belief = (double) known / (known + HALF_BELIEVED);
    return belief * own + (1 - belief) * all;
  }
}
