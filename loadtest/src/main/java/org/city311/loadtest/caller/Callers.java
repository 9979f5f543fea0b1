package org.city311.loadtest.caller;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Many callers on one thread: one UDP port for their SIP, and one for each call's audio. Thread-safe.
public final class Callers implements AutoCloseable {
  private static final long PAUSE_NANOS = 3_000_000;
  private static final int MOST_BYTES = 65_536;
  private static final int RECEIVE_BUFFER = 1 << 22;

  private final Selector selector;
  private final DatagramChannel sip;
  private final String target;
  private final InetSocketAddress switchAddress;
  private final int port;
  private final Queue<Timer> wanted = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final Map<String, Party> parties = new HashMap<>();
  private final Map<String, Expected> expected = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile boolean open = true;

  /// Who takes part in a dialog (RFC 3261 §12), by its Call-ID.
  interface Party {
    void responded(Sip response, long nanos);

    /// What we have accepted is confirmed.
    void acknowledged(long nanos);

    /// By the system.
    void hungUp(long nanos);

    void failed(Exception e);
  }

  private record Expected(CallPlan plan, CompletableFuture<CallEnd> end) {}

  /// Something to be done at a time.
  private record Timer(long atNanos, Runnable action) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      return Long.compare(atNanos - other.atNanos, 0);
    }
  }

  /// @param target the switch's SIP address, `host:port`
  /// @param port their own free one on 127.0.0.1
  public Callers(String target, int port) throws IOException {
    this.target = target;
    this.port = port;
    int colon = target.lastIndexOf(':');
    switchAddress =
        new InetSocketAddress(
            InetAddress.ofLiteral(target.substring(0, colon)),
            Integer.parseInt(target.substring(colon + 1)));
    selector = Selector.open();
    sip = DatagramChannel.open();
    sip.configureBlocking(false);
    sip.setOption(java.net.StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
    sip.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    sip.register(selector, SelectionKey.OP_READ);
    thread = Thread.ofPlatform().daemon().name("callers").start(this::run);
  }

  /// Makes a call at a time.
  ///
  /// @param atNanos by [System#nanoTime()]
  /// @return done when the call is over
  public CompletableFuture<CallEnd> call(CallPlan plan, long atNanos) {
    var end = new CompletableFuture<CallEnd>();
    wanted.add(new Timer(atNanos, () -> begin(plan, end)));
    return end;
  }

  /// Takes the next call to this number, or to the phone of this account.
  ///
  /// @return done when the call is over
  public CompletableFuture<CallEnd> expect(CallPlan plan) {
    var end = new CompletableFuture<CallEnd>();
    expected.put(plan.by().from(), new Expected(plan, end));
    return end;
  }

  /// Has a phone of the centre say that it is here.
  ///
  /// @return done when that was taken
  public CompletableFuture<Void> register(CallPlan.Line phone) {
    var done = new CompletableFuture<Void>();
    wanted.add(
        new Timer(
            System.nanoTime(),
            () -> {
              var dialog = new Sip.Dialog(id(), phone, target, port);
              parties.put(dialog.id(), new Registration(this, dialog, done));
              send(dialog.register());
            }));
    return done;
  }

  private String id() {
    return "c" + Long.toHexString(System.nanoTime()) + "x" + parties.size();
  }

  /// The user of a URI is a number as the trunk wants it.
  private static String called(Sip invite) {
    return invite.user().replace("+", "");
  }

  private void begin(CallPlan plan, CompletableFuture<CallEnd> end) {
    begin(new Sip.Dialog(id(), plan.by(), target, port), null, plan, end);
  }

  private void take(Sip invite) {
    var call = expected.remove(called(invite));
    if (call == null) {
      send(invite.refused());
      return;
    }
    var dialog = new Sip.Dialog(invite.callId(), call.plan().by(), target, port);
    begin(dialog, new Sip.Incoming(invite, port), call.plan(), call.end());
  }

  private void begin(
      Sip.Dialog dialog,
      Sip.@Nullable Incoming incoming,
      CallPlan plan,
      CompletableFuture<CallEnd> end) {
    try {
      var rtp = new Rtp();
      var call = new CallerCall(this, dialog, incoming, plan, rtp, end);
      parties.put(dialog.id(), call);
      rtp.channel().register(selector, SelectionKey.OP_READ, rtp);
      call.begin();
    } catch (IOException e) {
      end.completeExceptionally(e);
    }
  }

  void send(Sip message) {
    try {
      sip.send(ByteBuffer.wrap(message.bytes()), switchAddress);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Has something done by the callers' thread.
  void at(long nanos, Runnable action) {
    timers.add(new Timer(nanos, action));
  }

  void forget(String id) {
    parties.remove(id);
  }

  private void run() {
    var buffer = ByteBuffer.allocateDirect(MOST_BYTES);
    try {
      while (open) {
        wait(buffer);
        for (Timer timer = wanted.poll(); timer != null; timer = wanted.poll()) {
          timers.add(timer);
        }
        while (!timers.isEmpty() && timers.peek().atNanos() - System.nanoTime() <= 0) {
          timers.remove().action().run();
        }
      }
    } catch (IOException | RuntimeException e) {
      parties.values().forEach(party -> party.failed(e));
    }
  }

  /// What comes is taken every few milliseconds and not at once: to be woken by each packet of hundreds of calls
  /// would take more of the machine than what is measured. So times are up to [#PAUSE_NANOS] too long.
  private void wait(ByteBuffer buffer) throws IOException {
    long left = timers.isEmpty() ? PAUSE_NANOS : timers.peek().atNanos() - System.nanoTime();
    if (left > 0) {
      LockSupport.parkNanos(Math.min(left, PAUSE_NANOS));
    }
    selector.selectNow(key -> read(key, buffer));
  }

  private void read(SelectionKey key, ByteBuffer buffer) {
    var channel = (DatagramChannel) key.channel();
    try {
      if (key.attachment() instanceof Rtp rtp) {
        if (channel.receive(buffer.clear()) != null) {
          rtp.take(buffer.flip(), System.nanoTime());
        }
        return;
      }
      while (channel.receive(buffer.clear()) != null) {
        buffer.flip();
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        received(Sip.of(bytes));
      }
    } catch (IOException e) {
      // Somebody's port is closed already.
    }
  }

  private void received(Sip message) {
    long now = System.nanoTime();
    var party = parties.get(message.callId());
    switch (message.method()) {
      case "" -> {
        if (party != null) {
          party.responded(message, now);
        }
      }
      case "ACK" -> {
        if (party != null) {
          party.acknowledged(now);
        }
      }
      case "INVITE" -> {
        if (party == null) {
          take(message);
        }
      }
      default -> {
        send(message.accepted());
        if (party != null && message.method().equals("BYE")) {
          party.hungUp(now);
        }
      }
    }
  }

  @Override
  public void close() {
    open = false;
    try {
      thread.join();
      sip.close();
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
