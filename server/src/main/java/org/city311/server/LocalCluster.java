package org.city311.server;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.city311.server.config.Configuration;
import org.city311.server.config.Configuration.HostPort;
import org.city311.server.config.Configuration.LocalNode;

/// Three nodes on one machine, from a configuration that knows of one: `--node N`.
///
/// Node 1 is what a single node is. The others share its Asterisk, PostgreSQL and secrets; each has
/// ports of its own, one and two above node 1's, and a folder of its own in node 1's data folder.
final class LocalCluster {
  /// As many as are needed to lose one and still have a majority.
  static final int NODES = 3;

  private LocalCluster() {}

  /// The configuration of a node.
  ///
  /// @param alone the configuration as it is written
  /// @param number the node's, from 1 to [#NODES]
  /// @throws StartException if the nodes' ports run into each other or into other ports
  static Configuration node(Configuration alone, int number) throws StartException {
    requireDistinctPorts(alone);
    int shift = number - 1;
    Configuration.Cluster cluster = alone.cluster();
    Configuration.Asterisk asterisk = alone.asterisk();
    List<String> members =
        cluster.members().isEmpty()
            ? all(cluster.address(), HostPort::toString)
            : cluster.members();
    List<HostPort> nodes =
        asterisk.nodes().equals(List.of(asterisk.agi()))
            ? all(asterisk.agi(), Function.identity())
            : asterisk.nodes();
    return alone.asLocalNode(
        new LocalNode(number, alone.data()),
        new Configuration.Http(
            above(alone.http().address(), shift), alone.http().streams(), alone.http().tls()),
        new Configuration.Cluster(above(cluster.address(), shift), members),
        new Configuration.Asterisk(
            asterisk.managed(),
            asterisk.sip(),
            asterisk.rtpFrom(),
            asterisk.rtpTo(),
            asterisk.ami(),
            asterisk.permit(),
            asterisk.http(),
            asterisk.iceServers(),
            asterisk.phoneSilence(),
            above(asterisk.agi(), shift),
            asterisk.sessions(),
            nodes,
            asterisk.trunks()));
  }

  private static <T> List<T> all(HostPort first, Function<HostPort, T> as) {
    return IntStream.range(0, NODES).mapToObj(shift -> as.apply(above(first, shift))).toList();
  }

  private static HostPort above(HostPort address, int shift) {
    return new HostPort(address.host(), address.port() + shift);
  }

  private static void requireDistinctPorts(Configuration alone) throws StartException {
    List<HostPort> wanted = new ArrayList<>(List.of(alone.asterisk().ami()));
    wanted.addAll(all(alone.http().address(), Function.identity()));
    wanted.addAll(all(alone.cluster().address(), Function.identity()));
    wanted.addAll(all(alone.asterisk().agi(), Function.identity()));
    Set<HostPort> seen = new HashSet<>();
    for (HostPort address : wanted) {
      if (!seen.add(address) || address.port() > 65_535) {
        throw new StartException(
            StartException.CONFIGURATION,
            "--node: the nodes take "
                + NODES
                + " ports each from http.port, cluster.port and asterisk.agi.port on, and "
                + address
                + " is taken twice or is none: leave more room between these ports and"
                + " asterisk.ami.port in the configuration");
      }
    }
  }
}
