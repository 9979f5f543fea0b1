package org.city311.metrics.record;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
  private static final int LINE = CallRecordLine.encode(TestRecords.answered("call-0")).length;

  @TempDir Path parent;

  @Test
  void append_thenDrain_givesTheRecordsInOrderAndLeavesNothing() throws Exception {
    try (Outbox outbox = new Outbox(folder(), 1 << 20)) {
      assertEquals(3, outbox.append(TestRecords.answered(0, 3)));
      assertEquals(2, outbox.append(TestRecords.answered(3, 5)));
      assertEquals(5, outbox.pending());

      assertEquals(TestRecords.answered(0, 5), drain(outbox, 2));
      assertEquals(0, outbox.pending());
      assertTrue(outbox.next(10).isEmpty());
    }
    assertEquals(List.of(), segmentFiles());
  }

  @Test
  void next_beforeDrained_givesTheSameAgain() throws Exception {
    try (Outbox outbox = new Outbox(folder(), 1 << 20)) {
      outbox.append(TestRecords.answered(0, 3));

      assertEquals(outbox.next(2).records(), outbox.next(2).records());
    }
  }

  @Test
  void append_atTheLimit_takesWhatFitsAndGoesOnWhenDrained() throws Exception {
    try (Outbox outbox = new Outbox(folder(), LINE * 10L + 5)) {
      assertEquals(10, outbox.append(TestRecords.answered(0, 10)));
      assertEquals(0, outbox.append(TestRecords.answered(1, 3)));
      assertFalse(outbox.hasRoom());
      assertTrue(bytesOnDisk() <= outbox.limitBytes());

      assertEquals(TestRecords.answered(0, 10), drain(outbox, 100));

      assertTrue(outbox.hasRoom());
      assertEquals(1, outbox.append(TestRecords.answered(1, 2)));
    }
  }

  @Test
  void append_partlyBeyondTheLimit_saysHowManyAreSafe() throws Exception {
    try (Outbox outbox = new Outbox(folder(), LINE * 4L)) {
      assertEquals(4, outbox.append(TestRecords.answered(0, 9)));
      assertEquals(TestRecords.answered(0, 4), outbox.next(100).records());
    }
  }

  @Test
  void streamOfRecords_longerThanTheLimit_passesWhenDrained() throws Exception {
    long limit = LINE * 40L;
    try (Outbox outbox = new Outbox(folder(), limit)) {
      List<CallRecord> drained = new ArrayList<>();
      for (int i = 0; i < 500; i += 5) {
        assertEquals(5, outbox.append(TestRecords.answered(i, i + 5)));
        assertTrue(bytesOnDisk() <= limit);
        drained.addAll(drain(outbox, 3));
      }
      assertEquals(500, drained.size());
    }
  }

  @Test
  void restart_withRecordsLeft_replaysThem() throws Exception {
    try (Outbox outbox = new Outbox(folder(), 1 << 20)) {
      outbox.append(TestRecords.answered(0, 5));
      outbox.drained(outbox.next(2));
    }
    try (Outbox outbox = new Outbox(folder(), 1 << 20)) {
      outbox.append(TestRecords.answered(5, 7));

      List<CallRecord> replayed = drain(outbox, 100);

      assertTrue(replayed.containsAll(TestRecords.answered(2, 7)), "what was not drained is there");
    }
  }

  @Test
  void killInMidWrite_anywhereInTheLastLine_losesNoWholeLine() throws Exception {
    try (Outbox outbox = new Outbox(folder(), 1 << 20)) {
      outbox.append(TestRecords.answered(0, 3));
    }
    byte[] whole = Files.readAllBytes(segmentFiles().getFirst());
    for (int missing = 0; missing <= LINE; missing += missing < 4 ? 1 : 17) {
      int length = whole.length - missing;
      Path torn = Files.createDirectory(parent.resolve("torn-" + length));
      Files.write(torn.resolve("outbox-000000000001.jsonl"), Arrays.copyOf(whole, length));

      try (Outbox outbox = new Outbox(torn, 1 << 20)) {
        assertEquals(1, outbox.append(TestRecords.answered(9, 10)));
        List<CallRecord> expected =
            new ArrayList<>(TestRecords.answered(0, length == whole.length ? 3 : 2));
        expected.addAll(TestRecords.answered(9, 10));
        assertEquals(expected, drain(outbox, 100), "cut at " + length);
      }
    }
  }

  @Test
  void damagedLine_betweenGoodOnes_isGivenAsUnreadableAndHoldsUpNoOther() throws Exception {
    try (Outbox outbox = new Outbox(folder(), 1 << 20)) {
      outbox.append(TestRecords.answered(0, 3));
    }
    Path file = segmentFiles().getFirst();
    byte[] bytes = Files.readAllBytes(file);
    bytes[LINE + 3] = 0;
    Files.write(file, bytes);

    try (Outbox outbox = new Outbox(folder(), 1 << 20)) {
      outbox.append(TestRecords.answered(3, 4));
      OutboxBatch batch = outbox.next(100);

      assertEquals(
          List.of(TestRecords.answered("call-0"), TestRecords.answered("call-2")), batch.records());
      assertEquals(1, batch.unreadable().size());
    }
  }

  @Test
  void folderThatIsAFile_isAnErrorUntilItIsRepaired() throws Exception {
    Path folder = Files.writeString(folder(), "in the way");
    try (Outbox outbox = new Outbox(folder, 1 << 20)) {
      assertThrows(IOException.class, () -> outbox.append(TestRecords.answered(0, 1)));
      assertEquals(0, outbox.pending());

      Files.delete(folder);

      assertEquals(1, outbox.append(TestRecords.answered(0, 1)));
    }
  }

  @Test
  void secondOutboxInOneFolder_isRefused() throws Exception {
    try (Outbox first = new Outbox(folder(), 1 << 20);
        Outbox second = new Outbox(folder(), 1 << 20)) {
      first.append(TestRecords.answered(0, 1));

      assertThrows(IOException.class, () -> second.append(TestRecords.answered(0, 1)));
    }
  }

  @Test
  void files_holdCallersNumbers_soOnlyTheirOwnerReadsThem() throws Exception {
    try (Outbox outbox = new Outbox(folder(), 1 << 20)) {
      outbox.append(TestRecords.answered(0, 1));

      for (Path file : segmentFiles()) {
        assertEquals(
            PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
      }
    }
  }

  /// A process that says what is safe is killed with SIGKILL while it writes, a few times in a row.
  @Test
  void processKilledWhileWriting_leavesAllThatItHadSaidIsSafe() throws Exception {
    Set<String> safe = new HashSet<>();
    for (int round = 0; round < 3; round++) {
      Path said = parent.resolve("said-" + round);
      Process writer =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OutboxWriterProcess.class.getName(),
                  folder().toString(),
                  "round-" + round)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .redirectOutput(said.toFile())
              .start();
      await().until(() -> idsIn(said).size() >= 100);
      writer.destroyForcibly().waitFor();
      safe.addAll(idsIn(said));
    }

    try (Outbox outbox = new Outbox(folder(), 64 << 20)) {
      Set<String> found =
          drain(outbox, 1_000).stream().map(call -> call.id().value()).collect(Collectors.toSet());
      safe.removeAll(found);
      assertEquals(Set.of(), safe, "said to be safe, but lost");
    }
  }

  /// The ids said so far, but for half a one.
  private static List<String> idsIn(Path said) throws IOException {
    return Files.readString(said).lines().filter(id -> id.endsWith(".")).toList();
  }

  private static List<CallRecord> drain(Outbox outbox, int most) throws IOException {
    List<CallRecord> all = new ArrayList<>();
    OutboxBatch batch = outbox.next(most);
    while (!batch.isEmpty()) {
      all.addAll(batch.records());
      outbox.drained(batch);
      batch = outbox.next(most);
    }
    return all;
  }

  private Path folder() {
    return parent.resolve("outbox");
  }

  private List<Path> segmentFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  private long bytesOnDisk() throws IOException {
    long sum = 0;
    for (Path file : segmentFiles()) {
      sum += Files.size(file);
    }
    return sum;
  }
}
