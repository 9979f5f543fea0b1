package org.city311.ivr.routing;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.call.Treatment;

/// One rung of a skill group's overflow ladder: what is done for a caller whose wait grows long, or
/// who finds many waiting. Each rung is taken once by a call, in the ladder's order.
public record OverflowStep(Trigger when, Action then) {

  /// What calls for the step.
  public sealed interface Trigger {}

  /// The caller has waited this long since first asking for a person.
  public record AfterWait(Duration time) implements Trigger {
    public AfterWait {
      if (time.isNegative() || time.compareTo(Duration.ofDays(1)) > 0) {
        throw new IllegalArgumentException("a wait is between 0 s and one day, not " + time);
      }
    }
  }

  /// The caller finds this many waiting for the same skill group on joining it.
  public record WhenWaiting(int calls) implements Trigger {
    public WhenWaiting {
      if (calls < 0) {
        throw new IllegalArgumentException(calls + " can't be waiting");
      }
    }
  }

  /// What is done.
  public sealed interface Action {}

  /// Asks for less: the least levels of these skills become these; 0 means not asked for any more. The
  /// group's skills and the call's own alike.
  public record Widen(Map<SkillId, Integer> levels) implements Action {
    public Widen {
      levels = Map.copyOf(levels);
      levels.forEach(
          (skill, level) -> {
            if (level < 0 || level > SkillId.MAX_LEVEL) {
              throw new IllegalArgumentException(
                  skill + ": level " + level + " is not between 0 and " + SkillId.MAX_LEVEL);
            }
          });
    }
  }

  /// Agents of these groups may take the call too.
  public record AddGroups(Set<SkillGroupId> groups) implements Action {
    public AddGroups {
      groups = Set.copyOf(groups);
    }
  }

  /// The caller is taken out of the queue for a while, or for good.
  public record Treat(Treatment treatment) implements Action {}
}
