package org.city311.ivr.acd;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.city311.ivr.call.CallId;

/// Calls that have ended and are no longer kept, but of which a late word may come: from a look at the
/// switch that was asked for before they ended, or from a flow that says something twice. It must not
/// bring them back. Not thread-safe.
final class Bygones {
  /// More than end between two looks at the switch.
  private static final int MAX = 100_000;

  private final Map<CallId, Instant> forgotten = new LinkedHashMap<>();

  void add(CallId call, Instant at) {
    forgotten.put(call, at);
    if (forgotten.size() > MAX) {
      Iterator<CallId> oldest = forgotten.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  boolean contains(CallId call) {
    return forgotten.containsKey(call);
  }

  /// The switch was looked at: what it no longer has, nobody will hear of again.
  ///
  /// @param asOf when it was asked
  void seen(Set<CallId> present, Instant asOf) {
    forgotten
        .entrySet()
        .removeIf(e -> e.getValue().isBefore(asOf) && !present.contains(e.getKey()));
  }
}
