package org.city311.requests.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportFolderTest {
  private static final Instant NOW = Instant.parse("2026-11-16T15:00:00Z");

  @TempDir private Path parent;

  @Test
  void folder_isForItsOwnerAlone_andMadeOnce() throws IOException {
    Path wanted = parent.resolve("requests/imports");

    assertEquals(wanted, new ImportFolder(wanted).made());
    assertEquals(wanted, new ImportFolder(wanted).made());

    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(wanted)));
  }

  @Test
  void whatANodeLeftThatWasKilled_isRemoved_andWhatIsBeingImportedIsNot() throws IOException {
    ImportFolder folder = new ImportFolder(parent.resolve("imports"));
    folder.sweep(NOW);
    leave(folder.made().resolve("left.csv"), Duration.ofHours(25));
    leave(folder.made().resolve("under-way.csv"), Duration.ofHours(23));

    folder.sweep(NOW);

    try (Stream<Path> files = Files.list(folder.path())) {
      assertEquals(List.of("under-way.csv"), files.map(f -> f.getFileName().toString()).toList());
    }
  }

  private static void leave(Path file, Duration before) throws IOException {
    Files.writeString(file, "Id,Kind\n");
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(before)));
  }
}
