package org.city311.ivr.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("state/node-1.journal");
  }

  @Test
  void appendedEntries_areThereForTheNextProcess_withoutClosing() {
    Journal journal = new Journal(file());
    journal.append(Map.of("a", "1", "b", "2"));
    journal.append(Map.of("a", "3", "b", ""));
    assertEquals(Map.of("a", "3"), new Journal(file()).entries());
  }

  @Test
  void file_holdsCallersNumbers_soOnlyItsOwnerCanReadIt() throws IOException {
    new Journal(file()).append(Map.of("a", "1"));
    assertEquals(
        PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file()));
  }

  @Test
  void tornLastLine_asAKilledProcessLeavesIt_isLeftOut() throws IOException {
    new Journal(file()).append(Map.of("a", "1"));
    Files.writeString(file(), "b\t{\"half", StandardOpenOption.APPEND);
    Journal after = new Journal(file());
    assertEquals(Map.of("a", "1"), after.entries());
    after.append(Map.of("c", "2"));
    assertEquals(Map.of("a", "1", "c", "2"), new Journal(file()).entries());
  }

  @Test
  void growingFile_isWrittenAnewWithWhatCounts() throws IOException {
    Journal journal = new Journal(file());
    String large = "x".repeat(1_000_000);
    for (int i = 0; i < 40; i++) {
      journal.append(Map.of("a", large));
    }
    assertTrue(Files.size(file()) < Journal.MAX_BYTES + 2L * large.length());
    assertEquals(Map.of("a", large), new Journal(file()).entries());
  }

  @Test
  void diskThatCannotBeWritten_isTriedAgainOnceASecond_andThenHasAll() throws IOException {
    AtomicLong nanos = new AtomicLong();
    Journal journal = new Journal(file(), nanos::get);
    Files.delete(file());
    Files.createDirectories(file().resolve("in the way"));
    journal.replace(Map.of("a", "1"));
    assertFalse(Files.exists(folder.resolve("state/node-1.journal.new")), "it takes no space");
    Files.delete(file().resolve("in the way"));
    Files.delete(file());

    nanos.addAndGet(999_999_999);
    journal.append(Map.of("b", "2"));
    assertFalse(Files.exists(file()));

    nanos.addAndGet(1);
    journal.append(Map.of("c", "3"));
    journal.append(Map.of("d", "4"));
    assertEquals(Map.of("a", "1", "b", "2", "c", "3", "d", "4"), new Journal(file()).entries());
  }

  @Test
  void folderThatCannotBe_isAClearError() throws IOException {
    Files.writeString(folder.resolve("state"), "a file where the folder should be");
    UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> new Journal(file()));
    assertTrue(String.valueOf(e.getMessage()).contains("can't be written"));
  }
}
