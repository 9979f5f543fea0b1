package org.city311.ivr.acd;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.city311.ivr.call.CallId;

/// The last calls that have ended and are no longer kept, but of which a late word may come: from a look
/// at the switch that was asked for before they ended, or from a node that was cut off for minutes. It
/// must not bring them back. Not thread-safe.
final class Bygones {
  /// Those of half an hour at 50 calls a second.
  static final int MAX = 100_000;

  private final Set<CallId> forgotten = new LinkedHashSet<>();

  void add(CallId call) {
    forgotten.add(call);
    if (forgotten.size() > MAX) {
      Iterator<CallId> oldest = forgotten.iterator();
      oldest.next();
      oldest.remove();
    }
  }

  boolean contains(CallId call) {
    return forgotten.contains(call);
  }
}
