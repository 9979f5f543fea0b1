package org.city311.ivr.cluster;

import java.nio.file.Path;
import java.util.List;

/// How this node joins the others.
///
/// @param node this node's name
/// @param host the address that this member listens on
/// @param port its port
/// @param members all members' `host:port`, this one's too or not; empty for a cluster of one
/// @param journal the file that remembers when no member is alive
public record ClusterSettings(
    String node, String host, int port, List<String> members, Path journal) {
  public ClusterSettings {
    members = List.copyOf(members);
  }
}
