package org.city311.loadtest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/// Passes TCP connections on from one loopback port to another, and holds up what they carry while it
/// is told to. Safe for use by several threads.
final class Relay implements AutoCloseable {
  private static final int BUFFER_BYTES = 16 * 1024;
  private static final long LOOK_MS = 20;

  private final ServerSocket server;
  private final int target;
  private final Holder holder;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /// Says of a new connection when it is to be held up.
  @FunctionalInterface
  interface Holder {
    BooleanSupplier of(Socket accepted) throws IOException;
  }

  /// Listens from now on.
  Relay(StackNetwork.Ports ports, Holder holder) throws IOException {
    this.server = new ServerSocket(ports.relay(), 50, InetAddress.getLoopbackAddress());
    this.target = ports.target();
    this.holder = holder;
    thread("relay-" + ports.relay(), this::accept);
  }

  /// No virtual threads: a network stands still for nobody, and other tests of this JVM use theirs.
  private static void thread(String name, Runnable work) {
    Thread.ofPlatform().daemon().name(name).start(work);
  }

  /// Breaks all connections.
  void drop() {
    open.forEach(this::end);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var accepted = server.accept();
        thread("relay-to-" + target, () -> pass(accepted));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void pass(Socket accepted) {
    open.add(accepted);
    try {
      var held = holder.of(accepted);
      waitWhile(held);
      var onward = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(onward);
      accepted.setTcpNoDelay(true);
      onward.setTcpNoDelay(true);
      thread("relay-back-" + target, () -> copy(onward, accepted, held));
      copy(accepted, onward, held);
    } catch (IOException | InterruptedException nobodyListensThere) {
      end(accepted);
    }
  }

  /// An end, too, is told only when nothing holds it up.
  private void copy(Socket from, Socket to, BooleanSupplier held) {
    try {
      var bytes = new byte[BUFFER_BYTES];
      int count = 0;
      while (count >= 0) {
        count = read(from, bytes);
        waitWhile(held);
        to.getOutputStream().write(bytes, 0, Math.max(count, 0));
      }
    } catch (IOException | InterruptedException gone) {
      // Told to both below.
    } finally {
      end(from);
      end(to);
    }
  }

  /// @return how many bytes came; -1 when none will come any more
  private static int read(Socket from, byte[] bytes) {
    try {
      return from.getInputStream().read(bytes);
    } catch (IOException broken) {
      return -1;
    }
  }

  private static void waitWhile(BooleanSupplier held) throws InterruptedException {
    while (held.getAsBoolean()) {
      Thread.sleep(LOOK_MS);
    }
  }

  private void end(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException alreadyClosed) {
      return;
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    drop();
  }
}
