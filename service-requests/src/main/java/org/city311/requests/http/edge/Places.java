package org.city311.requests.http.edge;

import java.util.HashMap;
import java.util.Map;

/// Places that strangers hold while something long is under way, such as a large file: one stranger holds
/// only a few of them. Each node counts for itself. Safe for any thread.
public final class Places {
  private final int all;
  private final int each;
  private final Map<String, Integer> held = new HashMap<>();
  private int taken;

  /// @param all how many there are
  /// @param each how many of them one stranger may hold
  public Places(int all, int each) {
    this.all = all;
    this.each = each;
  }

  /// @return whether there was one; then it must be given back
  public synchronized boolean take(String stranger) {
    int own = held.getOrDefault(stranger, 0);
    if (taken >= all || own >= each) {
      return false;
    }
    taken++;
    held.put(stranger, own + 1);
    return true;
  }

  public synchronized void giveBack(String stranger) {
    taken--;
    held.computeIfPresent(stranger, (_, own) -> own == 1 ? null : own - 1);
  }
}
