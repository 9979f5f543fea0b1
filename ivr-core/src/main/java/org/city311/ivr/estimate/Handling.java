package org.city311.ivr.estimate;

import java.time.Duration;
import java.time.Instant;
import org.city311.ivr.call.SkillGroupId;
import org.jspecify.annotations.Nullable;

/// How long calls have kept agents lately: until the pick-up, until the talk was over, and in the work
/// after it. Seconds.
final class Handling {
  /// Calls handled before anything is said.
  static final int LEAST_KNOWN = 5;

  /// An engagement is believed to take at least this long.
  private static final double LEAST_SECONDS = 0.1;

  /// From the phone's first ring to the first word.
  final RecentTimes pickUp = new RecentTimes();

  private final RecentTimes engaged = new RecentTimes();
  private final RecentTimes wrapUp = new RecentTimes();

  /// Learns from what an agent has done.
  ///
  /// @param now what the agent does since `at`; null when the agent is gone
  void learn(Duty before, @Nullable Duty now, Instant at) {
    Duty.Doing doing = now == null ? Duty.Doing.FREE : now.doing();
    double lasted = seconds(before.since(), at);
    switch (before.doing()) {
      case FREE -> {}
      case ENGAGED -> {
        if (before.talking() && doing != Duty.Doing.ENGAGED) {
          engaged.add(before.group(), lasted);
          if (doing == Duty.Doing.FREE) {
            wrapUp.add(before.group(), 0);
          }
        } else if (!before.talking() && now != null && now.talking()) {
          pickUp.add(before.group(), lasted);
        }
      }
      case WRAPPING_UP -> {
        if (doing != Duty.Doing.WRAPPING_UP) {
          wrapUp.add(before.group(), lasted);
        }
      }
    }
  }

  boolean isKnown() {
    return engaged.known() >= LEAST_KNOWN;
  }

  /// From the first ring to the end of the talk.
  LogNormal engaged(@Nullable SkillGroupId group) {
    return LogNormal.of(Math.max(LEAST_SECONDS, engaged.mean(group)), engaged.variance(group));
  }

  /// Mean; zero while none is known.
  double wrapUp(@Nullable SkillGroupId group) {
    return wrapUp.mean(group);
  }

  static double seconds(Instant from, Instant until) {
    return Math.max(0, Duration.between(from, until).toNanos() / 1e9);
  }
}
