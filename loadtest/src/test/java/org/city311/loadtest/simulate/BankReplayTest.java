package org.city311.loadtest.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BankReplayTest {
  /// Made up, in the columns of the Technion's records: one agent, three callers, and a phantom.
  private static final String CALLS =
      """
      date|priority|vru_exit|q_start|q_time|outcome|ser_start|ser_time|server
      990101|0|8:00:00|0:00:00|0|AGENT|8:00:00|60|DANA
      990101|0|8:00:10|8:00:10|50|AGENT|8:01:00|30|DANA
      990101|0|8:00:20|8:00:20|5|HANG|0:00:00|0|NO_SERVER
      990101|0|8:00:30|0:00:00|0|PHANTOM|0:00:00|0|NO_SERVER
      """
          .replace('|', '\t');

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("calls.tsv"), text);
  }

  @Test
  void callsAreServedInTurn_andWhoHungUpThenHangsUpHere() throws IOException {
    BankCalls bank = BankCalls.read(file(CALLS));
    assertEquals(new BankReplay.Figures(2, 1, 25), BankReplay.bank(bank));

    BankReplay.Figures ours = new BankReplay(bank, 1, (_, _) -> {}).run();
    assertEquals(2, ours.answered());
    assertEquals(1, ours.abandoned());
    assertTrue(ours.asaSeconds() >= 25 && ours.asaSeconds() < 30, ours::toString);
  }

  @Test
  void otherFiles_areRefused() {
    assertThrows(IOException.class, () -> BankCalls.read(file("a\tb\n1\t2\n")));
  }
}
