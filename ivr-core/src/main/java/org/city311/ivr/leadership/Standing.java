package org.city311.ivr.leadership;

/// What a node is to its centre.
public enum Standing {
  /// Decides.
  LEADER,
  /// Belongs to the nodes of which one leads.
  STANDBY,
  /// Is cut off from most of the nodes that are alive: decides nothing, however long it lasts.
  MINORITY
}
