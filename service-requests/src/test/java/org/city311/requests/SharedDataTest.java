package org.city311.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedDataTest {
  @TempDir private Path folder;

  @Test
  void data_isFound_howeverDeepTheCloneLies() throws Exception {
    Path file = folder.resolve("shared/data/a.csv");
    Files.createDirectories(file.getParent());
    Files.createFile(file);

    for (String module :
        new String[] {"clone/service-requests", "a/b/clone/service-requests", ""}) {
      assertEquals(Optional.of(file), SharedData.above(folder.resolve(module), "a.csv"), module);
    }
    assertEquals(Optional.empty(), SharedData.above(folder, "b.csv"));
  }
}
