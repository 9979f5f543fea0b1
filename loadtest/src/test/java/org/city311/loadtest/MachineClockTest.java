package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MachineClockTest {
  @Test
  void cpuMillis_aNameWithBlanksAndBrackets_isNoField() {
    assertEquals(
        150,
        MachineClock.cpuMillis(
            "77 (a (b) c) S 1 77 77 0 -1 4194560 1 2 3 4 10 5 0 0 20 0 1 0 100 200"));
  }

  @Test
  void cpuMillis_ofOurselves_isMoreThanNothing() throws IOException {
    assertTrue(MachineClock.cpuMillis(ProcessHandle.current().pid()) > 0);
  }

  @Test
  void stealPercentSince_isTheShareOfTheTimePassed() {
    var then = MachineClock.Cpu.parse("cpu  100 0 100 800 0 0 0 10 0 0\ncpu0 1 1 1\n");
    var now = MachineClock.Cpu.parse("cpu  150 0 120 820 0 0 0 20 9 9\n");
    assertEquals(10.0, now.stealPercentSince(then));
    assertEquals(0.0, then.stealPercentSince(then));
  }
}
