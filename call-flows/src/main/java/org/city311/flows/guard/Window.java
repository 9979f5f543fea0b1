package org.city311.flows.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.city311.ivr.call.CallId;

/// The calls of the last while, in the order in which they were heard of. A call that is heard of twice, from
/// its own flow and from the centre, is one. Not thread-safe.
final class Window {
  private final Duration length;
  private final int most;
  private final SequencedMap<CallId, Instant> calls = new LinkedHashMap<>();

  /// @param most how many are remembered; beyond it the eldest is forgotten
  Window(Duration length, int most) {
    this.length = length;
    this.most = most;
  }

  void add(CallId call, Instant at) {
    expire(at);
    calls.putIfAbsent(call, at);
    if (calls.size() > most) {
      Iterator<CallId> eldest = calls.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  /// Adds one that is not the latest.
  void insert(CallId call, Instant at) {
    Map<CallId, Instant> all = new LinkedHashMap<>(calls);
    all.putIfAbsent(call, at);
    calls.clear();
    all.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(each -> add(each.getKey(), each.getValue()));
  }

  boolean contains(CallId call) {
    return calls.containsKey(call);
  }

  void remove(CallId call) {
    calls.remove(call);
  }

  int size(Instant now) {
    expire(now);
    return calls.size();
  }

  /// How many were there before this one; all, if it is not there.
  int before(CallId call) {
    if (!calls.isEmpty() && calls.lastEntry().getKey().equals(call)) {
      return calls.size() - 1; // As it mostly is; in a flood there are thousands.
    }
    int before = 0;
    for (CallId each : calls.keySet()) {
      if (each.equals(call)) {
        return before;
      }
      before++;
    }
    return before;
  }

  /// The clock may go back; then they are remembered a little longer.
  private void expire(Instant now) {
    Instant from = now.minus(length);
    Iterator<Instant> eldest = calls.values().iterator();
    while (eldest.hasNext() && !eldest.next().isAfter(from)) {
      eldest.remove();
    }
  }
}
