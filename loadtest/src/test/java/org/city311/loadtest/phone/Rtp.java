package org.city311.loadtest.phone;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.city311.loadtest.Ulaw;
import org.jspecify.annotations.Nullable;

/// The audio of one call: RTP (RFC 3550) with G.711 µ-law and keys as telephone events (RFC 4733),
/// a packet each 20 ms both ways, from the moment the other side is known until it is closed.
final class Rtp implements AutoCloseable {
  /// Payload type of keys in what we offer.
  static final int EVENT_PAYLOAD = 101;

  private static final int FRAME_SAMPLES = 160;
  private static final long FRAME_NANOS = 20_000_000;
  private static final int EVENT_FRAMES = 5;
  private static final int EVENT_ENDS = 3;

  /// After a key the finger rests for 100 ms, as a person's does.
  private static final int REST_FRAMES = 5;

  private static final String KEYS = "0123456789*#";

  /// What we remember of what we heard: half a second.
  private static final int MEMORY = Ulaw.SAMPLES_A_SECOND / 2;

  /// Without a packet for that long we hear nothing any more.
  private static final long SILENCE_NANOS = 200_000_000;

  private final DatagramSocket socket;
  private final byte[] silence = new byte[FRAME_SAMPLES];
  private final ConcurrentLinkedQueue<Key> keys = new ConcurrentLinkedQueue<>();
  private final AtomicInteger received = new AtomicInteger();
  private final Earshot earshot = new Earshot();
  private final byte[] memory = new byte[MEMORY];
  private int memoryAt;
  private volatile long lastReceived = System.nanoTime() - SILENCE_NANOS;
  private volatile byte[] voice = silence;
  private volatile @Nullable InetSocketAddress remote;
  private short sequence = 1;
  private int timestamp = 1_000;

  private record Key(int event, CompletableFuture<Void> pressed) {}

  Rtp() throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    java.util.Arrays.fill(silence, Ulaw.encode(0));
  }

  int port() {
    return socket.getLocalPort();
  }

  /// Begins to send to the other side and to listen. A second call only changes the address.
  synchronized void start(InetSocketAddress to) {
    boolean begun = remote != null;
    remote = to;
    if (!begun) {
      Thread.ofPlatform().daemon(true).name("rtp-send-" + port()).start(this::send);
      Thread.ofPlatform().daemon(true).name("rtp-receive-" + port()).start(this::receive);
    }
  }

  /// Speaks a tone from now on instead of silence.
  void say(int hertz) {
    voice = Ulaw.tone(hertz, Ulaw.SAMPLES_A_SECOND);
  }

  /// Presses a key; done when its end has been sent.
  CompletableFuture<Void> press(char key) {
    int event = KEYS.indexOf(key);
    if (event < 0) {
      throw new IllegalArgumentException("no key " + key);
    }
    var pressed = new CompletableFuture<Void>();
    keys.add(new Key(event, pressed));
    return pressed;
  }

  /// RTP packets that have come so far.
  int received() {
    return received.get();
  }

  /// The last half second of sound; empty when none has come for a while.
  synchronized byte[] heard() {
    return System.nanoTime() - lastReceived > SILENCE_NANOS ? new byte[0] : memory.clone();
  }

  Earshot earshot() {
    return earshot;
  }

  private void send() {
    long next = System.nanoTime();
    int at = 0;
    try {
      while (!socket.isClosed()) {
        var key = keys.poll();
        if (key != null) {
          next = sendKey(key, next);
          continue;
        }
        var sound = voice;
        at = at + FRAME_SAMPLES > sound.length ? 0 : at;
        sendPacket(
            0, false, timestamp, java.util.Arrays.copyOfRange(sound, at, at + FRAME_SAMPLES));
        at += FRAME_SAMPLES;
        timestamp += FRAME_SAMPLES;
        next = pace(next);
      }
    } catch (IOException | InterruptedException e) {
      // The call is over; nobody listens.
    }
  }

  private long sendKey(Key key, long from) throws IOException, InterruptedException {
    long next = from;
    int began = timestamp;
    for (int frame = 1; frame <= EVENT_FRAMES; frame++) {
      sendPacket(EVENT_PAYLOAD, frame == 1, began, event(key, 0, frame * FRAME_SAMPLES));
      next = pace(next);
    }
    for (int end = 0; end < EVENT_ENDS; end++) {
      sendPacket(EVENT_PAYLOAD, false, began, event(key, 0x80, EVENT_FRAMES * FRAME_SAMPLES));
    }
    timestamp += EVENT_FRAMES * FRAME_SAMPLES;
    for (int rest = 0; rest < REST_FRAMES; rest++) {
      sendPacket(0, false, timestamp, silence);
      timestamp += FRAME_SAMPLES;
      next = pace(next);
    }
    key.pressed().complete(null);
    return next;
  }

  /// RFC 4733 §2.3: event, end bit and volume, duration so far.
  private static byte[] event(Key key, int endBit, int duration) {
    return ByteBuffer.allocate(4)
        .put((byte) key.event())
        .put((byte) (endBit | 10))
        .putShort((short) duration)
        .array();
  }

  private void sendPacket(int payload, boolean marker, int time, byte[] body) throws IOException {
    var packet =
        ByteBuffer.allocate(12 + body.length)
            .put((byte) 0x80)
            .put((byte) ((marker ? 0x80 : 0) | payload))
            .putShort(sequence++)
            .putInt(time)
            .putInt(port())
            .put(body)
            .array();
    socket.send(new DatagramPacket(packet, packet.length, remote));
  }

  private static long pace(long last) throws InterruptedException {
    long next = last + FRAME_NANOS;
    long left = next - System.nanoTime();
    if (left > 0) {
      Thread.sleep(Duration.ofNanos(left));
    }
    return next;
  }

  private void receive() {
    var packet = new DatagramPacket(new byte[2048], 2048);
    try {
      while (!socket.isClosed()) {
        socket.receive(packet);
        received.incrementAndGet();
        if ((packet.getData()[1] & 0x7F) == 0) {
          remember(packet);
        }
      }
    } catch (IOException e) {
      // The call is over.
    }
  }

  private synchronized void remember(DatagramPacket packet) {
    earshot.hear(packet.getData(), 12, packet.getLength());
    for (int i = 12; i < packet.getLength(); i++) {
      memory[memoryAt] = packet.getData()[i];
      memoryAt = (memoryAt + 1) % MEMORY;
    }
    lastReceived = System.nanoTime();
  }

  @Override
  public void close() {
    socket.close();
  }
}
