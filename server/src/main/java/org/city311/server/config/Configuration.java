package org.city311.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What `city311.yaml` says, with its defaults. `docs/operating.md` explains each key.
///
/// @param city what residents hear and see as the city's name
/// @param data the folder of all that is kept
/// @param fallbackPhone the SIP account rung when no server is there; null for none
/// @param languages the languages residents are served in, in the order of their keys
/// @param menu key to skill group's id
/// @param voices language tag to the command that speaks a text; the best that is installed where none
///     is given
/// @param databaseUrl a JDBC or libpq URL; null for an embedded PostgreSQL
/// @param localNode which of several nodes on this machine it is; null for one that stands alone
public record Configuration(
    String city,
    Path data,
    String node,
    Http http,
    Cluster cluster,
    Asterisk asterisk,
    List<String> numbers,
    @Nullable String fallbackPhone,
    Duration fallbackRing,
    List<String> languages,
    List<SkillGroup> skillGroups,
    SortedMap<Character, String> menu,
    List<AgentAccount> agents,
    List<String> notReadyReasons,
    Acd acd,
    Map<String, List<String>> voices,
    @Nullable String databaseUrl,
    @Nullable LocalNode localNode) {

  /// The folder of what nodes on one machine share: secrets, PostgreSQL, and what Asterisk reads.
  public Path shared() {
    return localNode == null ? data : localNode.shared();
  }

  /// The same centre, at a node of its own among several on this machine.
  public Configuration asLocalNode(LocalNode local, Http http, Cluster cluster, Asterisk asterisk) {
    return new Configuration(
        city,
        local.number() == 1 ? local.shared() : local.shared().resolve("node-" + local.number()),
        "node-" + local.number(),
        http,
        cluster,
        asterisk,
        numbers,
        fallbackPhone,
        fallbackRing,
        languages,
        skillGroups,
        menu,
        agents,
        notReadyReasons,
        acd,
        voices,
        databaseUrl,
        local);
  }

  /// One of several nodes on this machine.
  ///
  /// @param number from 1; node 1 has Asterisk and the embedded PostgreSQL
  /// @param shared node 1's data folder
  public record LocalNode(int number, Path shared) {}

  /// An address to listen on or to reach.
  public record HostPort(String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /// Where pages and API are.
  ///
  /// @param streams how many live boards may be open at once
  public record Http(HostPort address, int streams) {}

  /// Where this node's Hazelcast member listens, and where the others are.
  public record Cluster(HostPort address, List<String> members) {}

  /// Asterisk.
  ///
  /// @param managed whether we start and configure it ourselves
  /// @param sessions flows that may run at once on this node
  /// @param nodes FastAGI addresses of all nodes in the order they are tried; this one's alone by
  ///     default
  public record Asterisk(
      boolean managed,
      HostPort sip,
      int rtpFrom,
      int rtpTo,
      HostPort ami,
      HostPort agi,
      int sessions,
      List<HostPort> nodes,
      List<Trunk> trunks) {

    /// This node's place in the list, from 1.
    public int nodeNumber() {
      return nodes.indexOf(agi) + 1;
    }
  }

  /// Where residents' calls come from.
  ///
  /// @param match addresses or networks, such as `192.0.2.0/24`
  public record Trunk(String name, List<String> match) {}

  /// A skill group.
  ///
  /// @param name language tag to what residents hear and see
  public record SkillGroup(String id, Map<String, String> name) {}

  /// An agent and the agent's phone.
  public record AgentAccount(String id, String name, List<String> groups) {}

  /// How the ACD treats offers.
  public record Acd(Duration ring, Duration wrapUp, boolean whisper) {}
}
