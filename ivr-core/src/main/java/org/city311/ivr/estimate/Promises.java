package org.city311.ivr.estimate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.SkillGroupId;
import org.jspecify.annotations.Nullable;

/// What was estimated for each call that waits, when it joined and last, kept until it is answered
/// and shows how wrong that was.
final class Promises {
  /// How often what is kept is renewed.
  static final Duration RENEWED_EVERY = Duration.ofSeconds(30);

  /// Renewals that one event may cause: when more are due, they come later.
  private static final int RENEWALS_AT_ONCE = 4;

  /// @param seconds from then on; NaN when nothing was known
  private record Promise(Instant at, double seconds) {}

  private record Due(CallId call, Instant at) {}

  private final Map<CallId, Promise> joined = new HashMap<>();
  private final Map<CallId, Promise> renewed = new HashMap<>();
  private final Deque<Due> due = new ArrayDeque<>();
  private final RecentErrors ofJoined = new RecentErrors();
  private final RecentErrors ofRenewed = new RecentErrors();

  /// A caller has joined.
  void join(CallId call, double seconds, Instant at) {
    joined.put(call, new Promise(at, seconds));
    due.add(new Due(call, at.plus(RENEWED_EVERY)));
  }

  /// Renews some of those that are due.
  ///
  /// @param estimate seconds, NaN when nothing is known; of a call that waits
  void renew(Instant at, ToDoubleFunction<CallId> estimate) {
    for (int i = 0; i < RENEWALS_AT_ONCE; i++) {
      Due next = due.peek();
      if (next == null || next.at().isAfter(at)) {
        return;
      }
      due.remove();
      if (joined.containsKey(next.call())) {
        renewed.put(next.call(), new Promise(at, estimate.applyAsDouble(next.call())));
        due.add(new Due(next.call(), at.plus(RENEWED_EVERY)));
      }
    }
  }

  /// A caller has been answered: now it is known.
  void answered(CallId call, SkillGroupId group, Instant at) {
    check(joined.remove(call), ofJoined, group, at);
    check(renewed.remove(call), ofRenewed, group, at);
  }

  private static void check(
      @Nullable Promise promise, RecentErrors errors, SkillGroupId group, Instant at) {
    if (promise != null && !Double.isNaN(promise.seconds())) {
      errors.add(group, promise.seconds() - Handling.seconds(promise.at(), at));
    }
  }

  /// A caller has gone, so it will never be known.
  void forget(CallId call) {
    joined.remove(call);
    renewed.remove(call);
  }

  /// Forgets all but these.
  void keepOnly(Collection<Call> calls) {
    Set<CallId> there = new HashSet<>();
    calls.forEach(call -> there.add(call.id()));
    joined.keySet().retainAll(there);
    renewed.keySet().retainAll(there);
    due.removeIf(next -> !there.contains(next.call()));
  }

  RecentErrors errorsOfJoined() {
    return ofJoined;
  }

  RecentErrors errorsOfRenewed() {
    return ofRenewed;
  }
}
