package org.city311.loadtest;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Gives out loopback ports that nobody listens on, for UDP and TCP alike, and never the same twice.
///
/// They lie below the kernel's ephemeral range (32768 and up on Linux), so that no outgoing
/// connection takes one between our look and its use. Safe for use by several threads.
final class FreePorts {
  private static final int LOWEST = 12_000;

  /// From here on lie the small blocks: scattered among the large ones, they would soon leave no room for those.
  private static final int SMALL_FROM = 27_000;

  /// The most ports of a small block.
  private static final int SMALL = 8;

  private static final int HIGHEST = 32_000;

  /// How many random places are looked at before we give up.
  private static final int TRIES = 500;

  private final RandomGenerator random = RandomGenerator.getDefault();

  /// By all of them in this JVM, whose stacks run side by side.
  private static final Set<Integer> GIVEN = new HashSet<>();

  /// One free port.
  int one() {
    return block(1);
  }

  /// The first (an even one, as RTP wants) of `count` free ports in a row.
  int block(int count) {
    int lowest = count <= SMALL ? SMALL_FROM : LOWEST;
    int highest = count <= SMALL ? HIGHEST : SMALL_FROM;
    synchronized (GIVEN) {
      for (int i = 0; i < TRIES; i++) {
        int first = 2 * random.nextInt(lowest / 2, (highest - count) / 2);
        if (allFree(first, count)) {
          IntStream.range(first, first + count).forEach(GIVEN::add);
          return first;
        }
      }
    }
    throw new IllegalStateException(
        "no " + count + " free ports in a row on 127.0.0.1 between " + lowest + " and " + highest);
  }

  private boolean allFree(int first, int count) {
    for (int port = first; port < first + count; port++) {
      if (GIVEN.contains(port) || !free(port)) {
        return false;
      }
    }
    return true;
  }

  private static boolean free(int port) {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (var udp = new DatagramSocket(address);
        var tcp = new ServerSocket()) {
      tcp.bind(address);
      return udp.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
