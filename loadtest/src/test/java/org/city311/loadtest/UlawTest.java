package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class UlawTest {
  @Test
  void decode_ofEncode_isTheSampleWithinFourPercent() {
    for (int sample = -32_000; sample <= 32_000; sample += 7) {
      assertEquals(sample, Ulaw.decode(Ulaw.encode(sample)), Math.abs(sample) * 0.04 + 4);
    }
  }

  @Test
  void encode_knownValues() {
    assertEquals((byte) 0xFF, Ulaw.encode(0));
    assertEquals((byte) 0x80, Ulaw.encode(32_767));
    assertEquals((byte) 0x00, Ulaw.encode(-32_768));
  }

  @Test
  void share_findsTheToneAndNoOther() {
    var tone = Ulaw.tone(600, 4_000);
    assertTrue(Ulaw.share(tone, 600) > 0.95);
    assertTrue(Ulaw.share(tone, 900) < 0.01);
  }

  @Test
  void share_ofSilence_isNothing() {
    var silence = new byte[4_000];
    java.util.Arrays.fill(silence, Ulaw.encode(0));
    assertEquals(0, Ulaw.share(silence, 600));
    assertEquals(0, Ulaw.loudness(silence));
    assertEquals(0, Ulaw.loudness(new byte[0]));
  }
}
