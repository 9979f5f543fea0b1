package org.city311.ivr.acd;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import org.city311.ivr.routing.OverflowStep;

/// What becomes of the rungs that a call has taken when its ladder is changed: they are known by their
/// numbers alone.
final class Rungs {
  private static final int NEW = -1;

  private Rungs() {}

  /// A rung is the same as the equal one in the ladder before, or, where its trigger was changed, the
  /// one that did the same: nobody is asked twice because a time was set anew.
  ///
  /// @param taken bit n for the rung at index n of the ladder before
  /// @return bit n for the rung at index n of the ladder now
  static int carriedOver(int taken, List<OverflowStep> before, List<OverflowStep> now) {
    int[] same = new int[now.size()];
    Arrays.fill(same, NEW);
    pair(same, before, now, OverflowStep::equals);
    pair(same, before, now, (one, other) -> one.then().equals(other.then()));
    int carried = 0;
    for (int rung = 0; rung < same.length; rung++) {
      if (same[rung] != NEW && (taken & (1 << same[rung])) != 0) {
        carried |= 1 << rung;
      }
    }
    return carried;
  }

  /// @param same rung to the rung before that it is, each of them once
  private static void pair(
      int[] same,
      List<OverflowStep> before,
      List<OverflowStep> now,
      BiPredicate<OverflowStep, OverflowStep> isSame) {
    for (int rung = 0; rung < same.length; rung++) {
      for (int old = 0; old < before.size() && same[rung] == NEW; old++) {
        if (isSame.test(before.get(old), now.get(rung)) && !isPaired(same, old)) {
          same[rung] = old;
        }
      }
    }
  }

  private static boolean isPaired(int[] same, int old) {
    return Arrays.stream(same).anyMatch(known -> known == old);
  }
}
