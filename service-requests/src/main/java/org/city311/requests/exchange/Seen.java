package org.city311.requests.exchange;

import java.util.HashSet;
import java.util.Set;

/// Ids that have come by, as many as there is room for: a file may have more of them than memory. For one
/// thread.
final class Seen {
  private final int most;
  private final Set<String> ids = new HashSet<>();

  /// @param most so many are remembered
  Seen(int most) {
    this.most = most;
  }

  /// @return whether it is new, as far as is remembered
  boolean isNew(String id) {
    return ids.size() < most ? ids.add(id) : !ids.contains(id);
  }
}
