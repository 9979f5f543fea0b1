package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CpuTimesTest {
  @Test
  void usedSince_growsForAProcessThatWorks_andKeepsTheOrder() throws IOException {
    long self = ProcessHandle.current().pid();
    var before = CpuTimes.now(1L, self);
    long end = before.millis().get(1) + 50;
    while (MachineClock.cpuMillis(self) < end) {
      Thread.onSpinWait();
    }
    var used = before.usedSince();
    assertEquals(2, used.processes().size());
    assertTrue(used.millis(1) >= 50, used.toString());
  }

  @Test
  void usedSince_aProcessThatHasEnded_isAnError() throws Exception {
    var process = new ProcessBuilder("sleep", "60").start();
    var before = CpuTimes.now(process.pid());
    process.destroyForcibly().waitFor();
    assertThrows(IOException.class, before::usedSince);
  }
}
