package org.city311.loadtest.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class SdpTest {
  @Test
  void audio_readsWhatOfferWrites() {
    assertEquals(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 4000), Sdp.audio(Sdp.offer(4000)));
  }
}
