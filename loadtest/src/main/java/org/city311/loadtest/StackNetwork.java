package org.city311.loadtest;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/// The network of a [Stack] with several nodes: the nodes reach each other, and Asterisk's manager,
/// only through [Relay]s, which can be cut. Safe for use by several threads.
///
/// A cut network is silent: what is sent is held, connections stay open, and all goes on when it is
/// mended, as TCP does. Who has opened a connection is looked up in `/proc`.
final class StackNetwork implements AutoCloseable {
  private final List<StackNode> nodes;
  private final Set<Integer> isolated = ConcurrentHashMap.newKeySet();
  private final Set<Integer> withoutManager = ConcurrentHashMap.newKeySet();
  private final List<Relay> members = new ArrayList<>();
  private final List<Relay> managers = new ArrayList<>();

  /// @param nodes the stack's; may be filled in later
  StackNetwork(List<StackNode> nodes) {
    this.nodes = nodes;
  }

  /// Relays a node's cluster member, for the others, and Asterisk's manager, for that node.
  void add(int node, Ports member, Ports manager) throws IOException {
    members.add(new Relay(member, socket -> cutBetween(openerOf(socket), node)));
    managers.add(new Relay(manager, _ -> () -> withoutManager.contains(node)));
  }

  /// A relay's ports.
  ///
  /// @param relay where it listens
  /// @param target where it leads to
  record Ports(int relay, int target) {}

  /// Cuts a node off from all other nodes. It still reaches Asterisk and the database.
  void cut(StackNode node) {
    isolated.add(node.number());
  }

  /// Holds up what a node and Asterisk's manager say to each other.
  void cutManager(StackNode node) {
    withoutManager.add(node.number());
  }

  /// Breaks a node's connections to Asterisk's manager; new ones can be made at once.
  void dropManager(StackNode node) {
    managers.get(node.number() - 1).drop();
  }

  /// Mends what was cut.
  void mend() {
    isolated.clear();
    withoutManager.clear();
  }

  private BooleanSupplier cutBetween(int from, int to) {
    return () -> from != to && (isolated.contains(from) || isolated.contains(to));
  }

  /// The number of the node at the other end of an accepted connection; 0 if it has gone already.
  private int openerOf(Socket accepted) throws IOException {
    var link = "socket:[" + inode(accepted.getPort(), accepted.getLocalPort()) + "]";
    for (var node : nodes) {
      if (node.isRunning() && holds(node.pid(), link)) {
        return node.number();
      }
    }
    return 0;
  }

  /// proc(5), `/proc/net/tcp`: number, local and remote address in hexadecimal, … inode.
  private static String inode(int from, int to) throws IOException {
    var wanted = String.format(Locale.ROOT, ":%04X .*:%04X", from, to).split(" ", -1);
    for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (var line : Files.readAllLines(Path.of(table))) {
        var fields = line.strip().split(" +", -1);
        if (fields[1].endsWith(wanted[0]) && fields[2].matches(wanted[1])) {
          return fields[9];
        }
      }
    }
    return "none";
  }

  private static boolean holds(long pid, String link) {
    try (var open = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
      for (var descriptor : open) {
        if (leadsTo(descriptor, link)) {
          return true;
        }
      }
    } catch (IOException endedMeanwhile) {
      return false;
    }
    return false;
  }

  private static boolean leadsTo(Path descriptor, String link) {
    try {
      return Files.readSymbolicLink(descriptor).toString().equals(link);
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  @Override
  public void close() {
    members.forEach(Relay::close);
    managers.forEach(Relay::close);
  }
}
