package org.city311.requests.http.staff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportFolderTest {
  @TempDir private Path data;

  /// Killed during an import, a server leaves the file: it has names and addresses.
  @Test
  void whatAKilledServerLeft_goes_andNobodyElseReadsTheFolder() throws Exception {
    Path folder = ImportFolder.emptied(data.resolve("node-2/imports"));
    Files.writeString(folder.resolve("left.csv"), "Ana,ana@example.org");

    assertEquals(folder, ImportFolder.emptied(folder));

    assertArrayEquals(new String[0], folder.toFile().list());
    assertEquals(
        PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(folder));
  }
}
