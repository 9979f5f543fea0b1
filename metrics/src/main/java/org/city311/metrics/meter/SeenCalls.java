package org.city311.metrics.meter;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;

/// Which calls have been counted as answered and as ended, so that a snapshot, which tells of calls
/// again, counts none twice. Not for several threads.
final class SeenCalls {
  /// The most ended calls remembered: those whose records wait for a disk come back in snapshots.
  static final int MAX_ENDED = 100_000;

  /// Calls in progress, and whether their answer has been counted.
  private final Map<CallId, Boolean> answerSeen = new HashMap<>();

  private final LinkedHashSet<CallId> ended = new LinkedHashSet<>();

  /// Whether this call's answer is news.
  boolean firstAnswer(Call call) {
    if (call.times().answered() == null || ended.contains(call.id())) {
      return false;
    }
    return !Boolean.TRUE.equals(answerSeen.put(call.id(), true));
  }

  /// Takes a call's answer as counted: another process did.
  void answerIsOld(Call call) {
    if (call.times().answered() != null) {
      answerSeen.put(call.id(), true);
    }
  }

  /// Whether this call's end is news.
  boolean firstEnd(Call call) {
    answerSeen.remove(call.id());
    if (!ended.add(call.id())) {
      return false;
    }
    if (ended.size() > MAX_ENDED) {
      ended.removeFirst();
    }
    return true;
  }

  /// Forgets calls in progress that are not there any more.
  void keepOnly(Iterable<Call> calls) {
    Set<CallId> there = new HashSet<>();
    calls.forEach(call -> there.add(call.id()));
    answerSeen.keySet().retainAll(there);
  }
}
