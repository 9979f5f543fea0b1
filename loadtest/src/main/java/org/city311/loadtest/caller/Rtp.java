package org.city311.loadtest.caller;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import org.city311.loadtest.Ulaw;
import org.jspecify.annotations.Nullable;

/// A call's audio (RFC 3550): µ-law that comes is kept; keys go as telephone events (RFC 4733), and sound
/// only when the caller speaks. For the callers' one thread.
final class Rtp {
  /// Payload type of keys in what we offer.
  static final int EVENT_PAYLOAD = 101;

  static final int FRAME_SAMPLES = 160;
  private static final int HEADER = 12;
  private static final int RECEIVE_BUFFER = 1 << 18;
  private static final int SPOKEN_HERTZ = 600;
  private static final byte SILENCE = (byte) 0xFF;
  private static final String KEYS = "0123456789*#";

  private final DatagramChannel channel;
  private final Recording recording = new Recording();
  private final byte[] voice = Ulaw.tone(SPOKEN_HERTZ, Ulaw.SAMPLES_A_SECOND);
  private @Nullable InetSocketAddress remote;
  private short sequence = 1;
  private int timestamp = 1_000;
  private int expected = -1;
  private int lost;

  Rtp() throws IOException {
    channel = DatagramChannel.open();
    channel.configureBlocking(false);
    channel.setOption(java.net.StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  DatagramChannel channel() {
    return channel;
  }

  int port() {
    return channel.socket().getLocalPort();
  }

  Recording recording() {
    return recording;
  }

  void sendTo(InetSocketAddress to) {
    remote = to;
  }

  /// Keeps a packet that came.
  void take(ByteBuffer packet, long nanos) {
    if (packet.remaining() <= HEADER || (packet.get(packet.position() + 1) & 0x7F) != 0) {
      return;
    }
    int number = packet.getShort(packet.position() + 2) & 0xFFFF;
    if (expected >= 0 && number != expected) {
      lost += Math.min(1_000, (number - expected) & 0xFFFF);
    }
    expected = (number + 1) & 0xFFFF;
    byte[] sound = new byte[packet.remaining() - HEADER];
    packet.get(packet.position() + HEADER, sound);
    recording.hear(sound, nanos);
  }

  /// Packets that did not come.
  int lost() {
    return lost;
  }

  /// One of the packets of a key (RFC 4733 §2.3): event, end bit and volume, duration so far.
  ///
  /// @param frame from 1, each 20 ms long
  void sendKey(char key, int frame, boolean end) {
    int began = timestamp;
    send(
        EVENT_PAYLOAD,
        frame == 1 && !end,
        began,
        ByteBuffer.allocate(4)
            .put((byte) KEYS.indexOf(key))
            .put((byte) ((end ? 0x80 : 0) | 10))
            .putShort((short) (frame * FRAME_SAMPLES))
            .array());
  }

  /// Goes on in time.
  void pass(int frames) {
    timestamp += frames * FRAME_SAMPLES;
  }

  /// 20 ms of a tone.
  void speak() {
    int at = Math.floorMod(timestamp, voice.length - FRAME_SAMPLES);
    send(0, false, timestamp, Arrays.copyOfRange(voice, at, at + FRAME_SAMPLES));
    pass(1);
  }

  /// 20 ms of silence.
  void silence() {
    var frame = new byte[FRAME_SAMPLES];
    Arrays.fill(frame, SILENCE);
    send(0, false, timestamp, frame);
    pass(1);
  }

  private void send(int payload, boolean marker, int time, byte[] body) {
    if (remote == null) {
      return;
    }
    var packet = ByteBuffer.allocate(HEADER + body.length);
    packet.put((byte) 0x80).put((byte) ((marker ? 0x80 : 0) | payload)).putShort(sequence++);
    packet.putInt(time).putInt(port()).put(body).flip();
    try {
      channel.send(packet, remote);
    } catch (IOException e) {
      // The call is over.
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is of no use any more.
    }
  }
}
