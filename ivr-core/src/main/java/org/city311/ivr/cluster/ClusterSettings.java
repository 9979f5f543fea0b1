package org.city311.ivr.cluster;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// How this node joins the others.
///
/// @param node this node's name
/// @param number its number, from 1, which no other node has
/// @param host the address that this member listens on
/// @param port its port
/// @param members all members' `host:port`, this one's too or not; empty for a cluster of one
/// @param secret what only the nodes of one centre know: those with another do not join
/// @param journal the file that remembers when no member is alive
public record ClusterSettings(
    String node,
    int number,
    String host,
    int port,
    List<String> members,
    String secret,
    Path journal) {
  public ClusterSettings {
    members = List.copyOf(members);
  }

  /// How many nodes the whole centre has.
  int size() {
    Set<String> all = new LinkedHashSet<>(members);
    all.add(host + ":" + port);
    return all.size();
  }

  @Override
  public String toString() {
    return "node " + number + " at " + host + ":" + port;
  }
}
