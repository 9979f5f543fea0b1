package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ScenarioTest {
  @Test
  void of_fillsEveryParameterIn() {
    var text =
        Scenario.of("agent", Map.of("account", "ana", "ring_ms", "100", "talk_ms", "2000")).text();
    assertTrue(text.contains("<sip:ana@[local_ip]"));
    assertTrue(text.contains("<pause milliseconds=\"2000\"/>"));
    assertFalse(text.contains("{{"));
  }

  @Test
  void silent_playsNothing_butStillPressesKeys() {
    var text =
        Scenario.of("resident", Map.of("voice", "/a/voice.ulaw", "repeats", "-1")).silent().text();
    assertFalse(text.contains("rtp_stream"));
    assertTrue(text.contains("play_dtmf"));
  }

  @Test
  void of_aParameterMissing_fails() {
    assertThrows(
        IllegalArgumentException.class, () -> Scenario.of("agent", Map.of("account", "ana")));
  }

  @Test
  void of_aValueThatWouldBreakTheScenario_fails() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Scenario.of("resident", Map.of("voice", "a\"/><exec command=\"x")));
  }
}
