package org.city311.ivr.leadership;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/// The rule by which exactly one node leads. Pure: the same sight gives the same answer.
///
/// Among the nodes that beat in Asterisk, those that this node is in touch with must be more than
/// half, or half with the lowest number among them. Of these the one that leads already goes on; else the oldest member
/// does. Nodes that no longer beat do not count: the last survivor of three leads.
final class Election {
  private Election() {}

  /// @param self this node's number
  /// @param members the nodes that this one is in touch with, itself included, oldest first
  /// @param beating the nodes whose heartbeat in Asterisk is fresh; when there is none, as when all
  ///     drain, the members count instead
  /// @param incumbent who leads by the claim in Asterisk; 0 for nobody
  static Standing standing(int self, List<Integer> members, Set<Integer> beating, int incumbent) {
    Set<Integer> alive = beating.isEmpty() ? Set.copyOf(members) : beating;
    List<Integer> together = members.stream().filter(alive::contains).distinct().toList();
    if (!isMajority(together, alive)) {
      return Standing.MINORITY;
    }
    int leader = together.contains(incumbent) ? incumbent : together.getFirst();
    return leader == self ? Standing.LEADER : Standing.STANDBY;
  }

  private static boolean isMajority(List<Integer> together, Set<Integer> alive) {
    int twice = 2 * together.size();
    return twice > alive.size()
        || (twice == alive.size() && together.contains(Collections.min(alive)));
  }
}
