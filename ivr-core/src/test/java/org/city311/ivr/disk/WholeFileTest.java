package org.city311.ivr.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir private Path folder;

  @Test
  void textIsReplaced_inAFolderThatIsMade_forItsOwnerOnly_andNothingLiesBesideIt()
      throws IOException {
    Path file = folder.resolve("state/kept.json");
    WholeFile.write(file, "first, and longer");
    WholeFile.write(file, "señal");
    assertEquals("señal", Files.readString(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(List.of("kept.json"), names(folder.resolve("state")));
  }

  @Test
  void whatADeathLeftHalfWritten_isNoMoreThanInTheWay_andNobodyElseReadsTheNewText()
      throws IOException {
    Path file = folder.resolve("kept.json");
    Path left = Files.writeString(folder.resolve("kept.json.new"), "half a tex");
    Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rw-r--r--"));
    WholeFile.write(file, "text");
    assertEquals("text", Files.readString(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(List.of("kept.json"), names(folder));
  }

  @Test
  void textThatCannotBeWritten_leavesTheFileAsItWas() throws IOException {
    Path file = folder.resolve("kept.json");
    WholeFile.write(file, "before");
    // Where the new one would be, lies something that cannot be removed.
    Files.createDirectories(folder.resolve("kept.json.new/full"));
    assertThrows(IOException.class, () -> WholeFile.write(file, "after"));
    assertEquals("before", Files.readString(file));
  }

  private static List<String> names(Path of) throws IOException {
    try (var files = Files.list(of)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
